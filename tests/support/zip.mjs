// The files of a zip: {name: bytes}. By its central directory, as programs read one.
import assert from 'node:assert/strict';
import {inflateRawSync} from 'node:zlib';

export function unzip(bytes) {
    const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    assert.ok(end >= 0, 'a zip ends with its directory');
    const files = {};
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
        assert.equal(bytes.toString('latin1', at, at + 4), 'PK\x01\x02');
        const [method, packed, nameBytes, more, comment, local] = [
            bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28),
            bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42),
        ];
        const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
        const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        const content = bytes.subarray(begin, begin + packed);
        files[name] = method === 0 ? content : inflateRawSync(content);
        at += 46 + nameBytes + more + comment;
    }
    return files;
}
