// What scripts/demo says before it builds anything, and the day on which it loads its data.
import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import net from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {offsetTo} from '../../scripts/lib/clock.mjs';
import {root} from '../support/house.mjs';

// A copy, so that nobody's own demonstration is met.
let folder;
const kept = {'kerege.log': 'what was logged\n', address: 'kerege serves at http://127.0.0.1:8123\n'};
before(() => {
    folder = mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'demo-'));
    cpSync(`${root}/scripts`, `${folder}/scripts`, {recursive: true});
    mkdirSync(`${folder}/run/demo`, {recursive: true});
    for (const [name, text] of Object.entries(kept)) writeFileSync(`${folder}/run/demo/${name}`, text);
});
after(() => rmSync(folder, {recursive: true, force: true}));

function refused(...args) {
    const {status, stdout, stderr} = spawnSync(`${folder}/scripts/demo`, args, {encoding: 'utf8', timeout: 20_000});
    assert.equal(status, 1, stdout + stderr);
    assert.equal(stderr, '');
    for (const [name, text] of Object.entries(kept)) assert.equal(readFileSync(`${folder}/run/demo/${name}`, 'utf8'), text, name);
    return stdout;
}

test('a port that is taken: which one, and what to do', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.on('listening', resolve));
    const {port} = other.address();
    try {
        assert.match(refused('--port', String(port)), new RegExp(`^Another program serves at 127\\.0\\.0\\.1:${port}\\. .*scripts/demo --port 9000\\n$`));
    } finally {
        other.close();
    }
});

test('a second demonstration leaves the first one alone, and says where it is', async () => {
    const first = spawn('flock', [`${folder}/run/demo/lock`, 'sh', '-c', 'echo locked; exec sleep 60'], {stdio: ['ignore', 'pipe', 'inherit'], detached: true});
    try {
        await new Promise((resolve) => first.stdout.once('data', resolve));
        assert.match(refused('--port', '9123'), /^The demonstration runs already: http:\/\/127\.0\.0\.1:8123\. /);
    } finally {
        process.kill(-first.pid);
    }
});

test('the data are loaded on the day itself, in the summer on the last day of school', () => {
    for (const [day, expected] of [['2026-09-01', '2026-09-01'], ['2026-12-31', '2026-12-31'], ['2027-05-25', '2027-05-25'], ['2027-05-26', '2027-05-25'], ['2027-08-31', '2027-05-25'], ['2028-06-15', '2028-05-25']]) {
        const now = {...process.env, KEREGE_CLOCK_OFFSET_MS: String(offsetTo(`${day}T12:00:00+05:00`))};
        const offset = Number(execFileSync(process.execPath, [`${root}/scripts/lib/demo-clock.mjs`, 'load'], {encoding: 'utf8', env: now}));
        assert.equal(new Date(Date.now() + offset).toISOString().slice(0, 10), expected, day);
    }
    const {KEREGE_CLOCK_OFFSET_MS: _, ...machine} = process.env;
    assert.match(execFileSync(process.execPath, [`${root}/scripts/lib/demo-clock.mjs`, 'load'], {encoding: 'utf8', env: machine}), /^(0|-\d+)\n$/);
});
