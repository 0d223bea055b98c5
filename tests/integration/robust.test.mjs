// What happens when something fails: the host is killed, the database goes away, a plugin is broken, a
// client sends what no browser would.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {House, build, databases, root} from '../support/house.mjs';
import {statusOf, talk} from '../support/raw.mjs';
import {Region, formOf, fullName, numbers, password, rosters, withFields} from '../support/region.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const staff = rosters['school-east'].staff.rows;
const teacherName = fullName(staff.find((row) => row[9] === 'Алгебра'));

// A filled school and a teacher with lessons: {region, admin, teacher, section, grid}.
async function school(options) {
    const region = await Region.open(options);
    try {
        const admin = await region.fill('school-east');
        const slips = await load.printSlips(admin, 'employee');
        const teacher = await region.begin(slips.find((slip) => slip.name === teacherName));
        await load.assign(admin, (await load.teachers(admin)).find((one) => one.name === teacherName), 'Алгебра', ['7А']);
        const [section] = await load.sections(teacher);
        const form = await teacher.get(`${section.href}/lessons`);
        const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
        await load.addLessonSeries(teacher, section, {from, until, weekdays: [1, 2, 3, 4, 5, 6]});
        return {region, admin, teacher, section, grid: await load.grid(teacher, section)};
    } catch (error) {
        await region.close();
        throw error;
    }
}

async function restart(region, ...browsers) {
    await region.house.start();
    for (const browser of browsers) browser.origin = region.house.address;
}

async function killedUnderLoad({region, teacher, section, grid}) {
    const known = new Map(); // what was acknowledged: "row column" → value
    const uncertain = new Set(); // sent, and the host was killed before it answered
    const everUncertain = new Set();
    let round = 0;
    const held = grid.lessons.filter(({toCome}) => !toCome).length;
    const save = async (row, column) => {
        const key = `${row} ${column}`;
        const value = String(1 + ((round * 7 + row * 3 + column) % 10));
        const page = await load.saveCell(teacher, section, grid.lessons[column].id, grid.learners[row].id, value, revisions[row][column])
            .catch(() => ({status: 0}));
        if (page.status === 200) {
            revisions[row][column] = Number(page.text.match(/data-r="(\d+)"/)[1]);
            known.set(key, value);
        } else if (page.status === 409 && everUncertain.has(key)) {
            // The database finished it after the host was gone.
            revisions[row][column] = Number(page.text.match(/data-r="(\d+)"/)[1]);
            known.delete(key);
        } else {
            assert.equal(page.status, 0, page.text);
            uncertain.add(key);
            everUncertain.add(key);
        }
        return page.status;
    };
    let revisions = grid.learners.map((line) => line.cells.map((cell) => cell.revision));
    for (round = 1; round <= 5; round += 1) {
        uncertain.clear();
        let killed = false;
        const loads = [1, 2, 3].map(async (row) => {
            for (let column = 1; !killed; column = (column + 1) % held) await save(row, column);
        });
        const readers = [1, 2].map(async () => {
            while (!killed) await teacher.get(section.href).catch(() => {});
        });
        await pause(100 + 40 * round);
        assert.equal(await save(0, round), 200, 'the mark is acknowledged');
        const end = region.house.stop('SIGKILL');
        killed = true;
        assert.deepEqual(await end, {code: null, signal: 'SIGKILL'});
        await Promise.all([...loads, ...readers]);
        await restart(region, teacher);

        const now = await load.grid(teacher, section);
        assert.equal(now.page.status, 200, 'the session is there, too');
        assert.ok(known.size > round, 'there was a load');
        for (const [key, value] of known) {
            const [row, column] = key.split(' ').map(Number);
            if (uncertain.has(key)) continue;
            assert.equal(now.learners[row].cells[column].text, value, `round ${round}, cell ${key}`);
        }
        assert.ok(!uncertain.has(`0 ${round}`));
        revisions = now.learners.map((line) => line.cells.map((cell) => cell.revision));
        now.learners.forEach((line, row) => line.cells.forEach((cell, column) => {
            if (uncertain.has(`${row} ${column}`)) known.set(`${row} ${column}`, cell.text);
        }));
    }
}

