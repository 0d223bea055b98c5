// What learners achieve and learn beside lessons: entered by the school, seen by the family, taken along. Over
// HTTP without scripts, on each database.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {day} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, ids, rosters, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';
import {unzip} from '../support/zip.mjs';

const redirected = {follow: false};
const rows = rosters['school-east'].learners.rows;
const nameOf = (school, subject) => fullName(rosters[school].staff.rows.find((row) => row[9] === subject));
const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);
const entry = {kind: 'olympiad', level: 'region', title: 'Математика олимпиадасы', result: 'II орын', begins_on: '2026-10-09', ends_on: '', place: 'Талдықорған', note: ''};
const course = {kind: 'course', level: '', title: 'Робототехника үйірмесі', result: '', begins_on: '2025-09-15', ends_on: '', place: 'Оқушылар сарайы', note: 'Аптасына екі рет'};

const on = (name, work) => {
    for (const database of databases)
        test(`${name} (${database})`, async () => {
            const region = await Region.open({database});
            try {
                await work(region);
            } finally {
                assert.deepEqual(await region.close(), {code: 0, signal: null});
            }
        });
};

// Two classes with a homeroom teacher each, a teacher of a subject, a learner with a parent, and a classmate.
async function school(region) {
    const admin = await region.fill('school-east');
    assert.equal((await admin.get('/portfolio')).status, 404, 'off until it is turned on');
    region.house.run('module', 'enable', 'portfolio', '--organisation=kz');
    await until('the module', async () => (await admin.get('/portfolio')).status === 200);
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const teacherOf = (subject) => all.find((one) => one.name === nameOf('school-east', subject));
    await load.assign(admin, teacherOf('Алгебра'), 'Алгебра', ['7А']);
    const list = (await admin.get('/school/classes')).text;
    const classes = Object.fromEntries(['7А', '7Б'].map((label) => [label, list.match(new RegExp(`href="/school/classes/(\\d+)"[^>]*>\\s*${label}`))[1]]));
    for (const [label, subject] of [['7А', 'Қазақстан тарихы'], ['7Б', 'Ағылшын тілі']]) {
        await admin.get(`/school/classes/${classes[label]}`);
        await admin.post(`/school/classes/${classes[label]}/homeroom`, {teacher: teacherOf(subject).href.match(/\d+$/)[0]});
    }
    const parents = rows.flatMap((row) => [row[8], row[11]].filter(Boolean));
    const family = rows.filter((row) => row[0] === '7А' && row[8] && parents.filter((one) => one === row[8]).length === 1);
    const [child, mate] = family;
    const [learnerSlips, guardianSlips] = [await load.printSlips(admin, 'learner', '7А'), await load.printSlips(admin, 'guardian', '7А')];
    const people = {
        admin,
        homeroom: await region.begin(slipOf(slips, nameOf('school-east', 'Қазақстан тарихы'))),
        neighbour: await region.begin(slipOf(slips, nameOf('school-east', 'Ағылшын тілі'))),
        subject: await region.begin(slipOf(slips, nameOf('school-east', 'Алгебра'))),
        learner: await region.begin(slipOf(learnerSlips, fullName(child, 1))),
        mate: await region.begin(slipOf(learnerSlips, fullName(mate, 1))),
        parent: await region.begin(slipOf(guardianSlips, child[8])),
        stranger: await region.begin(slipOf(guardianSlips, mate[8])),
    };
    const page = await people.homeroom.get(`/portfolio/classes/${classes['7А']}`);
    const idOf = (row) => page.text.match(new RegExp(`href="/portfolio/learners/(\\d+)"[^>]*>${row[1]} ${row[2]}`))[1];
    return {people, classes, child, mate, childId: idOf(child), mateId: idOf(mate)};
}

const onceOf = (page) => page.text.match(/name="once" value="(\d+)"/)[1];
const entriesOf = (page) => [...new Set([...page.text.matchAll(/href="\/portfolio\/entries\/(\d+)"/g)].map((m) => m[1]))];

