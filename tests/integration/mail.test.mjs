// Letters, from the journal's week to a mail server: to whom, in which language, once; what an operator sees of them;
// a server that goes away and a host that is killed.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import net from 'node:net';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {offsetTo} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {build, databases} from '../support/house.mjs';
import {Region, formOf, fullName, password, rosters, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {until} from '../support/until.mjs';

const east = rosters['school-east'];

const at = (instant) => (process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo(instant)));
async function goOn(house, instant) {
    await house.stop();
    at(instant);
    await house.start();
}

// What a command prints that talks to the server, which is in this process: so it must not wait for it.
const run = promisify(execFile);
const printed = (house, ...args) => run(house.kerege[0], [...house.kerege.slice(1), ...args]).then(({stdout}) => stdout, (error) => error.stdout);

// A class with lessons from Monday to Wednesday, in two weeks.
async function settle(region) {
    const admin = await region.fill('school-east');
    const slips = await load.printSlips(admin, 'employee');
    const name = fullName(east.staff.rows.find((row) => row[9] === 'Алгебра'));
    await load.assign(admin, (await load.teachers(admin)).find((one) => one.name === name), 'Алгебра', ['7А']);
    const teacher = await region.begin(slips.find((slip) => slip.name === name));
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, to] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until: to, weekdays: [1, 2, 3]});
    const {learners} = await load.grid(teacher, section);
    const lessons = Object.fromEntries(region.house.rows('select held_on, id from journal_lesson'));
    const rows = learners.map(({name: own}) => east.learners.rows.find((row) => own.startsWith(`${row[1]} ${row[2]}`)) ?? assert.fail(own));
    return {admin, teacher, section, lessons, learners, rows, mailOf: (i) => [rows[i][10], rows[i][14]].filter(Boolean)};
}

for (const database of databases) {
    test(`the weekly letter to parents (${database})`, async () => {
        const before = process.env.KEREGE_CLOCK_OFFSET_MS;
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `mail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`});
        const {house} = region;
        try {
            const {admin, teacher, section, lessons, learners, rows, mailOf} = await settle(region);
            const save = async (browser, day, learner, value) => assert.equal((await load.saveCell(browser, section, lessons[day], learners[learner].id, value)).status, 200);
            await save(teacher, '2026-11-16', 2, '5');
            const jobsDone = () => Number(house.rows("select count(*) from core_job where kind = 'letters.week' and state = 'done'")[0][0]);

            // Off by default: the job of the first Sunday writes nobody.
            await goOn(house, '2026-11-22T18:01:00+05:00');
            await until('the first Sunday\'s jobs', () => jobsDone() >= 2);
            assert.deepEqual(house.rows('select count(*) from core_mail'), [['0']]);

            await goOn(house, '2026-11-25T09:00:00+05:00');
            house.run('module', 'set', 'journal', 'weekly_letter', 'true', '--organisation=east');
            const again = await region.as(teacher.login);
            await save(again, '2026-11-23', 0, '9');
            await save(again, '2026-11-24', 0, 'ж');
            await save(again, '2026-11-25', 1, '7');
            // One of the parents reads Russian.
            const own = await region.as(admin.login ?? 'admin-east');
            const slips = await load.printSlips(own, 'guardian', '7А');
            const parent = await region.begin(slips.find(({name}) => name === rows[0][8]) ?? assert.fail(`no slip of ${rows[0][8]}`));
            await parent.get('/account');
            await parent.post('/language', {locale: 'ru', next: '/account'});

            await goOn(house, '2026-11-29T18:01:00+05:00');
            const expected = [...mailOf(0), ...mailOf(1)];
            await until('the letters', () => sink.letters.length >= expected.length);
            await until('the end of the second Sunday\'s jobs', () => house.rows("select count(*) from core_job where kind = 'letters.week' and state <> 'done'")[0][0] === '0');
            // Begun again, it writes nobody once more.
            await house.stop('SIGKILL');
            await house.start();
            await new Promise((resolve) => setTimeout(resolve, 1500));
            assert.deepEqual(sink.letters.map(({to}) => to).sort(), expected.sort(), 'each parent once, and of nobody without a week');
            const of = (address) => sink.letters.find(({to}) => to === address);
            const russian = of(mailOf(0)[0]);
            assert.equal(russian.subject, `${rows[0][2]}: неделя в журнале`);
            assert.match(russian.text, new RegExp(`${rows[0][1]} ${rows[0][2]}, 23\\.11\\.2026 – 29\\.11\\.2026\n\nАлгебра\n  .*: 9\n  .*: пропуск без причины\n\nПропущено уроков: 1\n`));
            const kazakh = of(mailOf(1)[0]);
            assert.equal(kazakh.subject, `${rows[1][2]}: апталық қорытынды`);
            assert.match(kazakh.text, /Алгебра\n {2}.*: 7\n\nБұл хатты/);
        } finally {
            process.env.KEREGE_CLOCK_OFFSET_MS = before;
            await region.close();
            await sink.stop();
        }
    });
}

