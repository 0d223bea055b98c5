// Rosters imported again, by a job and undone: over HTTP without scripts, on both databases.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases, roster} from '../support/house.mjs';
import {Region, fullName, numbers, rosters, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const on = (name, work) => {
    for (const database of databases.filter((one) => !one.includes('workers')))
        test(`${name} (${database})`, async () => {
            const region = await Region.open({database, yaml: 'jobs: {lease_ms: 3000}\n'});
            try {
                await work(region);
            } finally {
                await region.close();
            }
        });
};

const {heading, rows} = rosters['school-east'].learners;
const file = (lines) => `${heading}\r\n${lines.map((row) => row.join(';')).join('\r\n')}\r\n`;
const upload = async (admin, content, kind = 'learners') => {
    await admin.get('/roster');
    const preview = await admin.post('/roster', {kind}, {files: {file: {name: 'tizim.csv', content}}});
    assert.match(preview.path, /^\/roster\/\d+$/);
    return preview;
};
const present = (region) => Number(region.house.rows("select count(*) from core_membership where profile = 'learner' and valid_until is null")[0][0]);

on('U3.6 a roster brings nobody back without a tick', async (region) => {
    const admin = await region.fill('school-east');
    const child = rows.find((row) => !row[8]) ?? rows[0];
    const name = fullName(child, 1);
    const {text} = await admin.get(`/people?kind=learner&q=${encodeURIComponent(name)}`);
    const card = text.match(/href="(\/people\/\d+)"/)[1];
    await admin.get(`${card}/end`);
    await admin.post(`${card}/end`, {ground: 'expelled'});
    const here = present(region);

    const preview = await upload(admin, file(rows));
    assert.match(visible(preview), new RegExp(`Қолжетімділігі тоқтатылған еді\\. Кім қайта келді\\?.*${name}.*Оқудан шығарылды.*\\d\\d\\.\\d\\d\\.\\d{4} күнінен бері`, 's'));
    assert.equal(numbers(preview)[0], 0, 'nobody is new by itself');
    const membership = preview.text.match(/name="back" value="(\d+)"/)[1];
    assert.equal(`/people/${membership}`, card);
    await admin.post(preview.path, {});
    assert.equal(present(region), here, 'left out without a tick');

    const again = await upload(admin, file(rows));
    await admin.post(again.path, {back: membership});
    assert.equal(present(region), here + 1);
    const slip = (await load.printSlips(admin, 'learner', child[0])).find((one) => one.name === name);
    assert.ok(slip, 'a password is issued anew');
    await region.begin(slip);

    // Somebody who resembles somebody, and who is not in the file.
    const twin = rows[0].map((value, column) => (column === 4 ? '17.03.2013' : column >= 8 ? '' : value));
    const asked = await upload(admin, file([twin]));
    assert.match(visible(asked), new RegExp(`Бұрыннан бар болуы мүмкін.*${fullName(twin, 1)}.*Сол адам:.*Басқа адам.*Файлда жоқ ${rows.length - 1} адам файлда жоқ`, 's'));
    const field = asked.text.match(/name="(twin\.[\d.]+)"/)[1];
    const same = asked.text.match(/type="radio" name="twin[^"]*" value="(\d+)"/)[1];
    await admin.post(asked.path, {[field]: same});
    assert.equal(present(region), here + 1, 'the same person');
    assert.match((await admin.get(`/people/${same}`)).text, /17\.03\.2013|2013-03-17/);
});

on('a long roster is saved by a job, though the host dies and the form is sent twice', async (region) => {
    const admin = await region.as('admin-east');
    const preview = await upload(admin, roster('roster-clean', 'learners'));
    const answers = await Promise.all([1, 2].map(() => admin.post(preview.path, {}, redirected)));
    assert.deepEqual([...new Set(answers.map((page) => page.status))].filter((status) => status !== 303 && status !== 409), []);
    assert.ok(answers.some((page) => page.status === 303));
    await region.house.stop('SIGKILL');
    await region.house.start();
    const next = await region.as('admin-east');
    await until('all of it', () => present(region) === 1087);
    const page = await next.get(preview.path);
    assert.equal(page.status, 200);
    await until('the record', async () => /\/undo"/.test((await next.get(preview.path)).text));
    assert.equal(Number(region.house.rows("select count(*) from core_audit where action = 'roster.applied'")[0][0]), 1, 'once');
    assert.match(visible(await next.get('/roster')), /Бұрынғы жүктеулер.*tizim\.csv/s);
    assert.match((await next.get('/people?kind=learner')).text, /href="\/people\/\d+"/);
});

on('an import is undone as a whole, in the browser and by the command line', async (region) => {
    const admin = await region.fill('school-east');
    const enrolled = () => Number(region.house.rows('select count(*) from school_enrolment where valid_until is null')[0][0]);
    await until('the class', () => enrolled() === rows.length);
    const id = (await admin.get('/roster')).text.match(/href="\/roster\/(\d+)\/undo"/)[1];
    const other = await region.as('admin-west');
    assert.equal((await other.get(`/roster/${id}/undo`)).status, 404, 'another school');
    const shown = await admin.get(`/roster/${id}/undo`);
    assert.equal(numbers(shown)[1], 0);
    assert.ok(numbers(shown)[0] > rows.length, 'learners and parents');
    assert.match(visible(shown), new RegExp(fullName(rows[0], 1)));
    const undone = await admin.post(`/roster/${id}/undo`, {});
    assert.match(visible(undone), /Жүктеу қайтарылды\./);
    assert.equal(present(region), 0);
    await until('the class without them', () => enrolled() === 0);
    assert.equal((await admin.post(`/roster/${id}/undo`, {}, redirected)).status, 409, 'twice');
    assert.match(visible(await admin.get('/audit')), /Тізім жүктеуі қайтарылды/);

    const again = await upload(admin, file(rows));
    assert.doesNotMatch(again.text, /name="back"/, 'nobody had left');
    await admin.post(again.path, {});
    assert.equal(present(region), rows.length);
    await until('them in the class again', () => enrolled() === rows.length);
    const where = ['--organisation', 'school-east'];
    const listed = region.house.run('roster', 'list', ...where);
    const last = listed.split('\n').find((line) => line.includes('tizim.csv')).split(' ')[0];
    assert.match(region.house.run('roster', 'undo', last, ...where), /ended, 0 value\(s\) as before, 0 kept/);
    assert.equal(present(region), 0);
    assert.match(region.house.run('roster', 'list', ...where), /undone/);
});
