// The shipped nginx configuration in front of a host of a test's own, on free ports, with a certificate
// made for it.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {root} from './house.mjs';

export const program = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync);

const freePort = () => new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
        const {port} = server.address();
        server.close(() => resolve(port));
    });
});

function swap(text, from, to) {
    if (!text.includes(from)) throw new Error(`config/nginx.conf: no "${from}"`);
    return text.replaceAll(from, to);
}

export class Nginx {
    // host: "127.0.0.1:8080". plain: without TLS, for what is measured in thousands.
    static async start(folder, host, {plain = false} = {}) {
        const nginx = new Nginx();
        nginx.folder = path.join(folder, plain ? 'nginx-plain' : 'nginx');
        mkdirSync(nginx.folder, {recursive: true});
        nginx.port = await freePort();
        nginx.redirecting = await freePort();
        const at = (name) => path.join(nginx.folder, name);
        execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=kerege.example',
            '-keyout', at('key.pem'), '-out', at('fullchain.pem')], {stdio: 'pipe'});
        let site = readFileSync(path.join(root, 'config/nginx.conf'), 'utf8');
        site = swap(site, '    listen [::]:80;\n', '');
        site = swap(site, '    listen [::]:443 ssl http2;\n', '');
        site = swap(site, 'listen 80;', `listen 127.0.0.1:${nginx.redirecting};`);
        site = swap(site, 'listen 443 ssl http2;', `listen 127.0.0.1:${nginx.port}${plain ? '' : ' ssl http2'};`);
        site = swap(site, '/etc/ssl/kerege', nginx.folder);
        site = swap(site, 'server 127.0.0.1:8080;', `server ${host};`);
        const [descriptors, connections] = [/worker_rlimit_nofile \d+;/, /events \{[^}]*\}/].map((wanted) => site.match(wanted)[0]);
        const user = process.getuid() === 0 ? 'user root;\n' : '';
        const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at(kind)};`).join('\n');
        const allowed = Math.min(Number(descriptors.match(/\d+/)[0]), Number(execFileSync('sh', ['-c', 'ulimit -Hn'], {encoding: 'utf8'}).trim()) || Infinity);
        writeFileSync(at('nginx.conf'), `${user}daemon off;\nworker_processes 1;\nworker_rlimit_nofile ${allowed};\npid ${at('pid')};\n`
            + `error_log ${at('error.log')} warn;\n${connections}\nhttp {\naccess_log off;\n${folders}\n${site}}\n`);
        execFileSync(program, ['-t', '-q', '-e', at('error.log'), '-p', nginx.folder, '-c', at('nginx.conf')], {stdio: 'pipe'});
        nginx.process = spawn(program, ['-e', at('error.log'), '-p', nginx.folder, '-c', at('nginx.conf')], {stdio: 'ignore'});
        nginx.exited = new Promise((resolve) => nginx.process.on('exit', resolve));
        for (let i = 0; i < 200; i += 1) {
            const open = await new Promise((resolve) => {
                const socket = net.connect(nginx.port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
                socket.on('connect', () => socket.destroy());
            });
            if (open) return nginx;
            if (nginx.process.exitCode !== null) break;
            await new Promise((resolve) => setTimeout(resolve, 25));
        }
        throw new Error(`nginx did not start: ${readFileSync(at('error.log'), 'utf8')}`);
    }

    errors() {
        return readFileSync(path.join(this.folder, 'error.log'), 'utf8');
    }

    async stop() {
        this.process.kill('SIGTERM');
        await this.exited;
        rmSync(this.folder, {recursive: true, force: true});
    }
}