// A module of the tests that writes whatever letter it is asked to.
async function withToolkit(sink, database, work) {
    const folders = `plugins: {folders: [${build}/lib/kerege/plugins, ${build}/tests/plugins/hostile-plugins/sdk], toolkit: {isolation: worker}}\n`;
    const region = await Region.open({database, yaml: `${folders}mail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example, deadline_ms: ${sink.deadlineMs ?? 10000}}\n`});
    try {
        const admin = await region.as('admin-east');
        const self = (await admin.get('/people')).text.match(/href="(\/people\/\d+)"/)[1];
        const form = formOf(await admin.get(self), self);
        await admin.post(self, [...withFields(form, {email: 'admin@mail.example', birth_date: '1980-01-01', phone: '+77010000000'}), ['password', password]]);
        assert.deepEqual(region.house.rows("select count(*) from core_person where email = 'admin@mail.example'"), [['1']]);
        const write = async (key) => {
            const page = await admin.request('POST', '/toolkit/letters', `${self.match(/\d+$/)[0]} news ${key}`, {'content-type': 'text/plain', 'x-csrf-token': admin.token});
            assert.equal(page.text, 'queued');
        };
        await work({region, house: region.house, write, operator: await region.as('operator')});
    } finally {
        await region.close();
    }
}

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`letters outlive a server that is away and a host that is killed (${database})`, async () => {
        const sink = await new SmtpSink().start();
        await sink.stop();
        await withToolkit(sink, database, async ({house, write, operator}) => {
            await write('first');
            await until('the trouble to be seen', async () => /Пошта серверіне қосылу мүмкін емес/.test((await operator.get('/mail')).text));
            const page = visible(await operator.get('/mail'));
            assert.match(page, /1 кезекте 0 жіберілмеді 0 жақында жіберілді/);
            assert.match(page, /a…@mail\.example/);
            assert.match(await printed(house, 'doctor'), /PROBLEM {2}the mail server 127\.0\.0\.1/);
            await house.stop('SIGKILL');
            await sink.start(sink.port);
            await house.start();
            await until('the letter', () => sink.letters.length > 0);
            await until('its note', () => /0 wait, 0 failed, 1 sent lately/.test(house.run('mail', 'list')));
            assert.deepEqual(sink.letters.map(({to}) => to), ['admin@mail.example']);
            assert.match(await printed(house, 'doctor'), /good {5}the mail server 127\.0\.0\.1:\d+ lets us in/);
            assert.match(await printed(house, 'mail', 'test', 'somebody@mail.example'), /has taken the letter/);
            assert.equal(sink.letters.at(-1).to, 'somebody@mail.example');
        });
        await sink.stop();
    });
}

test('a host ends in time although the mail server says nothing', async () => {
    const asked = [];
    const silent = net.createServer((socket) => asked.push(socket));
    await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await withToolkit({port: silent.address().port, deadlineMs: 120_000}, 'sqlite', async ({house, write}) => {
        await write('first');
        await until('the host to ask', () => asked.length > 0);
        const began = Date.now();
        assert.deepEqual(await house.stop(), {code: 0, signal: null});
        assert.ok(Date.now() - began < 20_000, 'before systemd loses its patience');
        assert.deepEqual(house.rows('select state, attempts from core_mail'), [['waiting', '0']]);
    });
    for (const socket of asked) socket.destroy();
    silent.close();
});

test('what could not be sent is told to the operator, who tries it again', async () => {
    const sink = await new SmtpSink().start();
    await withToolkit(sink, 'sqlite', async ({region, house, write, operator}) => {
        sink.answers['admin@mail.example'] = '550 5.1.1 admin@mail.example is nobody here';
        await write('first');
        await write('second');
        await until('their failure', () => /0 wait, 2 failed/.test(house.run('mail', 'list')));
        const page = await operator.get('/mail');
        assert.match(page.text, /550 5\.1\.1 a…@mail\.example is nobody here/);
        assert.doesNotMatch(page.text, /admin@mail\.example/);
        // What the host says it says in the reader's language; what was written down before stays.
        const [program, file] = house.database.filter((word) => word !== '-readonly');
        await run(program, [file, "update core_mail set reason = 'too_old' where key = 'first'"]);
        const told = await operator.get('/mail');
        assert.match(told.text, /550 5\.1\.1/);
        assert.match(visible(told), /Бес күн ішінде жіберілмеді, ескірген хат/);
        assert.doesNotMatch(house.run('mail', 'list'), /admin@mail/);
        delete sink.answers['admin@mail.example'];
        const letter = page.text.match(/name="letter" value="(\d+)"/)[1];
        const after = await operator.post('/mail/retry', {letter});
        assert.match(visible(after), /1 хат қайта жіберіледі/);
        await until('the letter', () => sink.letters.length === 1);
        assert.equal((await operator.post('/mail/retry', {letter: '1'})).status, 404);
        assert.match(house.run('mail', 'retry', 'all'), /1 letter\(s\) are tried again/);
        await until('the other', () => sink.letters.length === 2);
        assert.equal((await (await region.as('admin-east')).get('/mail')).status, 403);
        assert.match(visible(await operator.get('/audit')), /Хаттар қайта жіберуге қойылды/);
    });
    await sink.stop();
});

test('without a server letters are kept, and the operator is told', async () => {
    const region = await Region.open();
    try {
        assert.match(visible(await (await region.as('operator')).get('/mail')), /Жіберілмейді: пошта сервері бапталмаған/);
        assert.match(region.house.run('doctor'), /no mail server is configured/);
        assert.throws(() => region.house.run('mail', 'test', 'a@b.kz'), (error) => /no mail server is configured/.test(error.stderr));
    } finally {
        await region.close();
    }
});
