// What a measurement needs: programs started and stopped, wrk, pages walked and weighed.
import {execFile, spawn} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import {promisify} from 'node:util';

const run = promisify(execFile);
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A program that prints its address, with its log in a file.
export class Program {
    static async start(words, log) {
        const program = new Program();
        let output = '';
        // The file itself, not a pipe: reading it here would take a part of what is measured.
        const file = openSync(log, 'a');
        program.process = spawn(words[0], words.slice(1), {stdio: ['ignore', 'pipe', file]});
        closeSync(file);
        program.process.stdout.on('data', (bytes) => (output += bytes));
        program.exited = new Promise((resolve) => program.process.on('exit', resolve));
        for (let i = 0; i < 6000 && !program.address; i += 1) {
            program.address = output.match(/http:\/\/[0-9.]+:[0-9]+/)?.[0];
            if (program.process.exitCode !== null) throw new Error(`${words[0]} ended: ${readFileSync(log, 'utf8').slice(-2000)}`);
            if (!program.address) await pause(2);
        }
        if (!program.address) throw new Error(`${words[0]} gave no address`);
        return program;
    }

    // Resident memory in MiB.
    memory() {
        return Number(readFileSync(`/proc/${this.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
    }

    async stop() {
        this.process.kill('SIGTERM');
        await this.exited;
    }
}

// Milliseconds from the start of the program until it says that it is ready.
export async function startTime(words, log) {
    const began = performance.now();
    const program = await Program.start(words, log);
    while (!(await fetch(`${program.address}/health/ready`)).ok) await pause(1);
    return {program, ms: performance.now() - began};
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Requests a second of 8 connections, over a second. Throws when one was answered with anything but success.
export async function load(url, {headers = {}, script, env = {}} = {}) {
    const words = ['-t1', '-c8', '-d1s', ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])];
    const {stdout} = await run('wrk', [...words, ...(script ? ['-s', script] : []), url], {env: {...process.env, ...env}});
    const wrong = stdout.match(/Non-2xx.*|Socket errors.*/);
    const rate = Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)?.[1]);
    if (wrong || !(rate > 0)) throw new Error(`${url}: ${wrong?.[0] ?? stdout}`);
    return rate;
}

// The median of one connection's answers, in microseconds.
export async function latency(url) {
    const {stdout} = await run('wrk', ['-t1', '-c1', '-d3s', '--latency', url]);
    const found = stdout.match(/50%\s+([\d.]+)(us|ms)/);
    if (!found || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url}: ${stdout}`);
    return Number(found[1]) * (found[2] === 'ms' ? 1000 : 1);
}

// Connections that have asked once and now wait, as tabs do.
export class Idle {
    static async open(address, count) {
        const idle = new Idle();
        const {hostname, port} = new URL(address);
        const one = (index) => new Promise((resolve, reject) => {
            // A hundred of each address, as of so many schools.
            const localAddress = `127.0.1.${1 + Math.floor(index / 100)}`;
            const socket = net.connect({port: Number(port), host: hostname, localAddress}, () => socket.write(`GET /hello HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`));
            socket.once('data', () => resolve(socket));
            socket.on('error', reject);
        });
        idle.sockets = [];
        while (idle.sockets.length < count) {
            const next = Array.from({length: Math.min(1000, count - idle.sockets.length)}, (_, i) => one(idle.sockets.length + i));
            idle.sockets.push(...await Promise.all(next));
        }
        return idle;
    }

    async closed(measure) {
        for (const socket of this.sockets) socket.destroy();
        await pause(200);
        return measure();
    }
}

// Opens the pages a person can reach from the first one, a few of each kind.
export async function walk(browser, {ofEachKind = 3, pagesMax = 120} = {}) {
    const kinds = new Map();
    const seen = new Set(['/']);
    const waiting = ['/'];
    let opened = 0;
    while (waiting.length && opened < pagesMax) {
        const page = await browser.get(waiting.shift());
        opened += 1;
        for (const [, href] of page.text.matchAll(/<a\b[^>]*href="(\/[^"#]*)/g)) {
            const path = href.replaceAll('&amp;', '&');
            const kind = path.replace(/\d+/g, '#').replace(/=[^&]*/g, '=');
            if (seen.has(path) || /^\/(language|sign-out|assets)\b/.test(path) || (kinds.get(kind) ?? 0) >= ofEachKind) continue;
            seen.add(path);
            kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
            waiting.push(path);
        }
    }
    return opened;
}

// The most database statements of one page in an access log, and the page.
export function statementsMax(log) {
    let most = {statements: 0, route: ''};
    let pages = 0;
    for (const line of log.split('\n').filter((one) => one.includes('"statements"'))) {
        const entry = JSON.parse(line);
        if (entry.method !== 'GET' || Number(entry.status) !== 200) continue;
        pages += 1;
        if (Number(entry.statements) > most.statements) most = {statements: Number(entry.statements), route: entry.route};
    }
    if (pages < 20) throw new Error(`only ${pages} pages in the access log`);
    return most;
}

function packed(url) {
    return new Promise((resolve, reject) => {
        http.get(url, {headers: {'accept-encoding': 'gzip'}}, (response) => {
            const parts = [];
            response.on('data', (bytes) => parts.push(bytes));
            response.on('end', () => {
                if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
                else resolve({bytes: Buffer.concat(parts), packed: response.headers['content-encoding'] === 'gzip'});
            });
        }).on('error', reject);
    });
}

// Bytes a phone loads to show the first page: the page, its style, script and symbols, packed with gzip.
// Phones use their own fonts.
export async function firstVisit(address) {
    const page = await (await fetch(`${address}/sign-in`)).text();
    const parts = new Set([...page.matchAll(/<(?:link|script|use|img)\b[^>]*(?:href|src)="(\/[^"#]*)/g)].map((m) => m[1]));
    if (parts.size < 3) throw new Error('the first page names no style, script or symbols');
    let total = 0;
    for (const part of ['/sign-in', ...parts]) {
        const answer = await packed(address + part);
        if (!answer.packed) throw new Error(`${part} was not packed`);
        total += answer.bytes.length;
    }
    return total;
}
