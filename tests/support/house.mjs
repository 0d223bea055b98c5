// A real host for a test: its own folder, database and port.
import {spawn, execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {offsetTo, schoolMorning} from '../../scripts/lib/clock.mjs';
import {command} from '../../scripts/lib/load.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const build = process.env.KEREGE_BUILD ?? path.join(root, 'build/asan');

// Which databases a test runs on: both, where a PostgreSQL server was started for the tests.
export const databaseKinds = ['sqlite', ...(process.env.KEREGE_TEST_POSTGRES ? ['postgresql'] : [])];
// The same, and one of them once more with every plugin in a process of its own.
export const databases = [...databaseKinds, 'sqlite, plugins in workers'];
// With sanitizers a worker takes more memory than what it is granted, before it has done anything.
const inWorkers = `workers: {memory_bytes_max: 1073741824}\nplugins: {${['example', 'journal', 'portfolio', 'school'].map((id) => `${id}: {isolation: worker}`).join(', ')}}\n`;

// The same day for every test, whatever the calendar says: set for all programs the tests start.
process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo(schoolMorning));

let made = 0;
function postgresDatabase(server) {
    const name = `kerege_${process.pid}_${(made += 1)}`;
    execFileSync('psql', [server, '-qc', `create database ${name}`], {stdio: 'pipe'});
    const part = (key) => server.match(new RegExp(`(?:^|\\s)${key}=('[^']*'|\\S+)`))?.[1].replace(/'/g, '');
    return {name, host: part('host'), port: part('port') ?? '5432', user: part('user') ?? 'postgres'};
}

export class House {
    // options: {database: one of `databases`, yaml: further lines of configuration, server: further keys
    // of `server`, postgres: the connection string of another server than that of all tests}
    constructor({database: surroundings = 'sqlite', yaml: further = '', server = '', postgres = process.env.KEREGE_TEST_POSTGRES} = {}) {
        const [database, where] = surroundings.split(', ');
        const yaml = where ? further + inWorkers : further;
        this.folder = mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'house-'));
        let lines = `{kind: sqlite, path: ${this.folder}/kerege.db}`;
        this.database = ['sqlite3', '-readonly', `${this.folder}/kerege.db`];
        if (database === 'postgresql') {
            const pg = postgresDatabase(postgres);
            lines = `{kind: postgresql, host: "${pg.host}", port: ${pg.port}, name: ${pg.name}, user: ${pg.user}}`;
            this.database = ['psql', `host=${pg.host} port=${pg.port} dbname=${pg.name} user=${pg.user}`, '-qAtc'];
        }
        writeFileSync(`${this.folder}/kerege.yaml`, `server: {address: 127.0.0.1, port: 0${server && `, ${server}`}}\ndatabase: ${lines}\ndata_folder: ${this.folder}\n${yaml}`);
        this.kerege = [path.join(build, 'bin/kerege'), `--config=${this.folder}/kerege.yaml`];
    }

    run(...args) {
        return command(this.kerege, args);
    }

    // What the database holds, asked beside the host: rows of texts.
    rows(statement) {
        const [program, ...args] = this.database;
        const out = execFileSync(program, [...args, statement], {encoding: 'utf8', stdio: 'pipe'});
        return out.split('\n').filter(Boolean).map((line) => line.split('|'));
    }

    // Serves; resolves when the address is known.
    async start() {
        let output = '';
        this.process = spawn(this.kerege[0], [...this.kerege.slice(1), 'serve'], {stdio: ['ignore', 'pipe', 'pipe']});
        this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve({code, signal})));
        this.log = '';
        this.process.stdout.on('data', (bytes) => (output += bytes));
        this.process.stderr.on('data', (bytes) => (this.log += bytes));
        for (let i = 0; i < 600 && !this.address; i += 1) {
            this.address = (output + this.log).match(/http:\/\/[0-9.]+:[0-9]+/)?.[0];
            if (this.process.exitCode !== null) throw new Error(`the host ended: ${this.log}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        if (!this.address) throw new Error(`the host gave no address: ${this.log}`);
        return this;
    }

    // How the process ended: {code, signal}.
    async stop(signal = 'SIGTERM') {
        if (!this.process) return undefined;
        this.process.kill(signal);
        const end = await this.exited;
        this.process = undefined;
        this.address = undefined;
        return end;
    }

    async remove() {
        const end = await this.stop();
        rmSync(this.folder, {recursive: true, force: true});
        return end;
    }
}

export const roster = (folder, kind) => readFileSync(path.join(root, 'tests/data', folder, `${kind}.csv`));
