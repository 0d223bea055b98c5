// Measures the host against a program written by hand on the same libraries and the same database file,
// and against the limits it is to keep. Prints lines "name value unit ratio reference".
// usage: KEREGE_BUILD=… KEREGE_TEST_WORK=… node run.mjs
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build} from '../support/house.mjs';
import {loadClass} from './load.mjs';
import {Program, firstVisit, load, median, startTime, statementsMax, walk} from './measure.mjs';

const seconds = Number(process.env.KEREGE_BENCH_SECONDS ?? 5);
const starts = 5;
const memoryMax = 60; // MiB
const startMax = 300; // ms
const statementsLimit = 8;
const firstVisitMax = 60; // KB
const lua = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'mark.lua');

function report(name, value, unit, reference) {
    const digits = (number) => (number < 100 ? number.toFixed(1) : number.toFixed(0));
    console.log([name, digits(value), unit, (value / reference).toFixed(2), digits(reference)].join(' '));
}

async function hotPaths(town, host, reference) {
    const {teacher, section, cells} = town;
    const cookie = [...teacher.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const warm = async (url, options) => load(url, 1, options);

    const hello = [`${host.address}/health/live`, `${reference.address}/hello`];
    for (const url of hello) await warm(url);
    report('hello', await load(hello[0], seconds), 'requests/s', await load(hello[1], seconds));

    const page = [host.address + section.href, {headers: {Cookie: cookie}}];
    const byHand = [`${reference.address}/grid`];
    await warm(...page);
    await warm(...byHand);
    report('grid_page', await load(page[0], seconds, page[1]), 'requests/s', await load(byHand[0], seconds));

    const file = `${town.region.house.folder}/cells`;
    writeFileSync(file, cells.map((cell) => `${cell.lesson} ${cell.learner}\n`).join(''));
    await teacher.get(section.href);
    const headers = {Cookie: cookie, Origin: host.address, 'HX-Request': 'true', 'X-CSRF-Token': teacher.token};
    const saved = await load(`${host.address}${section.href}/cells`, seconds, {headers, script: lua, env: {BENCH_CELLS: file}});
    report('mark_saved', saved, 'requests/s', await load(`${reference.address}/mark`, seconds, {script: lua, env: {BENCH_CELLS: file}}));
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
        writeFileSync(log, '');
        for (const browser of Object.values(people)) await walk(browser);
        const visit = await firstVisit(host.address);
        const most = statementsMax(readFileSync(log, 'utf8'));
        report('statements_of_a_page', most.statements, 'statements', statementsLimit);
        console.error(`most statements: ${most.route}`);
        report('memory_at_rest', memory, 'MiB', memoryMax);
        report('start', median(times), 'ms', startMax);
        report('first_visit', visit / 1000, 'KB', firstVisitMax);
    } finally {
        await host?.stop();
        await reference.stop();
    }
}

const town = await loadClass('log: {format: json}\n');
try {
    await measure(town);
} finally {
    await town.region.close();
}
