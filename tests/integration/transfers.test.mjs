// Somebody moves to another school with the same login, and a learner's record follows: over HTTP without
// scripts, on each database.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {day} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, ids, rosters, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const rows = rosters['school-east'].learners.rows;
const nameOf = (school, subject) => fullName(rosters[school].staff.rows.find((row) => row[9] === subject));
const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);

const cardOf = async (admin, kind, name) => {
    const {text} = await admin.get(`/people?kind=${kind}&q=${encodeURIComponent(name)}`);
    return text.match(/href="(\/people\/\d+)"/)?.[1] ?? assert.fail(`no card of ${name}`);
};

// A learner of 7А with one parent who has no other child here.
const onlyChild = () => {
    const parents = rows.flatMap((row) => [row[8], row[11]].filter(Boolean));
    return rows.find((row) => row[0] === '7А' && row[8] && !row[11] && parents.filter((one) => one === row[8]).length === 1);
};

// A teacher of 7А gives the learner a nine, and a classmate a two.
async function marksInTheEast(region, admin, child) {
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const name = nameOf('school-east', 'Алгебра');
    await load.assign(admin, all.find((one) => one.name === name), 'Алгебра', ['7А']);
    const teacher = await region.begin(slipOf(slips, name));
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const from = form.text.match(/name="from"[^>]*value="([^"]*)"/)[1];
    await load.addLessonSeries(teacher, section, {from, until: day(), weekdays: [1, 2, 3, 4, 5, 6]});
    const {lessons, learners} = await load.grid(teacher, section);
    const line = learners.find((one) => one.name.startsWith(`${child[1]} ${child[2][0]}`));
    const mate = learners.find((one) => one.id !== line.id);
    for (const [learner, value] of [[line.id, '9'], [mate.id, '2']])
        assert.equal((await load.saveCell(teacher, section, lessons[0].id, learner, value)).status, 200);
    return {teacher, section, mate: mate.id};
}

// The homeroom teacher of 8А in the west, and a teacher without a class.
async function teachersInTheWest(region, admin) {
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const class8 = (await admin.get('/school/classes')).text.match(/href="(\/school\/classes\/\d+)"[^>]*>\s*8А/)[1];
    const [chemistry, biology] = ['Химия', 'Биология'].map((subject) => nameOf('school-west', subject));
    await admin.get(class8);
    await admin.post(`${class8}/homeroom`, {teacher: all.find((one) => one.name === chemistry).href.match(/\d+$/)[0]});
    return {homeroom: await region.begin(slipOf(slips, chemistry)), other: await region.begin(slipOf(slips, biology)), journal: class8.replace('/school/', '/journal/')};
}

// Looks for the other school and hands over. Returns the transfer's path and what was sent.
async function handOver(admin, card, {word = 'Батыс мектебі', note = '№ 12 бұйрық'} = {}) {
    const form = await admin.get(`${card}/transfer?q=${encodeURIComponent(word)}`);
    const place = form.text.match(/name="to" value="(\d+)"/)?.[1] ?? assert.fail('no school found');
    const ask = {to: place, first_day: form.text.match(/name="first_day" type="date" value="([^"]*)"/)[1], note, q: word};
    return {form, ask, page: await admin.post(`${card}/transfer`, ask)};
}

