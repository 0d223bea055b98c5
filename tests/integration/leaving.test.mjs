// A school leaves and takes everything along: over HTTP without scripts, on every database. Tests are named
// after the clauses they answer to.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {send} from '../../scripts/lib/client.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, password, rosters, visible} from '../support/region.mjs';
import {unzip} from '../support/zip.mjs';

const on = (name, work) => {
    for (const database of databases)
        test(`${name} (${database})`, async () => {
            const region = await Region.open({database});
            try {
                await work(region);
            } finally {
                await region.close();
            }
        });
};

// The rows of a CSV file of the archive, by the names of its columns.
function rowsOf(bytes) {
    const text = bytes.toString('utf8');
    assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'));
    const lines = [];
    let cells = [''], quoted = false;
    for (const c of text.slice(1)) {
        if (c === '"') quoted = !quoted;
        else if (c === ';' && !quoted) cells.push('');
        else if (c === '\n' && !quoted) (lines.push(cells), (cells = ['']));
        else if (c !== '\r' || quoted) cells[cells.length - 1] += c;
    }
    const [names, ...rows] = lines;
    return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
}

const download = async (browser, href) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return send(new URL(href, browser.origin), 'GET', {cookie});
};

// Waits for the page to have the link.
async function linkOf(browser) {
    for (let tries = 0; tries < 300; tries += 1) {
        const page = await browser.get('/archive');
        const href = page.text.match(/href="(\/archive\/\d+)"/)?.[1];
        if (href) return href;
        assert.match(page.text, /<progress/, 'it is being made');
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail('no archive was made');
}

async function withMark(region) {
    const admin = await region.fill('school-east');
    const staff = rosters['school-east'].staff.rows.find((line) => line[9] === 'Алгебра');
    const teachers = await load.teachers(admin);
    await load.assign(admin, teachers.find((line) => line.name === fullName(staff)), 'Алгебра', ['7А']);
    const slip = (await load.printSlips(admin, 'employee')).find(({name}) => name === fullName(staff));
    const teacher = await region.begin(slip);
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, to] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until: to, weekdays: [2, 4]});
    const grid = await load.grid(teacher, section);
    await load.saveCell(teacher, section, grid.lessons[0].id, grid.learners[0].id, '9');
    await load.saveCell(teacher, section, grid.lessons[0].id, grid.learners[0].id, '8', 1);
    return {admin, teacher, learner: grid.learners[0].id};
}