// A new entry of one learner through its form. Returns the page one comes back to.
async function enter(browser, learner, fields) {
    const form = await browser.get(`/portfolio/learners/${learner}/new`);
    return browser.post(`/portfolio/learners/${learner}/new`, {...fields, once: onceOf(form)});
}

on('K7.1 achievements and additional education stand beside the marks', async (region) => {
    const {people, classes, child, mate, childId, mateId} = await school(region);
    const {homeroom, neighbour, subject, admin, learner, parent, stranger} = people;
    const card = `/portfolio/learners/${childId}`;

    // The homeroom teacher has one class; a form with faults keeps what was typed.
    assert.deepEqual(ids(await homeroom.get('/portfolio'), '/portfolio/classes/'), [classes['7А']]);
    assert.deepEqual(ids(await subject.get('/portfolio'), '/portfolio/classes/'), []);
    assert.deepEqual(ids(await admin.get('/portfolio'), '/portfolio/classes/').sort(), Object.values(classes).sort());
    const form = await homeroom.get(`${card}/new`);
    const wrong = await homeroom.post(`${card}/new`, {...entry, once: onceOf(form), level: '', begins_on: day(3), note: 'Бірінші <b>рет</b>'}, redirected);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /value="olympiad" selected[^]*id="level-error">Деңгейін таңдаңыз\.[^]*value="Математика олимпиадасы"[^]*id="begins_on-error">Бұл күн әлі келген жоқ\.[^]*Бірінші &lt;b&gt;рет&lt;\/b&gt;/);
    assert.equal(onceOf(wrong), onceOf(form));
    const twice = {...entry, once: onceOf(form)};
    for (const time of [1, 2]) assert.match(visible(await homeroom.post(`${card}/new`, twice)), /1 оқушының жазбасы сақталды/, `the same form, ${time}`);
    assert.equal(region.house.rows('select count(*) from portfolio_entry')[0][0], '1');
    await enter(homeroom, childId, {...course, title: '  Робототехникa \t үйірмесі '});
    const page = await homeroom.get(card);
    assert.match(visible(page), /2026\/27 оқу жылы.*Математика олимпиадасы.*Облыс деңгейі.*II орын.*Талдықорған.*Қосымша білім.*Робототехника үйірмесі.*күнінен бері.*Оқушылар сарайы/s, 'tidied and mended');

    // A team: once for several.
    const team = `/portfolio/classes/${classes['7А']}/new`;
    const fields = Object.entries({...entry, kind: 'sport', level: 'district', title: 'Волейбол', result: 'I орын', once: onceOf(await homeroom.get(team))});
    const nobody = await homeroom.post(team, fields, redirected);
    assert.equal(nobody.status, 422);
    assert.match(nobody.text, /Кемінде бір оқушыны таңдаңыз\.[^]*value="Волейбол"/);
    assert.match(visible(await homeroom.post(team, [...fields, ['learner', childId], ['learner', mateId]])), /2 оқушының жазбасы сақталды/);
    const list = await homeroom.get(`/portfolio/classes/${classes['7А']}`);
    assert.match(visible(list), new RegExp(`${child[1]} ${child[2]} 2 1`));
    assert.match(visible(list), new RegExp(`${mate[1]} ${mate[2]} 1 0`));

    // Who else: the family, the deputy's and the administrator's sight of the school; nobody else.
    assert.match(visible(await learner.get('/')), /Жетістіктер.*Волейбол|Жетістіктер.*Математика олимпиадасы/s);
    for (const who of [learner, parent]) {
        const own = await who.get('/portfolio');
        assert.equal(own.path, '/portfolio/own');
        assert.match(visible(own), /2026\/27 оқу жылы.*Волейбол.*Қосымша білім.*Робототехника үйірмесі/s);
        assert.deepEqual(entriesOf(own), [], 'looked at, not changed');
        assert.match(visible(await who.get(`/portfolio/own/sheet?learner=${childId}`)), /Шығыс мектебі.*Математика олимпиадасы/s);
        assert.equal((await who.get(card)).status, 403);
        assert.equal((await who.post(`${card}/new`, entry, redirected)).status, 403);
    }
    assert.doesNotMatch(visible(await stranger.get('/portfolio/own')), /Математика/);
    for (const who of [stranger, people.mate])
        for (const address of ['/portfolio/own', '/portfolio/own/sheet']) assert.equal((await who.get(`${address}?learner=${childId}`)).status, 404, 'another child');
    const [own] = entriesOf(await homeroom.get(card));
    const west = await region.fill('school-west');
    for (const [who, browser] of Object.entries({neighbour, subject, west})) {
        for (const address of [card, `${card}/sheet`, `${card}/new`, `/portfolio/classes/${classes['7А']}`, `/portfolio/classes/${classes['7А']}/table`, team, `/portfolio/entries/${own}`])
            assert.equal((await browser.get(address)).status, 404, `${who} ${address}`);
        for (const address of [`${card}/new`, team, `/portfolio/entries/${own}`, `/portfolio/entries/${own}/remove`, `/portfolio/entries/${own}/restore`])
            assert.equal((await browser.post(address, {...entry, learner: childId, revision: '1'}, redirected)).status, 404, `${who} ${address}`);
    }
    assert.equal((await neighbour.post(`/portfolio/classes/${classes['7Б']}/new`, {...entry, learner: childId}, redirected)).status, 404, 'a learner of another class in the form');
    assert.doesNotMatch((await subject.get(`/people/${childId}`)).text, /\/portfolio\//);
    assert.match((await admin.get(`/people/${childId}`)).text, new RegExp(`href="${card}"`), 'on the card');
    assert.equal(region.house.rows('select count(*) from portfolio_entry')[0][0], '4', 'nothing of it was entered');

    // The table and the sheet; whoever looked stands in the log.
    const table = await homeroom.get(`/portfolio/classes/${classes['7А']}/table`);
    assert.match(table.headers.get('content-type'), /text\/csv/);
    assert.equal(table.text.trim().split('\r\n').length, 5);
    assert.match(table.text, new RegExp(`"${fullName(child, 1)}";"Олимпиада";"Облыс деңгейі";"Математика олимпиадасы";"II орын";"2026-10-09"`));
    assert.match(visible(await homeroom.get(`${card}/sheet`)), new RegExp(`${fullName(child, 1)}.*7А.*Шығыс мектебі.*Волейбол.*Мектеп директоры`, 's'));
    assert.match(visible(await admin.get('/audit')), /Жетістік енгізілді/);
    assert.ok(Number(region.house.rows(`select count(*) from core_audit where action = 'page.viewed' and module = 'portfolio' and subject = 'membership:${childId}'`)[0][0]) >= 1);
});

