// An authenticator app: the code of a key, so many steps of 30 seconds from now.
import {createHmac} from 'node:crypto';
import {nowMs} from '../../scripts/lib/clock.mjs';

// What a host keeps the keys under: second_factor: {key_env: KEREGE_TEST_FACTOR_KEY}.
process.env.KEREGE_TEST_FACTOR_KEY = 'thirty-two letters and a few more of them';

export function totp(key, steps = 0) {
    const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(Math.floor(nowMs() / 30000) + steps));
    const digest = createHmac('sha1', bytes).update(message).digest();
    return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// The key as the page shows it to an authenticator app.
export const keyOn = (page) => page.text.match(/<dd class="code">([A-Z2-7 ]+)<\/dd>/)[1].replace(/ /g, '');
