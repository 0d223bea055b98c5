// An authenticator app: the code of a key, so many steps of 30 seconds from now.
import {createHmac} from 'node:crypto';
import {nowMs} from '../../scripts/lib/clock.mjs';

export function totp(key, steps = 0) {
    const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(Math.floor(nowMs() / 30000) + steps));
    const digest = createHmac('sha1', bytes).update(message).digest();
    return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}