on('K7.1 an entry is changed, removed and put back by whoever answers for it', async (region) => {
    const {people: {homeroom, admin, learner, parent}, childId} = await school(region);
    const card = `/portfolio/learners/${childId}`;
    await enter(homeroom, childId, entry);
    const [id] = entriesOf(await homeroom.get(card));
    const address = `/portfolio/entries/${id}`;
    const seen = (await homeroom.get(address)).text.match(/name="revision" value="(\d+)"/)[1];
    assert.equal((await homeroom.post(address, {...entry, revision: seen, title: ''}, redirected)).status, 422);
    assert.match(visible(await admin.post(address, {...entry, revision: seen, result: 'I орын'})), /Жазба сақталды.*I орын/s);
    assert.equal((await admin.post(address, {...entry, revision: seen, result: 'I орын'}, redirected)).status, 303, 'the same form twice');

    // Somebody was quicker: nothing is overwritten, and nothing that was typed is lost.
    const late = await homeroom.post(address, {...entry, revision: seen, result: 'III орын'}, redirected);
    assert.equal(late.status, 409);
    assert.match(visible(late), /Осы арада бұл жазбаны басқа біреу өзгертті.*I орын/s);
    assert.match(late.text, /value="III орын"/);
    assert.equal((await homeroom.post(`${address}/remove`, {revision: seen}, redirected)).status, 409);
    assert.deepEqual(region.house.rows('select result, revision from portfolio_entry'), [['I орын', '2']]);
    assert.match(visible(await homeroom.get(address)), /өзгертілді Әкімшісі Шығыс|өзгертілді Шығыс Әкімшісі/, 'who and when');

    const removed = await homeroom.post(`${address}/remove`, {revision: '2'});
    assert.match(visible(removed), /Жазба жойылды.*Жойылған.*Математика олимпиадасы/s);
    assert.equal((await homeroom.post(`${address}/remove`, {revision: '2'}, redirected)).status, 303, 'twice');
    assert.match(visible(await learner.get('/portfolio/own')), /Әзірге ештеңе енгізілмеген/);
    assert.doesNotMatch(visible(await learner.get('/')), /Математика олимпиадасы/);
    assert.equal((await homeroom.post(address, {...entry, revision: '3', result: 'x'}, redirected)).status, 409, 'what was removed is not changed');
    assert.match(visible(await homeroom.get(address)), /Бұл жазба жойылған/);
    assert.match(visible(await homeroom.post(`${address}/restore`, {revision: '3'})), /Жазба қайтарылды/);
    assert.match(visible(await learner.get('/portfolio/own')), /Математика олимпиадасы/);
    assert.deepEqual(region.house.rows('select deed from portfolio_change order by revision').flat(), ['added', 'changed', 'removed', 'restored']);

    // A learner who is restricted: the school goes on entering, the family goes on reading. A teacher who is enters nothing.
    for (const browser of [learner, homeroom]) region.house.run('account', 'restrict', '--login', browser.login, '--breach', '6.3');
    await until('the restriction', async () => (await homeroom.post(`${card}/new`, {title: ''}, redirected)).status === 403);
    assert.equal((await homeroom.get(card)).status, 200);
    assert.match(visible(await enter(admin, childId, {...course, title: 'Шектелгенде'})), /1 оқушының жазбасы сақталды/);
    for (const browser of [learner, parent]) assert.match(visible(await browser.get('/portfolio/own')), /Шектелгенде/);

    // A school that is suspended is read and not written.
    region.house.run('org', 'status', 'school-east', 'suspended', '--reason=No heating');
    await until('the suspension', async () => (await admin.post(`${card}/new`, {title: ''}, redirected)).status === 403);
    assert.equal((await admin.post(`${card}/new`, entry, redirected)).status, 403);
    assert.equal((await admin.get(card)).status, 200);
    assert.equal((await learner.get('/portfolio/own')).status, 200);
    assert.deepEqual(region.house.rows('select count(*) from portfolio_entry'), [['2']]);
});

