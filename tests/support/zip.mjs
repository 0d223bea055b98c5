// The files of a zip, {name: bytes}, read by its central directory, as programs do, and written as they are.
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

function crc32(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (crc ^ 0xffffffff) >>> 0;
}

export function zip(files) {
    const parts = [];
    const directory = [];
    let at = 0;
    for (const [name, text] of Object.entries(files)) {
        const [title, content] = [Buffer.from(name), Buffer.from(text)];
        const facts = Buffer.alloc(26);
        facts.writeUInt16LE(20, 0);
        facts.writeUInt16LE(0x0800, 2);  // names are UTF-8
        facts.writeUInt32LE(crc32(content), 10);
        facts.writeUInt32LE(content.length, 14);
        facts.writeUInt32LE(content.length, 18);
        facts.writeUInt16LE(title.length, 22);
        const place = Buffer.alloc(14);
        place.writeUInt32LE(at, 10);
        parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, title, content);
        directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, title);
        at += 30 + title.length + content.length;
    }
    const listed = Buffer.concat(directory);
    const end = Buffer.alloc(18);
    end.writeUInt16LE(Object.keys(files).length, 4);
    end.writeUInt16LE(Object.keys(files).length, 6);
    end.writeUInt32LE(listed.length, 8);
    end.writeUInt32LE(at, 12);
    return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
