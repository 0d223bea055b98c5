// A mail server that keeps the letters it is sent, on a free port of this machine.
import net from 'node:net';

// A head's encoded words, and a body's quoted-printable, as a reader sees them.
const words = (text) => text.replace(/\?=\r?\n =\?UTF-8\?B\?/g, '?= =?UTF-8?B?').replace(/=\?UTF-8\?B\?([^?]*)\?=( (?==\?))?/g, (_, encoded) => Buffer.from(encoded, 'base64').toString('binary'));
const plain = (text) => text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

function read(raw, to) {
    const [head, ...rest] = raw.split('\r\n\r\n');
    const utf8 = (text) => Buffer.from(text, 'binary').toString('utf8');
    return {
        to,
        subject: utf8(words(head.match(/^Subject: ([\s\S]*?)(?=\r\n\S)/m)[1])),
        head: utf8(words(head)),
        id: head.match(/^Message-ID: (.*)\r$/m)[1],
        text: utf8(plain(rest.join('\r\n\r\n'))).replace(/\r\n/g, '\n'),
    };
}

export class SmtpSink {
    letters = [];
    // Is told of each.
    taken = () => {};
    // What is told to a recipient instead of yes: {'a@b.kz': '550 no'}.
    answers = {};
    #server;
    #sockets = new Set();

    async start(port = 0) {
        this.#server = net.createServer((socket) => this.#converse(socket));
        await new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
        this.#server.unref(); // a test that fails does not go on for ever
        this.port = this.#server.address().port;
        return this;
    }

    async stop() {
        for (const socket of this.#sockets) socket.destroy();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    #converse(socket) {
        let held = '', data = null, to = '';
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        socket.on('error', () => {});
        const say = (line) => socket.write(`${line}\r\n`);
        say('220 sink');
        socket.setEncoding('latin1');
        socket.on('data', (bytes) => {
            held += bytes;
            for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
                const line = held.slice(0, end);
                held = held.slice(end + 2);
                if (data !== null) {
                    if (line === '.') {
                        this.letters.push(read(data, to));
                        this.taken(this.letters.at(-1));
                        data = null;
                        say('250 taken');
                    } else data += `${line}\r\n`;
                } else if (line.startsWith('RCPT TO:')) {
                    to = line.match(/<(.*)>/)[1];
                    say(this.answers[to] ?? '250 ok');
                } else if (line === 'DATA') {
                    data = '';
                    say('354 go on');
                } else say(line === 'QUIT' ? '221 bye' : '250 sink');
            }
        });
    }
}