on('K3.4.3 a school takes everything along', async (region) => {
    const {admin, teacher, learner} = await withMark(region);
    const page = await admin.get('/people');
    assert.match(page.text, /href="\/archive"/);
    assert.match(visible(await admin.get('/archive')), /Қазір мұрағат жоқ/);
    assert.equal((await admin.post('/archive', {password: 'wrong'})).status, 422);
    await admin.get('/archive');
    assert.match(visible(await admin.post('/archive', {password})), /Мұрағат жасалып жатыр/);
    const href = await linkOf(admin);
    const answer = await download(admin, href);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-disposition'), /school-east-\d{4}-\d\d-\d\d\.zip/);
    const files = unzip(answer.bytes);

    // Everything that is described is there, with as many rows as the database has.
    const described = JSON.parse(files['datapackage.json']);
    assert.equal(described.title, 'Шығыс мектебі');
    const organisation = region.house.rows("select id from core_organisation where code = 'school-east'")[0][0];
    for (const {path, rows, schema} of described.resources) {
        const found = rowsOf(files[path]);
        assert.equal(found.length, rows, path);
        if (found.length > 0) assert.deepEqual(Object.keys(found[0]), schema.fields.map(({name}) => name), path);
        const table = path.replace(/\.csv$/, '').replace('/', '_');
        if (!path.startsWith('core/'))
            assert.equal(rows, Number(region.house.rows(`select count(*) from ${table} where organisation_id = ${organisation}`)[0][0]), path);
    }
    const paths = described.resources.map(({path}) => path);
    for (const path of ['school/class.csv', 'school/enrolment.csv', 'school/section.csv', 'school/term.csv', 'journal/lesson.csv', 'journal/entry.csv', 'journal/entry_change.csv', 'portfolio/entry.csv', 'core/audit.csv'])
        assert.ok(paths.includes(path), path);
    const people = rowsOf(files['core/people.csv']);
    assert.equal(people.length, Number(region.house.rows(`select count(distinct person_id) from core_membership where organisation_id = ${organisation}`)[0][0]));
    const [mark] = rowsOf(files['journal/entry.csv']);
    assert.equal(mark.learner_membership_id, learner);
    assert.equal(mark.mark, '8');
    assert.match(mark.changed_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(rowsOf(files['journal/entry_change.csv']).map((row) => row.mark_after), ['9', '8']);
    const membership = rowsOf(files['core/memberships.csv']).find(({id}) => id === learner);
    assert.ok(people.some(({id}) => id === membership.person_id), 'the tables fit together');
    assert.ok(rowsOf(files['core/audit.csv']).some(({action}) => action === 'organisation.archive_ordered'));
    const entry = described.resources.find(({path}) => path === 'journal/entry.csv');
    assert.equal(entry.title, 'Бағалар мен қатысу', 'in the words of who ordered it');
    assert.deepEqual(entry.schema.primaryKey, ['section_id', 'lesson_id', 'learner_membership_id']);
    assert.match(files['README.kk.txt'].toString(), /journal\/entry\.csv – Бағалар мен қатысу/);
    assert.match(files['README.ru.txt'].toString(), /journal\/entry\.csv – Оценки и посещаемость/);
    const all = Object.values(files).map(String).join('\n');
    assert.ok(!all.includes('$argon2') && !all.includes('password_hash'), 'no secrets');

    // For administrators of the school alone.
    const [other, operator] = [await region.as('admin-west'), await region.as('operator')];
    assert.equal((await other.get(href)).status, 404);
    assert.equal((await operator.get(href)).status, 403);
    assert.equal((await teacher.get('/archive')).status, 403);
    assert.match(visible(await admin.get('/audit')), /Ұйым мұрағаты алып кетілді/);
});

on('K3.4.3 the operator orders it, the people of a taken archive come in elsewhere once', async (region) => {
    await region.fill('school-east');
    const operator = await region.as('operator');
    const organisation = region.house.rows("select id from core_organisation where code = 'school-east'")[0][0];
    const place = `/organisations/${organisation}/archive`;
    assert.match((await operator.get(`/organisations/${organisation}`)).text, new RegExp(`href="${place}"`));
    await operator.get(place);
    assert.equal((await operator.post(place, {password})).path, place);
    const admin = await region.as('admin-east');
    const answer = await download(admin, await linkOf(admin));
    assert.equal(answer.status, 200);
    assert.match(visible(await operator.get(place)), /тек ұйым әкімшілері/);

    // The command line writes the same.
    const file = `${region.house.folder}/east.zip`;
    region.house.run('org', 'take-along', 'school-east', file);
    const files = unzip(readFileSync(file));
    assert.deepEqual(Object.keys(files).sort(), Object.keys(unzip(answer.bytes)).sort());

    // Into an empty school: everybody is new, the second time nobody.
    const roster = `${region.house.folder}/oneroster.zip`;
    writeFileSync(roster, files['roster/oneroster.zip']);
    for (const kind of ['staff', 'learners']) {
        // The administrator is staff, too.
        const given = rosters['school-east'][kind].rows.length + (kind === 'staff' ? 1 : 0);
        const take = () => region.house.run('roster', 'import', roster, '--organisation=school-west', `--kind=${kind}`);
        assert.match(take(), new RegExp(`people: ${given} new, 0 changed, 0 as they were`), kind);
        assert.match(take(), new RegExp(`people: 0 new, 0 changed, ${given} as they were\\nguardians: 0 new, 0 changed`), kind);
    }
});
