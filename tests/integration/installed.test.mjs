// U1.1: the host runs in the operator's data centre or on the ministry's machines, wherever it is put: installed, moved, started
// from another folder, with its data elsewhere, and without any machine but its own.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {build, databaseKinds, root} from '../support/house.mjs';

const driver = path.join(root, 'tests/support/installed.mjs');
// What is left to it: an own network with nobody in it, and nothing where the sources and the build were.
const alone = ['--user', '--map-root-user', '--net', '--mount', 'sh', '-c', 'ip link set lo up && for folder in "$@"; do mount -t tmpfs none "$folder" || exit 1; done && exec "$NODE" "$DRIVER" "$DATABASE"', 'sh'];
const hidden = ['host', 'plugins', 'plugin-api'].map((part) => path.join(root, part));

let folder;
let moved;
before(() => {
    folder = realpathSync(mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'installed-')));
    const first = path.join(folder, 'usr');
    execFileSync('cmake', ['--install', build, '--prefix', first], {stdio: 'pipe'});
    moved = path.join(folder, 'srv/ministry/kerege');
    mkdirSync(path.dirname(moved), {recursive: true});
    renameSync(first, moved);
});
after(() => rmSync(folder, {recursive: true, force: true}));

const everything = (below) => readdirSync(below, {withFileTypes: true}).flatMap((one) => {
    const name = path.join(below, one.name);
    return one.isDirectory() ? everything(name) : [{name, link: one.isSymbolicLink()}];
});

test('U1.1 what is installed leads nowhere else', () => {
    const files = everything(moved);
    assert.ok(files.length > 100);
    assert.deepEqual(files.filter(({link}) => link), []);
    for (const {name} of files.filter((one) => /\/bin\/|\.so$/.test(one.name)))
        assert.doesNotMatch(execFileSync('readelf', ['-d', name], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}), /R(UN)?PATH/, name);
});

// The server of the tests by its socket, since it is in another network.
function serverBySocket(server) {
    const [socket] = execFileSync('psql', [server, '-Atc', 'show unix_socket_directories'], {encoding: 'utf8'}).trim().split(', ');
    return socket && server.replace(/host=\S+/, `host=${socket}`);
}

for (const database of databaseKinds) {
    test(`U1.1 runs where the operator puts it, on ${database}`, (t) => {
        const env = {...process.env, KEREGE_BUILD: moved, NODE: process.execPath, DRIVER: driver, DATABASE: database};
        const socket = database === 'postgresql' ? serverBySocket(env.KEREGE_TEST_POSTGRES) : 'none';
        if (database === 'postgresql' && socket) env.KEREGE_TEST_POSTGRES = socket;
        // Some containers give their users no networks of their own.
        const may = socket && spawnSync('unshare', [...alone.slice(0, 4), 'sh', '-c', 'ip link set lo up && mount -t tmpfs none /mnt']).status === 0;
        const away = folder.startsWith(build) ? hidden : [...hidden, build];
        const done = may
            ? spawnSync('unshare', [...alone, ...away], {cwd: '/', env, encoding: 'utf8'})
            : spawnSync(process.execPath, [driver, database], {cwd: '/', env, encoding: 'utf8'});
        assert.equal(done.status, 0, done.stdout + done.stderr);
        const had = JSON.parse(done.stdout.trim().split('\n').at(-1));
        if (may) assert.deepEqual(had, {network: ['lo'], sources: false});
        else t.diagnostic(`not alone: ${JSON.stringify(had)}`);
    });
}
