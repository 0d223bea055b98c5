// Measures the host against a program written by hand on the same libraries and the same database file,
// and against the limits it is to keep. Prints lines "name value unit ratio reference".
// usage: KEREGE_BUILD=… KEREGE_TEST_WORK=… node run.mjs
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build} from '../support/house.mjs';
import {Nginx, program as nginx} from '../support/nginx.mjs';
import {cellsOf, loadClass} from './load.mjs';
import {Idle, Program, firstVisit, latency, load, median, startTime, statementsMax, walk} from './measure.mjs';
import {storm} from './storm.mjs';

const seconds = Number(process.env.KEREGE_BENCH_SECONDS ?? 5);
const starts = 5;
const memoryMax = 60; // MiB
const startMax = 300; // ms
const statementsLimit = 8;
const firstVisitMax = 60; // KB
const workerLatencyMax = 60; // µs, added at the median
const idleConnections = 1000;
const idleMemoryMax = 40; // MiB
const proxiedConnections = 10_000;
const importRowsMin = 5000; // a second
const importPreviewMax = 2000; // ms
const lua = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'mark.lua');

function report(name, value, unit, reference) {
    const digits = (number) => (number < 100 ? number.toFixed(1) : number.toFixed(0));
    console.log([name, digits(value), unit, (value / reference).toFixed(2), digits(reference)].join(' '));
}

// Host and reference take turns, a second each, so that what else the machine does meets both. Reports the
// round with the median ratio. host, reference: each loads for a second and returns requests a second.
async function compare(name, host, reference) {
    const rounds = [];
    for (let i = 0; i < seconds; i += 1) {
        const value = await host();
        rounds.push([value, await reference()]);
    }
    rounds.sort((a, b) => a[0] / a[1] - b[0] / b[1]);
    const [value, other] = rounds[Math.floor(rounds.length / 2)];
    report(name, value, 'requests/s', other);
}