async function drains({region, admin, teacher, section}) {
    const body = new URLSearchParams({_csrf: admin.token, name: 'Робототехника'}).toString();
    const head = (length) => `POST /school/subjects HTTP/1.1\r\nHost: ${new URL(region.house.address).host}\r\nOrigin: ${region.house.address}\r\n` +
        `Cookie: ${[...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;
    let half;
    const sent = new Promise((resolve) => (half = resolve));
    let finish;
    const answer = talk(region.house.address, (socket) => {
        socket.write(head(body.length) + body.slice(0, 20), half);
        finish = () => socket.write(body.slice(20));
    });
    await sent;
    await pause(200);
    await teacher.get(section.href); // leaves an idle connection behind
    const began = Date.now();
    const address = region.house.address;
    const end = region.house.stop('SIGTERM');
    await pause(500);
    const late = await fetch(`${address}/sign-in`).then((response) => response.status, () => 'refused');
    assert.ok(late === 'refused' || late === 503, `nobody new is let in: ${late}`);
    finish();
    assert.equal(statusOf(await answer), 303, 'the request under way is answered');
    assert.deepEqual(await end, {code: 0, signal: null});
    assert.ok(Date.now() - began < 9000, `the host took ${Date.now() - began} ms to end`);
    await restart(region, admin, teacher);
    assert.match((await admin.get('/school/subjects')).text, /Робототехника/, 'and its change is kept');
    assert.equal((await teacher.get(section.href)).path, section.href, 'sessions outlive a restart');
}

async function twice({admin, teacher, grid, section}) {
    // A lesson's form, sent twice as it was.
    const address = `/journal/lessons/${grid.lessons[12].id}`;
    const fields = withFields(formOf(await teacher.get(address), address), {[`mark.${grid.learners[0].id}`]: '8'});
    const both = await Promise.all([teacher.post(address, [...fields], {follow: false}), teacher.post(address, [...fields], {follow: false})]);
    for (const page of both) assert.equal(page.status, 303, 'the same entry is no conflict');
    const cell = (await load.grid(teacher, section)).learners[0].cells[12];
    assert.deepEqual(cell, {text: '8', revision: 1}, 'written once');

    // One cell, at the same moment from many tabs: one wins, the others are told.
    const at = [grid.lessons[13].id, grid.learners[0].id];
    const race = await Promise.all(['1', '2', '3', '4', '5'].map((value) => load.saveCell(teacher, section, ...at, value)));
    assert.deepEqual(race.map((page) => page.status).sort(), [200, 409, 409, 409, 409]);
    const winner = race.findIndex((page) => page.status === 200) + 1;
    assert.deepEqual((await load.grid(teacher, section)).learners[0].cells[13], {text: String(winner), revision: 1});

    // A roster, saved by a double click.
    const before = numbers(await previewOf(admin, 'Қосымша'));
    assert.deepEqual(before, [1, 0, 0, 0, 0]);
    const preview = admin.page.path;
    const answers = await Promise.all([1, 2, 3].map(() => admin.post(preview, {}, {follow: false})));
    assert.deepEqual(answers.map((page) => page.status).sort(), [303, 409, 409]);
    const people = await admin.get('/people?kind=employee&q=Қосымша');
    assert.equal(people.text.match(/href="\/people\/\d+"/g).length, 1, 'one person');

    // A subject.
    const subjects = await Promise.all([1, 2, 3].map(() => admin.post('/school/subjects', {name: 'Шахмат'}, {follow: false})));
    assert.deepEqual(subjects.map((page) => page.status).sort(), [303, 422, 422]);
}

async function previewOf(admin, family) {
    const row = staff[0].map((value, column) => (column === 0 ? family : column === 5 ? '' : value)); // with their phone it would be they
    await admin.get('/roster');
    return admin.post('/roster', {kind: 'staff'}, {files: {file: {name: 'more.csv', content: `${rosters['school-east'].staff.heading}\r\n${row.join(';')}\r\n`}}});
}

// Nothing typed is lost when the session has ended: the page holds it, and sends it after signing in.
async function endedSession({region, teacher, grid, section}) {
    const address = `/journal/lessons/${grid.lessons[14].id}`;
    const tab = await region.as(teacher.login);
    const fields = withFields(formOf(await tab.get(address), address), {[`mark.${grid.learners[0].id}`]: '10', topic: 'Теңдеулер <жүйесі>'});
    const kept = tab.cookies.get('kerege_locale');
    tab.cookies.clear();
    tab.cookies.set('kerege_locale', kept);
    const asked = await tab.post(address, fields, {follow: false});
    assert.equal(asked.status, 401);
    assert.equal((await load.grid(teacher, section)).learners[0].cells[14].text, '', 'nothing is saved without a session');
    const again = formOf(asked, address);
    const typed = new Map(again);
    assert.equal(typed.get(`mark.${grid.learners[0].id}`), '10');
    assert.equal(typed.get('topic'), 'Теңдеулер <жүйесі>');
    await tab.signIn(teacher.login, password);
    assert.equal((await tab.post(address, again, {follow: false})).status, 303, 'sent again after signing in');
    assert.equal((await load.grid(teacher, section)).learners[0].cells[14].text, '10');
    assert.ok((await teacher.get(address)).text.includes('Теңдеулер &lt;жүйесі&gt;'));
}

async function badRequests({region, admin, teacher}) {
    const {address} = region.house;
    const {host} = new URL(address);
    const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
    // Refused by its length alone, and by what comes where no length was told.
    const told = await talk(address, (socket) => socket.write(`POST /sign-in HTTP/1.1\r\nHost: ${host}\r\n${form}Content-Length: ${100 * 1024 * 1024}\r\n\r\nlogin=`));
    assert.equal(statusOf(told), 413);
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    const streamed = await talk(address, async (socket, over) => {
        socket.write(`POST /sign-in HTTP/1.1\r\nHost: ${host}\r\n${form}Transfer-Encoding: chunked\r\n\r\n`);
        for (let i = 0; i < 100 && !over() && !socket.destroyed; i += 1) {
            const piece = Buffer.concat([Buffer.from('100000\r\n'), chunk, Buffer.from('\r\n')]);
            if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), pause(1000)]);
            await pause(1);
        }
    }, {done: statusOf});
    assert.equal(statusOf(streamed), 413);

    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const send = async (method, where, {body, headers = {}} = {}) =>
        (await fetch(address + where, {method, body, redirect: 'manual', headers: {cookie, ...headers}})).status;
    const urlencoded = {'content-type': 'application/x-www-form-urlencoded', origin: address};
    await admin.get('/school/subjects');
    assert.equal(await send('POST', '/school/subjects', {body: `_csrf=${admin.token}&name=%FF%FE`, headers: urlencoded}), 400, 'bytes that are no UTF-8');
    assert.equal(await send('POST', '/school/subjects', {body: `_csrf=${admin.token}&name=%00x`, headers: urlencoded}), 400, 'a NUL');
    assert.equal(await send('GET', '/people?q=%C3%28'), 400);
    assert.equal(await send('GET', '/people?q=%D2%9B'), 200, 'Kazakh letters are welcome');

    // Forms nobody was given: without a token, with a wrong one, from another site.
    const token = `_csrf=${admin.token}&name=`;
    assert.equal(await send('POST', '/school/subjects', {body: 'name=Жалған1', headers: urlencoded}), 403);
    assert.equal(await send('POST', '/school/subjects', {body: 'name=Жалған2', headers: {'content-type': urlencoded['content-type']}}), 403);
    assert.equal(await send('POST', '/school/subjects', {body: `_csrf=${'0'.repeat(64)}&name=Жалған3`, headers: urlencoded}), 403);
    assert.equal(await send('POST', '/school/subjects', {body: `${token}Жалған4`, headers: {...urlencoded, origin: 'https://elsewhere.example'}}), 403);
    await teacher.get('/');
    assert.equal(await send('POST', '/school/subjects', {body: `_csrf=${teacher.token}&name=Жалған5`, headers: urlencoded}), 403, 'another session\'s token');
    assert.equal(await send('POST', '/school/subjects', {body: `${token}Шынайы`, headers: urlencoded}), 303, 'the real one is taken');
    const subjects = (await admin.get('/school/subjects')).text;
    assert.ok(subjects.includes('Шынайы') && !subjects.includes('Жалған'));

    // A path that is there with another method, and one that is not there.
    const wrongMethod = await fetch(`${address}/school/subjects`, {method: 'DELETE', headers: {cookie, origin: address}});
    assert.ok([405, 501].includes(wrongMethod.status), `${wrongMethod.status}`);
    const onlyRead = await admin.post('/school/classes', {}, {follow: false});
    assert.equal(onlyRead.status, 405);
    assert.equal(onlyRead.headers.get('allow'), 'GET, HEAD');
    assert.equal(await send('GET', '/school/classes/../../people'), 200, 'a client tidies its own path');
    assert.equal(await send('GET', '/no/such/page'), 404);
    for (const id of ['0', '-1', 'x', '9'.repeat(40), '%00', '1%2F2']) assert.ok([400, 404].includes(await send('GET', `/people/${id}`)), id);

    // Requests that read like two: none may be taken for the next one.
    for (const smuggled of ['Content-Length: 4\r\nContent-Length: 40\r\n', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', 'Content-Length: -1\r\n'])
        assert.equal(statusOf(await talk(address, (socket) => socket.write(`POST /sign-in HTTP/1.1\r\nHost: ${host}\r\n${form}${smuggled}\r\nabcd`))), 400, smuggled);
    assert.equal(await send('GET', '/health/live'), 200);
}

for (const database of databases) {
    test(`a host in trouble on ${database}`, async (t) => {
        const house = await school({database});
        try {
            await t.test('an acknowledged mark survives kill -9 under load', () => killedUnderLoad(house));
            await t.test('SIGTERM lets what is under way end, and the sessions live on', () => drains(house));
            await t.test('a form sent twice counts once', () => twice(house));
            await t.test('a form sent after the session has ended loses nothing', () => endedSession(house));
            await t.test('bad requests are refused and change nothing', () => badRequests(house));
        } finally {
            assert.deepEqual(await house.region.close(), {code: 0, signal: null});
        }
    });
}

test('a broken configuration stops the host with the line and the nearest key', () => {
    const house = new House();
    try {
        const file = `${house.folder}/broken.yaml`;
        for (const [text, line, words] of [
            ['server:\n  address: 127.0.0.1\n  prot: 0\n', 3, /"prot".*"port"/],
            ['databse: {kind: sqlite}\n', 1, /"databse".*"database"/],
            ['server:\n  port: many\n', 2, /"many"/],
            ['log:\n  level: loud\n', 2, /"loud"/],
            ['server: {address: 127.0.0.1\n  port: [\n', 2, /./],
        ]) {
            writeFileSync(file, text);
            const run = spawnSync(house.kerege[0], [`--config=${file}`, 'serve'], {encoding: 'utf8', timeout: 60000});
            assert.ok(run.status > 0, `${text}: ${run.status}`);
            assert.ok(run.stderr.includes(`broken.yaml:${line}: `), run.stderr);
            assert.match(run.stderr, words);
            assert.equal(run.stdout, '');
        }
    } finally {
        rmSync(house.folder, {recursive: true, force: true});
    }
});

const manifest = (id, more = '') => `id: ${id}\nversion: 0.1.0\nvendor: Kerege\nname: Broken\n${more}`;

test('broken plugins are left out while the rest serves', async () => {
    const folder = mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'plugins-'));
    const own = path.join(build, 'lib/kerege/plugins');
    for (const id of ['school', 'journal']) cpSync(path.join(own, id), path.join(folder, id), {recursive: true, dereference: true});
    const broken = {
        nolibrary: manifest('nolibrary'),
        notelf: manifest('notelf'),
        unread: 'id: [unread\n',
        misspelt: manifest('misspelt', 'nedes: {interfaces: []}\n'),
        lonely: manifest('lonely', 'needs: {plugins: [nowhere]}\n'),
        future: manifest('future', 'needs: {interfaces: [kerege.http/99]}\n'),
        wrongname: manifest('othername'),
    };
    let region;
    try {
        region = await Region.open({yaml: `plugins: {folders: ["${folder}"]}\n`});
        const admin = await region.fill('school-east');
        assert.deepEqual(await region.house.stop(), {code: 0, signal: null});
        for (const [id, text] of Object.entries(broken)) {
            mkdirSync(path.join(folder, id));
            writeFileSync(path.join(folder, id, 'plugin.yaml'), text);
            if (id !== 'nolibrary') writeFileSync(path.join(folder, id, `${id}.so`), 'no library at all');
        }
        await restart(region, admin);
        assert.match((await admin.get('/school/classes')).text, /href="\/school\/classes\/\d+"/);
        assert.equal((await admin.get('/journal')).status, 200);
        const page = await (await region.as('operator')).get('/modules');
        const reasons = new Map([...page.text.matchAll(/<li><strong>([^<]*)<\/strong>: ([^<]*)<\/li>/g)].map((m) => [m[1], load.decode(m[2])]));
        for (const id of Object.keys(broken)) {
            const reason = reasons.get(id) ?? reasons.get('othername');
            assert.ok(reasons.has(id) || id === 'wrongname', `${id} is named: ${[...reasons.keys()]}`);
            assert.ok(reason.trim(), `${id} says why`);
        }
        assert.match(reasons.get('misspelt'), /nedes.*needs/);
        assert.match(reasons.get('lonely'), /nowhere/);
        assert.match(reasons.get('future'), /kerege\.http\/99/);
        assert.ok(!reasons.has('school') && !reasons.has('journal'));
        const list = spawnSync(region.house.kerege[0], [...region.house.kerege.slice(1), 'plugin', 'list'], {encoding: 'utf8'});
        assert.equal(list.status, 1);
        assert.match(list.stdout, /misspelt/);
    } finally {
        await region?.close();
        rmSync(folder, {recursive: true, force: true});
    }
});

test('PostgreSQL goes away and comes back', {skip: !process.env.KEREGE_TEST_POSTGRES && 'KEREGE_TEST_POSTGRES is not set'}, async () => {
    const folder = mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'pg-'));
    chmodSync(folder, 0o755);
    const server = (what) => execFileSync(path.join(root, 'scripts/lib/postgres.sh'), [what, folder], {encoding: 'utf8'}).trim();
    let house;
    try {
        house = await school({database: 'postgresql', postgres: server('start')});
        const {region, teacher, section, grid} = house;
        const ready = async () => (await fetch(`${region.house.address}/health/ready`)).status;
        const until = async (status, ask) => {
            for (let i = 0; i < 150; i += 1) {
                if ((await ask()) === status) return;
                await pause(200);
            }
            assert.fail(`never ${status}`);
        };
        assert.equal(await ready(), 200);
        assert.equal((await load.saveCell(teacher, section, grid.lessons[0].id, grid.learners[0].id, '9')).status, 200);

        server('stop');
        await until(503, ready);
        assert.equal((await fetch(`${region.house.address}/health/live`)).status, 200, 'it lives');
        const away = await teacher.request('GET', section.href);
        assert.equal(away.status, 503);
        assert.ok(away.headers.get('retry-after'));
        assert.match(away.text, /<html/, 'a page that says so');
        assert.equal((await load.saveCell(teacher, section, grid.lessons[1].id, grid.learners[0].id, '5')).status, 503);

        server('start');
        await until(200, ready);
        await until(200, async () => (await teacher.request('GET', section.href)).status);
        const [cells] = (await load.grid(teacher, section)).learners.map((line) => line.cells);
        assert.equal(cells[0].text, '9', 'what was acknowledged is there');
        assert.equal(cells[1].text, '', 'what was refused is not');
        assert.equal((await load.saveCell(teacher, section, grid.lessons[1].id, grid.learners[0].id, '5')).status, 200);
    } finally {
        await house?.region.close();
        server('stop');
        rmSync(folder, {recursive: true, force: true});
    }
});
