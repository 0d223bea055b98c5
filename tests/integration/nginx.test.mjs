// The shipped nginx configuration before a real host.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import {after, before, test} from 'node:test';
import {House} from '../support/house.mjs';
import {Nginx, program} from '../support/nginx.mjs';

const skip = program ? false : 'nginx is not installed';
let house, nginx;

before(async () => {
    if (skip) return;
    house = await new House({server: 'trusted_proxies: [127.0.0.1], gzip: false', yaml: 'public_url: https://kerege.example\nlimits: {address_requests_per_second: 1, address_requests_burst: 60}\n'}).start();
    nginx = await Nginx.start(house.folder, house.address.slice('http://'.length));
});
after(async () => {
    await nginx?.stop();
    await house?.remove();
});

// {status, headers, text} of one request over TLS; localAddress: where it comes from.
function ask(path, {method = 'GET', headers = {}, body, localAddress} = {}) {
    return new Promise((resolve, reject) => {
        const request = https.request({port: nginx.port, host: '127.0.0.1', path, method, localAddress, rejectUnauthorized: false,
            agent: false, headers: {Host: 'kerege.example', ...headers}}, (response) => {
            const parts = [];
            response.on('data', (bytes) => parts.push(bytes));
            response.on('end', () => resolve({status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts), text: Buffer.concat(parts).toString()}));
        });
        request.on('error', reject);
        request.end(body);
    });
}

test('pages come through, packed, with cookies that only https carries', {skip}, async () => {
    const page = await ask('/sign-in', {headers: {'Accept-Encoding': 'gzip'}});
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-encoding'], 'gzip');
    assert.match(String(page.headers['set-cookie']), /Secure/);
    const plain = await new Promise((resolve) => http.get({port: nginx.redirecting, host: '127.0.0.1', path: '/sign-in', headers: {Host: 'kerege.example'}}, resolve));
    assert.equal(plain.statusCode, 301);
    assert.equal(plain.headers.location, 'https://kerege.example/sign-in');
    plain.resume();
});

test('the host counts who asks, whatever they say themselves', {skip}, async () => {
    const statuses = [];
    for (let i = 0; i < 80; i += 1) statuses.push((await ask('/sign-in', {localAddress: '127.0.0.77', headers: {'X-Forwarded-For': `10.9.9.${i}`}})).status);
    assert.equal(statuses[0], 200);
    assert.ok(statuses.includes(429), 'one address, whatever it says');
    assert.equal((await ask('/sign-in', {localAddress: '127.0.0.78'})).status, 200, 'another address');
});

test('what is for those who watch is not for everybody', {skip}, async () => {
    assert.equal((await ask('/health/live')).status, 200);
    assert.equal((await ask('/health/live', {localAddress: '127.0.0.2'})).status, 403);
    assert.equal((await ask('/metrics')).status, 404);
});

test('a large body is taken to the limit and not beyond', {skip}, async () => {
    const form = {'Content-Type': 'multipart/form-data; boundary=x', Origin: 'https://kerege.example'};
    const body = (size) => Buffer.concat([Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'), Buffer.alloc(size, 97), Buffer.from('\r\n--x--\r\n')]);
    const taken = await ask('/sign-in', {method: 'POST', headers: form, body: body(20 * 1024 * 1024)});
    assert.ok(taken.status < 500 && taken.status !== 413, `${taken.status}`);
    // nginx answers before it has read all, and closes: either is a no.
    const refused = await ask('/sign-in', {method: 'POST', headers: form, body: body(33 * 1024 * 1024)}).catch((error) => error);
    assert.ok(refused.status === 413 || ['EPIPE', 'ECONNRESET'].includes(refused.code), String(refused.status ?? refused));
});

test('clients that read and send slowly hold nothing of the host', {skip}, async () => {
    const slow = await Promise.all(Array.from({length: 300}, () => new Promise((resolve, reject) => {
        const socket = net.connect(nginx.port, '127.0.0.1', () => resolve(socket));
        socket.on('error', reject);
    })));
    const page = await ask('/sign-in');
    assert.equal(page.status, 200);
    for (const socket of slow) socket.destroy();
});

// Both ends and nginx's way to the host; the host itself keeps 64.
const wanted = 10_000;
test(`${wanted} idle connections leave a busy client served`, {skip, timeout: 240_000}, async (t) => {
    const descriptors = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], {encoding: 'utf8'}).trim()) || Infinity;
    const count = Math.min(wanted, descriptors - 600);
    if (count < wanted) t.diagnostic(`only ${count}: the system allows ${descriptors} descriptors`);
    const plain = await Nginx.start(house.folder, house.address.slice('http://'.length), {plain: true});
    const agent = new http.Agent({keepAlive: true, maxSockets: 1});
    const get = (path) => new Promise((resolve, reject) => {
        http.get({port: plain.port, host: '127.0.0.1', path, agent, headers: {Host: 'kerege.example'}}, (response) => {
            response.resume();
            response.on('end', () => resolve(response.statusCode));
        }).on('error', reject);
    });
    const median = async () => {
        const times = [];
        for (let i = 0; i < 200; i += 1) {
            const began = performance.now();
            assert.equal(await get('/health/live'), 200);
            times.push(performance.now() - began);
        }
        return times.sort((a, b) => a - b)[100];
    };
    const idle = [];
    try {
        const alone = await median();
        const one = (index) => new Promise((resolve, reject) => {
            const socket = net.connect({port: plain.port, host: '127.0.0.1', localAddress: `127.0.2.${1 + (index % 200)}`});
            socket.once('connect', () => socket.write('GET /sign-in HTTP/1.1\r\nHost: kerege.example\r\n\r\n'));
            socket.once('data', () => resolve(socket));
            socket.on('error', reject);
        });
        while (idle.length < count) idle.push(...await Promise.all(Array.from({length: Math.min(200, count - idle.length)}, (_, i) => one(idle.length + i))));
        const beside = await median();
        t.diagnostic(`median of an answer: ${alone.toFixed(2)} ms alone, ${beside.toFixed(2)} ms beside ${count}`);
        assert.ok(idle.every((socket) => !socket.destroyed), 'all are open still');
        assert.ok(beside < alone * 3 + 5, `${beside} ms, alone ${alone} ms`);
        assert.doesNotMatch(plain.errors(), /\[(error|crit|alert)\]/);
    } finally {
        for (const socket of idle) socket.destroy();
        agent.destroy();
        await plain.stop();
    }
});
