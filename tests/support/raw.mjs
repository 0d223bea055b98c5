// Bytes over a socket, where a well-behaved client would never send them.
import net from 'node:net';

// Sends and collects until the other side closes or `done` says yes. Returns what came.
export function talk(address, write, {done = () => false, timeout = 20000} = {}) {
    const {hostname, port} = new URL(address);
    return new Promise((resolve, reject) => {
        const socket = net.connect(Number(port), hostname);
        let text = '';
        let over = false;
        const end = () => {
            over = true;
            clearTimeout(timer);
            socket.destroy();
            resolve(text);
        };
        const timer = setTimeout(() => { socket.destroy(); reject(new Error(`no end of the answer: ${text.slice(0, 200)}`)); }, timeout);
        socket.setEncoding('latin1');
        socket.on('data', (bytes) => { text += bytes; if (done(text)) end(); });
        socket.on('close', end);
        // The host may close while we are still sending: what it said first counts.
        socket.on('error', (error) => { if (!text && error.code !== 'EPIPE' && error.code !== 'ECONNRESET') { clearTimeout(timer); reject(error); } });
        socket.on('connect', () => write(socket, () => over));
    });
}

export const statusOf = (text) => Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]);