async function hotPaths(town, host, reference) {
    const {teacher, section, region} = town;
    const cookie = [...teacher.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await compare('hello', () => load(`${host.address}/health/live`), () => load(`${reference.address}/hello`));
    await compare('hello_plugin', () => load(`${host.address}/hello`), () => load(`${reference.address}/hello`));
    await compare('hello_worker', () => load(`${host.address}/bench.hello`), () => load(`${reference.address}/hello`));
    const [apart, within] = [await latency(`${host.address}/bench.hello`), await latency(`${host.address}/hello`)];
    report('worker_latency', apart - within, 'µs', workerLatencyMax);
    await compare('grid_page', () => load(host.address + section.href, {headers: {Cookie: cookie}}), () => load(`${reference.address}/grid`));

    const env = {BENCH_CELLS: `${region.house.folder}/cells`};
    await compare('mark_saved', async () => {
        writeFileSync(env.BENCH_CELLS, (await cellsOf(teacher, section)).map((cell) => `${cell.join(' ')}\n`).join(''));
        const headers = {Cookie: cookie, Origin: host.address, 'HX-Request': 'true', 'X-CSRF-Token': teacher.token};
        return load(`${host.address}${section.href}/cells`, {headers, script: lua, env});
    }, () => load(`${reference.address}/mark`, {script: lua, env}));
}

// What a thousand tabs left open cost: memory, and speed for who works.
async function idle(host) {
    const [before, memory] = [await load(`${host.address}/hello`), host.memory()];
    const tabs = await Idle.open(host.address, idleConnections);
    const during = await load(`${host.address}/hello`);
    report('idle_memory', host.memory() - memory, 'MiB', idleMemoryMax);
    report('idle_throughput', during, 'requests/s', Math.max(before, await tabs.closed(() => load(`${host.address}/hello`))));
}

// A district's learners with a parent each, into an empty database; passwords come later.
function imports(folder) {
    const [rate, byHand, preview] = execFileSync(path.join(build, 'bin/kerege_bench_import'), [folder], {encoding: 'utf8'}).trim().split(' ').map(Number);
    report('import', rate, 'rows/s', byHand);
    report('import_rows', rate, 'rows/s', importRowsMin);
    report('import_preview', preview, 'ms', importPreviewMax);
}

// Ten times as many, behind nginx as it is shipped.
async function idleBehindProxy(host, folder) {
    if (!nginx) return console.error('proxied_idle_throughput is left out: nginx is not installed');
    const proxy = await Nginx.start(folder, host.address.slice('http://'.length), {plain: true});
    try {
        const hello = `http://127.0.0.1:${proxy.port}/hello`;
        const before = await load(hello);
        const tabs = await Idle.open(hello, proxiedConnections);
        const during = await load(hello);
        report('proxied_idle_throughput', during, 'requests/s', Math.max(before, await tabs.closed(() => load(hello))));
    } finally {
        await proxy.stop();
    }
}

async function measure(town) {
    const {house} = town.region;
    const {teacher, section, days, people} = town;
    // As wrk asks for it: not packed, and without what a script would add.
    const page = await teacher.get(section.href);
    const bytes = Buffer.byteLength(page.text);
    await house.stop();

    const reference = await Program.start(
        [path.join(build, 'bin/kerege_bench_reference'), `${house.folder}/kerege.db`, section.href.match(/\d+$/)[0], days.from, days.until, String(bytes)],
        `${house.folder}/reference.log`);
    let host;
    try {
        const log = `${house.folder}/host.log`;
        const times = [];
        for (let i = 0; i < starts; i += 1) {
            await host?.stop();
            const started = await startTime([...house.kerege, 'serve'], log);
            host = started.program;
            times.push(started.ms);
        }
        for (const browser of Object.values(people)) browser.origin = host.address;
        for (const at of ['/', '/journal', section.href]) {
            if ((await teacher.get(at)).status !== 200) throw new Error(`${at} does not open`);
        }
        const memory = host.memory();
        const [, grid] = [await teacher.get(section.href), await (await fetch(`${reference.address}/grid`)).text()];
        if (Buffer.byteLength(grid) !== bytes) throw new Error(`the page written by hand has ${Buffer.byteLength(grid)} bytes, the host's ${bytes}`);

        await hotPaths(town, host, reference);
        await idle(host);
        await idleBehindProxy(host, house.folder);
        writeFileSync(log, '');
        for (const browser of Object.values(people)) await walk(browser);
        const visit = await firstVisit(host.address);
        const most = statementsMax(readFileSync(log, 'utf8'));
        report('statements_of_a_page', most.statements, 'statements', statementsLimit);
        console.error(`most statements: ${most.route}`);
        report('memory_at_rest', memory, 'MiB', memoryMax);
        report('start', median(times), 'ms', startMax);
        report('first_visit', visit / 1000, 'KB', firstVisitMax);
        imports(house.folder);
        await host.stop();
        host = undefined;
        const morning = await storm(house, people, teacher, section.href);
        report('sign_ins', morning.signIns, 'persons/s', morning.bare);
        report('page_in_storm', morning.inStorm, 'ms', morning.calm);
    } finally {
        await host?.stop();
        await reference.stop();
    }
}

// Each letter of a search, over an organisation of 100,000 people.
function searches(folder) {
    const targets = [['sqlite', path.join(folder, 'search.db')]];
    if (process.env.KEREGE_TEST_POSTGRES) targets.push(['postgresql', process.env.KEREGE_TEST_POSTGRES]);
    for (const target of targets) execFileSync(path.join(build, 'bin/kerege_bench_search'), target, {stdio: 'inherit'});
}

const plugins = `[${build}/lib/kerege/plugins, ${build}/tests/bench/plugins]`;
const town = await loadClass(`log: {format: json}\nplugins: {folders: ${plugins}}\n`);
try {
    await measure(town);
    searches(town.region.house.folder);
} finally {
    await town.region.close();
}