for (const database of databases) {
    test(`U3.6 a learner moves to another school, with parents, login and record (${database})`, async () => {
        const region = await Region.open({database});
        try {
            const [east, west] = [await region.fill('school-east'), await region.fill('school-west')];
            const child = onlyChild();
            const [name, parent] = [fullName(child, 1), child[8]];
            const learner = await region.begin(slipOf(await load.printSlips(east, 'learner', '7А'), name));
            const guardian = await region.begin(slipOf(await load.printSlips(east, 'guardian', '7А'), parent));
            const {mate, section, teacher} = await marksInTheEast(region, east, child);
            const {homeroom, other, journal} = await teachersInTheWest(region, west);
            const card = await cardOf(east, 'learner', name);

            // Whose school it is not finds nothing; who is no administrator may not.
            assert.equal((await west.get(`${card}/transfer`)).status, 404);
            assert.equal((await teacher.get(`${card}/transfer`)).status, 403);
            assert.match((await east.get(`${card}/end`)).text, new RegExp(`href="${card}/transfer"`));
            assert.match(visible(await east.get(`${card}/transfer?q=${encodeURIComponent('щщщ')}`)), /ұйым табылмады/);
            assert.doesNotMatch((await east.get(`${card}/transfer?q=${encodeURIComponent('Шығыс')}`)).text, /name="to"/, 'neither oneself nor the department');
            const wrong = await east.post(`${card}/transfer`, {to: '1', first_day: '31.02.2026', note: 'бұйрық', q: 'Батыс'}, redirected);
            assert.equal(wrong.status, 422);
            assert.match(visible(wrong), /Табылған ұйымдардың бірін таңдаңыз.*Мұндай күн жоқ/s);

            assert.match(visible(await west.get('/transfers')), /Жауабыңызды күтетін ешкім жоқ/);
            const {page: asked, ask} = await handOver(east, card);
            assert.match(asked.path, /^\/transfers\/\d+$/);
            const transfer = asked.path;
            assert.equal((await east.post(`${card}/transfer`, ask)).path, transfer, 'the same form twice');
            assert.equal((await east.get(`${card}/transfer`)).path, transfer, 'the back button');
            assert.match((await east.get(card)).text, new RegExp(`href="${transfer}"`));
            assert.equal((await learner.get('/')).path, '/', 'nothing has changed yet');

            // What the other administrator sees of a stranger: one person, not their school.
            assert.match((await west.get('/')).text, /href="\/transfers"><strong>1<\/strong>/);
            const seen = await west.get(transfer);
            assert.match(visible(seen), new RegExp(`${name}.*Шығыс мектебі.*7А.*№ 12 бұйрық`, 's'));
            assert.equal((await west.get(card)).status, 404);
            assert.equal((await west.post(`${transfer}/withdraw`, {}, redirected)).status, 404, 'not theirs to withdraw');
            assert.equal((await east.post(`${transfer}/accept`, {}, redirected)).status, 404, 'not theirs to accept');
            assert.equal((await west.post(`${transfer}/decline`, {reason: ' '}, redirected)).status, 422);

            // Declined, and handed over once more; withdrawn, and once more.
            await west.post(`${transfer}/decline`, {reason: 'Орын жоқ'});
            const gone = visible(await west.get(transfer));
            assert.match(gone, /Енді көрсетілмейді.*Қабылданбады.*Шығыс мектебі/s);
            assert.ok(!gone.includes(child[1]) && !gone.includes('№ 12'), 'of who never came nothing is shown');
            assert.ok(!visible(await west.get('/transfers')).includes(child[1]));
            assert.match(visible(await east.get(transfer)), /Қабылданбады.*Орын жоқ/s);
            const second = (await handOver(east, card)).page.path;
            assert.equal((await east.post(`${second}/withdraw`)).path, card);
            assert.equal((await west.post(`${second}/accept`, {}, redirected)).status, 409);
            assert.ok(!visible(await west.get(second)).includes(child[1]), 'withdrawn');
            const third = (await handOver(east, card)).page.path;
            assert.equal((await west.post(`${third}/accept`, {class: '9Я'}, redirected)).status, 422);
            assert.equal((await west.post(`${third}/accept`, {class: '8А'})).path, third);
            assert.equal((await west.post(`${third}/accept`, {class: '8А'}, redirected)).status, 303, 'twice');
            for (const [who, browser] of Object.entries({learner, guardian})) assert.match((await browser.get('/')).path, /^\/sign-in/, `${who} is signed out`);
            assert.match(visible(await east.get(card)), /Басқа ұйымға ауысты/);
            assert.equal((await teacher.get(card)).status, 404, 'who left is the administrators\' alone');
            assert.equal((await east.post(`${card}/reopen`)).path, card);
            assert.match(visible(await east.get(card)), /Қолжетімділік тоқтатылды/, 'it is the other school\'s now');

            // Nor does a roster bring them back, whatever it is answered.
            const file = `${region.house.folder}/again.csv`;
            writeFileSync(file, `${rosters['school-east'].learners.heading}\r\n${child.join(';')}\r\n`);
            assert.match(region.house.run('roster', 'import', file, '--organisation=school-east', '--kind=learners', '--bring-back'), /where they moved to has to hand them over/);
            assert.match(visible(await east.get(card)), /Қолжетімділік тоқтатылды/);
            assert.deepEqual(region.house.rows(`select count(*) from core_membership a join core_membership b on b.person_id = a.person_id where a.id = ${card.match(/\d+/)[0]}`), [['2']], 'no third one');

            // The same logins, in the new class.
            const moved = await region.as(learner.login);
            const parents = await region.as(guardian.login);
            const here = await cardOf(west, 'learner', name);
            assert.match(visible(await west.get(here)), new RegExp(`8А.*${parent}`, 's'));
            await until('the class', async () => visible(await west.get(journal.replace('/journal/', '/school/'))).includes(name));

            // The record: for the learner and the parents, the homeroom teacher and the administrator.
            const record = `/journal/learners/${here.match(/\d+/)[0]}/former`;
            await until('the record', async () => (await homeroom.get(journal)).text.includes(record));
            const own = await moved.get('/journal/marks');
            const link = load.decode(own.text.match(/href="(\/journal\/marks\/former\?learner=\d+)"/)[1]);
            for (const [who, browser, path] of [['learner', moved, link], ['parent', parents, link], ['homeroom', homeroom, record], ['administrator', west, record]])
                assert.match(visible(await browser.get(path)), /Шығыс мектебі · 7А.*Алгебра орташа 9,00/s, who);
            assert.match((await west.get(here)).text, new RegExp(`href="${record}"`), 'on the card');
            assert.equal((await other.get(record)).status, 404, 'a teacher who has no part in it');
            assert.equal((await moved.get(record)).status, 403);
            const stranger = ids(await west.get('/people?kind=learner'), '/people/').find((id) => !here.endsWith(id));
            assert.equal((await moved.get(`/journal/marks/former?learner=${stranger}`)).status, 404);
            for (const id of [mate, card.match(/\d+/)[0]])
                for (const browser of [homeroom, west]) assert.equal((await browser.get(`/journal/learners/${id}/former`)).status, 404, 'nobody of the former school');
            assert.deepEqual(region.house.rows('select mark from journal_former_mark'), [['9']], 'one learner\'s marks and no others');

            // The former school keeps its own, and both have it in their logs.
            assert.match((await load.grid(teacher, section)).page.text, /<td[^>]*>9<\/td>/);
            for (const admin of [east, west]) assert.match(visible(await admin.get('/audit')), /Тапсыру қабылданды/);
            assert.deepEqual(region.house.rows("select count(*) from core_audit v join core_organisation o on o.id = v.organisation_id join core_account a on a.person_id = v.person_id where v.action = 'card.viewed' and o.code = 'school-east' and a.login = 'admin-west'"), [['1']], 'who looked is known');

            // Erased where they learned before: the copy stays the learner's, and says of nobody there.
            region.house.run('person', 'erase', '--login', learner.login, '--organisation', 'school-east', '--note', '№ 4');
            await region.later(92);
            await until('the erasure', () => region.house.rows('select count(*) from core_deletion where erased_at_ms is not null')[0][0] === '1');
            const left = card.match(/\d+/)[0];
            for (const table of ['journal_former_record', 'journal_former_mark', 'journal_entry'])
                assert.deepEqual(region.house.rows(`select count(*) from ${table} where ${table === 'journal_entry' ? 'learner' : 'former'}_membership_id = ${left}`), [['0']], table);
            assert.deepEqual(region.house.rows('select count(*) from journal_former_mark m join journal_lesson l on l.id = m.lesson_id'), [['0']]);
            assert.deepEqual(region.house.rows(`select count(*) from core_transfer where from_membership_id = ${left}`), [['0']]);
            assert.deepEqual(region.house.rows('select m.mark from journal_former_mark m join journal_former_record r on r.learner_membership_id = m.learner_membership_id and r.former_membership_id = m.former_membership_id'), [['9']]);
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}

test('U3.6 staff move without their roles, by pages and by the command line', async () => {
    const region = await Region.open({database: 'sqlite'});
    try {
        const [east, west] = [await region.fill('school-east'), await region.fill('school-west')];
        const name = nameOf('school-east', 'Алгебра');
        const teacher = await region.begin(slipOf(await load.printSlips(east, 'employee'), name));
        const run = (...args) => region.house.run('transfer', ...args);
        const asked = run('ask', 'school-west', '--login', teacher.login, '--organisation', 'school-east');
        const id = asked.match(/transfer (\d+)/)[1];
        assert.match(run('list', '--organisation', 'school-west'), new RegExp(`^${id} +waiting +school-east -> school-west`));
        assert.throws(() => run('ask', 'east', '--login', teacher.login, '--organisation', 'school-east'), /waits already/);
        assert.throws(() => run('accept', id, '--organisation', 'school-east'), /other organisation/);
        run('decline', id, '--organisation', 'school-west', '--reason', 'no post');
        const again = run('ask', 'school-west', '--login', teacher.login, '--organisation', 'school-east').match(/transfer (\d+)/)[1];
        run('withdraw', again, '--organisation', 'school-east');

        const card = await cardOf(east, 'employee', name);
        const {page} = await handOver(east, card);
        assert.match(page.path, /^\/transfers\/\d+$/, visible(page));
        assert.match(visible(await west.post(`${page.path}/accept`)), /рөлі жоқ/);
        await region.as(teacher.login);
        const here = await cardOf(west, 'employee', name);
        assert.doesNotMatch((await west.get(here)).text, /name="role" value="\w+" checked/);
        assert.match(visible(await east.get(card)), /Еңбек қатынасы тоқтады/);
    } finally {
        assert.deepEqual(await region.close(), {code: 0, signal: null});
    }
});
