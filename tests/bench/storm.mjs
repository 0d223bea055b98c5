// A morning when everybody signs in at once: how many come in, and what those notice who are at work.
import {execFile, execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {Browser} from '../../scripts/lib/client.mjs';
import {build} from '../support/house.mjs';
import {password} from '../support/region.mjs';
import {Program, median, pause} from './measure.mjs';

const run = promisify(execFile);
const folder = path.dirname(new URL(import.meta.url).pathname);
const atOnce = 2; // passwords: hashes_at_once, as the host ships
const newcomers = 24; // who wait for each other: those of a storm just over wait too, and 64 may
const rounds = 3;
const seconds = 2; // of each load

const cookiesOf = (browser) => `Cookie: ${[...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`;

// The 99th percentile of a page that some people read calmly, in milliseconds.
async function calmP99(url, reader) {
    const {stdout} = await run('wrk', ['-t1', '-c4', `-d${seconds}s`, '--latency', '-s', `${folder}/calm.lua`, '-H', cookiesOf(reader), url]);
    const found = stdout.match(/99%\s+([\d.]+)(us|ms|s)/);
    if (!found || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url}: ${stdout}`);
    return Number(found[1]) * {us: 0.001, ms: 1, s: 1000}[found[2]];
}

// Sign-ins a second. Throws when somebody did not come in.
async function signIns(address, logins, forSeconds = seconds) {
    const stranger = new Browser(address);
    await stranger.get('/sign-in');
    const env = {...process.env, BENCH_TOKEN: stranger.token, BENCH_LOGINS: logins.join(' '), BENCH_PASSWORD: password};
    const words = ['-t1', `-c${newcomers}`, `-d${forSeconds}s`, '--timeout=10s', '-s', `${folder}/sign_in.lua`, '-H', `Origin: ${address}`, '-H', cookiesOf(stranger), `${address}/sign-in`];
    const {stdout} = await run('wrk', words, {env});
    const rate = Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)?.[1]);
    if (/Non-2xx|Socket errors/.test(stdout) || !(rate > 0)) throw new Error(`the storm: ${stdout}`);
    return rate;
}

// Everything in turns, so that what else the machine does meets all of it.
async function measured(address, logins, reader, page) {
    const found = {bare: [], signIns: [], calm: [], inStorm: []};
    for (let i = 0; i < rounds; i += 1) {
        found.bare.push(Number(execFileSync(path.join(build, 'bin/kerege_bench_hash'), [String(atOnce)], {encoding: 'utf8'})));
        found.signIns.push(await signIns(address, logins));
        found.calm.push(await calmP99(page, reader));
        // The storm begins before the readers and outlasts them.
        const storm = signIns(address, logins, seconds + 2);
        await pause(1000);
        found.inStorm.push(await calmP99(page, reader));
        await storm;
    }
    return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, median(values)]));
}

// Starts a host of its own, with passwords that cost what they cost in a school. people: {role: browser},
// whose `login` is known; `reader` is one of them. Returns the medians {bare, signIns, calm, inStorm}:
// comparisons and sign-ins a second, and milliseconds of the page at `href`.
export async function storm(house, people, reader, href) {
    const config = `${house.folder}/storm.yaml`;
    writeFileSync(config, readFileSync(`${house.folder}/kerege.yaml`, 'utf8').replace('memory_kib: 64, passes: 1, ', ''));
    const host = await Program.start([house.kerege[0], `--config=${config}`, 'serve'], `${house.folder}/storm.log`);
    try {
        const logins = Object.values(people).map((browser) => browser.login);
        for (const browser of Object.values(people)) {
            browser.origin = host.address;
            // The first time makes the hash anew, at the new cost.
            const page = await browser.signIn(browser.login, password);
            if (page.path !== '/') throw new Error(`${browser.login} does not come in: ${page.path}`);
        }
        return await measured(host.address, logins, reader, host.address + href);
    } finally {
        await host.stop();
    }
}