on('K7.1 U3.6 K3.4.3 the record goes along, is given out and erased', async (region) => {
    const {people: {homeroom, admin, learner, parent}, child, childId, mateId} = await school(region);
    await enter(homeroom, childId, entry);
    await enter(homeroom, childId, course);
    await enter(homeroom, childId, {...entry, title: 'Қате жазба'});
    await enter(homeroom, mateId, {...entry, title: 'Басқа оқушынікі'});
    const card = await homeroom.get(`/portfolio/learners/${childId}`);
    const [mistake] = region.house.rows("select id from portfolio_entry where title = 'Қате жазба'").flat();
    assert.ok(entriesOf(card).includes(mistake));
    await homeroom.post(`/portfolio/entries/${mistake}/remove`, {revision: '1'});

    // A copy of one's own data, and of who entered them.
    const partOf = (login) => {
        const file = path.join(region.house.folder, `${login}.zip`);
        region.house.run('person', 'copy', file, '--login', login, '--organisation', 'school-east', '--language', 'ru');
        const data = JSON.parse(unzip(readFileSync(file))['data.json']);
        return Object.fromEntries(data.parts.find(({module}) => module === 'portfolio').tables.map((table) => [table.name, table.rows]));
    };
    const given = partOf(learner.login);
    assert.deepEqual(given.entries.map((row) => [row[0], row[2], row[9]]).sort(), [['Дополнительное образование', course.title, ''], ['Олимпиада', entry.title, ''], ['Олимпиада', 'Қате жазба', 'да']]);
    assert.equal(given.changes.length, 4);
    assert.ok(given.changes.every((row) => row[3]), 'who entered it');
    assert.deepEqual(partOf(homeroom.login).entered[0][0], 5);
    assert.ok(!JSON.stringify(partOf(homeroom.login)).includes(entry.title), 'no other people');

    // To another school: what stood there comes along, once, and is nobody's to change.
    const west = await region.fill('school-west');
    const id = region.house.run('transfer', 'ask', 'school-west', '--login', learner.login, '--organisation', 'school-east').match(/transfer (\d+)/)[1];
    await west.get(`/transfers/${id}`);
    await west.post(`/transfers/${id}/accept`, {class: '8А'});
    const moved = await region.as(learner.login);
    await until('the record', async () => visible(await moved.get('/portfolio/own')).includes(entry.title));
    const own = visible(await moved.get('/portfolio/own'));
    assert.match(own, /Математика олимпиадасы Бұрынғы мектептен: Шығыс мектебі.*Қосымша білім.*Робототехника үйірмесі/s);
    assert.ok(!own.includes('Қате жазба') && !own.includes('Басқа оқушынікі'));
    assert.match(visible(await (await region.as(parent.login)).get('/portfolio/own')), /Математика олимпиадасы/);
    const [here] = region.house.rows("select m.id from core_membership m join core_organisation o on o.id = m.organisation_id join core_account a on a.person_id = m.person_id where o.code = 'school-west' and a.login = '" + learner.login + "'").flat();
    assert.deepEqual(entriesOf(await west.get(`/portfolio/learners/${here}`)), [], 'not for this school to change');
    const [copied] = region.house.rows(`select id from portfolio_entry where learner_membership_id = ${here} and kind = 'olympiad'`).flat();
    assert.match(visible(await west.get(`/portfolio/entries/${copied}`)), /Мұны басқа мектеп енгізген/);
    for (const [address, body] of [['', {...entry, title: 'Өзгерген', revision: '1'}], ['/remove', {revision: '1'}]])
        assert.equal((await west.post(`/portfolio/entries/${copied}${address}`, body, redirected)).status, 409);
    await enter(west, here, {...entry, title: 'Жаңа мектептегі'});
    assert.equal(region.house.rows(`select count(*) from portfolio_entry where learner_membership_id = ${here}`)[0][0], '3');
    assert.equal((await admin.get(`/portfolio/learners/${childId}`)).status, 404, 'who left is no longer theirs');

    // Erased where they learned before: the copy stays the learner's, and says of nobody there.
    region.house.run('person', 'erase', '--login', learner.login, '--organisation', 'school-east', '--note', '№ 4');
    await region.later(92);
    await until('the erasure', () => region.house.rows('select count(*) from core_deletion where erased_at_ms is not null')[0][0] === '1');
    for (const [table, column] of [['portfolio_entry', 'learner'], ['portfolio_change', 'learner'], ['portfolio_entry', 'former'], ['portfolio_former_school', 'former']])
        assert.deepEqual(region.house.rows(`select count(*) from ${table} where ${column}_membership_id = ${childId}`), [['0']], `${table} ${column}`);
    assert.deepEqual(region.house.rows(`select n.kind, f.school_kk from portfolio_entry n left join portfolio_former_school f on f.learner_membership_id = n.learner_membership_id and f.former_membership_id = n.former_membership_id where n.learner_membership_id = ${here} order by n.id`),
        [['olympiad', 'Шығыс мектебі'], ['course', 'Шығыс мектебі'], ['olympiad', '']]);
    assert.equal(region.house.rows(`select count(*) from portfolio_entry where learner_membership_id = ${mateId}`)[0][0], '1', 'a classmate keeps theirs');
    assert.ok(child);
});
