// Who saw somebody's data and who changed it, as the person and the parents of a child are told.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, ids, visible} from '../support/region.mjs';

const count = (house, action, subject) => Number(house.rows(`select count(*) from core_audit where action = '${action}' and subject = '${subject}'`)[0][0]);

// Somebody who teaches 7А, with lessons.
async function teacherOf(region, admin) {
    const slips = await load.printSlips(admin, 'employee');
    const one = (await load.teachers(admin)).find(({subjects}) => subjects.includes('Алгебра')) ?? assert.fail('nobody teaches');
    await load.assign(admin, one, 'Алгебра', ['7А']);
    const teacher = await region.begin(slips.find((slip) => slip.name === one.name) ?? assert.fail(one.name));
    teacher.name = one.name;
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until, weekdays: [2, 4]});
    return teacher;
}

async function cards({region: {house}, admin, guardian, child}) {
    const history = `/account/history/${child}`;
    assert.ok(!visible(await guardian.get(history)).includes('Карточка ашылды'));
    for (let i = 0; i < 3; i += 1) await admin.get(`/people/${child}`);
    assert.equal(count(house, 'card.viewed', `membership:${child}`), 1, 'once an hour');
    const seen = visible(await guardian.get(history));
    assert.match(seen, /18\.11\.2026 \d\d:\d\d Шығыс Әкімшісі Карточка ашылды/, 'when by the local clock, who, what');
    await admin.get(`/audit?about=${child}`);
    assert.ok(visible(admin.page).includes('Карточка ашылды'), 'the administrator finds it too');
}

async function lists({region: {house}, admin, guardian, child}) {
    await admin.get(`/people?kind=learner&class=${encodeURIComponent('7А')}`);
    assert.ok(ids(admin.page, '/people/').length > 5);
    await admin.get(`/people?kind=learner&class=${encodeURIComponent('7Б')}`);
    assert.equal(Number(house.rows("select count(*) from core_audit where action = 'list.viewed' and subject like 'class:%'")[0][0]), 2, 'one for a list');
    const seen = visible(await guardian.get(`/account/history/${child}`));
    assert.ok(seen.includes('Адамдар тізімі ашылды · 7А сынып'));
    assert.ok(!seen.includes('7Б'), 'not of another class');
}

// What modules show of people stands there as what the host shows does.
async function modules({region: {house}, admin, guardian, child, teacher}) {
    const notes = () => house.rows("select module, subject, count(*) from core_audit where action = 'page.viewed' group by module, subject order by module, subject").map((row) => row.join(' '));
    const [section] = await load.sections(teacher);
    const lesson = (await load.grid(teacher, section)).lessons[0].id;
    for (let i = 0; i < 2; i += 1)
        for (const path of [section.href, `/journal/lessons/${lesson}`]) assert.equal((await teacher.get(path)).status, 200, path);
    const [card] = ids(await admin.get('/school/classes'), '/school/classes/');
    assert.equal((await admin.get(`/school/classes/${card}`)).status, 200);
    assert.equal((await admin.get(`/journal/classes/${card}`)).status, 200);
    const of = (module, count) => notes().filter((line) => line.startsWith(`${module} class:7А`) && line.endsWith(` ${count}`)).length;
    assert.equal(of('school', 1), 1, notes().join());
    assert.equal(of('journal', 2), 1, `the teacher once, the administrator once: ${notes().join()}`);
    const seen = visible(await guardian.get(`/account/history/${child}`));
    assert.match(seen, /Журнал: Деректер көрсетілген бет ашылды · 7А сынып/);
    assert.ok(seen.includes(teacher.name.split(' ')[0]), 'who');
}

async function marks({guardian, child, teacher}) {
    const [section] = await load.sections(teacher);
    const {lessons: [lesson]} = await load.grid(teacher, section);
    for (const [revision, value] of [[0, '4'], [1, '9']]) {
        const saved = await load.saveCell(teacher, section, lesson.id, child, value, revision);
        assert.equal(saved.status, 200);
    }
    const page = visible(await guardian.get(`/journal/marks?learner=${child}`));
    const [family] = teacher.name.split(' ');
    assert.match(page, new RegExp(`Бағалар тарихы.*4 → 9 ${family}.*бос → 4 ${family}`), 'what it was, and who wrote it');
}

async function changes({admin, guardian, child}) {
    const page = await admin.get(`/people/${child}`);
    const form = Object.fromEntries([...page.text.matchAll(/<input id="(\w+)"[^>]*value="([^"]*)"/g)].map((m) => [m[1], load.decode(m[2])]));
    const sex = page.text.match(/<option value="(\w+)" selected>/)?.[1] ?? '';
    assert.equal((await admin.post(`/people/${child}`, {...form, sex, phone: '+77017654321'})).status, 200);
    const history = `/account/history/${child}`;
    assert.match(visible(await guardian.get(history)), /Шығыс Әкімшісі Жеке деректер өзгертілді Ұялы телефон/, 'which field, not what was in it');
    for (const [locale, words] of [['ru', 'Изменены личные данные Мобильный телефон'], ['en', 'Personal data changed Mobile phone']]) {
        await guardian.post('/language', {locale, next: history});
        assert.match(visible(guardian.page), new RegExp(words), locale);
    }
    await guardian.post('/language', {locale: 'kk', next: history});
}

// The import that brought the child, and one that changes it.
async function rosters({region: {house}, admin, guardian, child}) {
    const history = `/account/history/${child}`;
    assert.match(visible(await guardian.get(history)), /Шығыс Әкімшісі Тізім жүктелді/);
    const [[family, given, patronymic, birth, sex]] = house.rows(`select p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex from core_membership m
        join core_person p on p.id = m.person_id where m.id = ${child}`);
    const day = birth.slice(0, 10).split('-').reverse().join('.');
    const file = `Сынып;Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон\n7А;${family};${given};${patronymic};${day};${sex === 'male' ? 'М' : 'Ж'};+77019998877\n`;
    await load.importRoster(admin, 'learners', file);
    assert.match(visible(await guardian.get(history)), /Шығыс Әкімшісі Жеке деректер өзгертілді Ұялы телефон/);
    assert.equal(count(house, 'person.edited', `membership:${child}`), 2);
    const id = (await admin.get('/roster')).text.match(/href="\/roster\/(\d+)\/undo"/)[1];
    assert.match(visible(await admin.post(`/roster/${id}/undo`, {})), /Жүктеу қайтарылды\./);
    assert.equal(count(house, 'person.edited', `membership:${child}`), 3, 'the undoing too');
}

// A list concerns whoever stood in the class when it was opened, whichever class they stand in now.
async function classes({region: {house}, admin, guardian, child}) {
    const history = `/account/history/${child}`;
    const [[family, given, patronymic, birth, sex]] = house.rows(`select p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex from core_membership m
        join core_person p on p.id = m.person_id where m.id = ${child}`);
    const moveTo = (label) => load.importRoster(admin, 'learners', `Сынып;Фамилия;Имя;Отчество;Дата рождения;Пол\n${label};${family};${given};${patronymic};${birth.slice(0, 10).split('-').reverse().join('.')};${sex === 'male' ? 'М' : 'Ж'}\n`);
    const seen = async () => [...visible(await guardian.get(history)).matchAll(/Адамдар тізімі ашылды · (\S+) сынып/g)].map(([, label]) => label);
    assert.deepEqual(await seen(), ['7А']);
    await moveTo('7Б');
    assert.deepEqual(await seen(), ['7А'], 'the list of 7Б was opened before the child came');
    await moveTo('8А');
    await admin.get(`/people?kind=learner&class=${encodeURIComponent('8А')}`);
    assert.deepEqual(await seen(), ['8А', '7А']);
    await admin.get(`/audit?about=${child}`);
    assert.deepEqual([...new Set([...visible(admin.page).matchAll(/· (\S+) сынып/g)].map(([, label]) => label))].filter((label) => label === '7Б'), [], 'the administrator is told the same');
    const id = (await admin.get('/roster')).text.match(/href="\/roster\/(\d+)\/undo"/)[1];
    assert.match(visible(await admin.post(`/roster/${id}/undo`, {})), /Жүктеу қайтарылды\./);
    const times = house.rows(`select label, from_ms, until_ms from core_placement_time where membership_id = ${child} order by from_ms`);
    assert.deepEqual(times.map(([label]) => label), ['7А', '7Б', '8А', '7Б']);
    assert.deepEqual(times.slice(0, -1).map(([, , until]) => until), times.slice(1).map(([, from]) => from), 'one ends as the next begins');
    assert.ok(!times.at(-1)[2], 'the last goes on');
    assert.deepEqual(await seen(), ['8А', '7А']);
}

// A child's own page, and what of it is not the parents'.
async function own({guardian, child, learner}) {
    const words = 'Жүйеге кірді';
    const seen = visible(await learner.get('/account/history'));
    assert.match(visible(await learner.get('/account')), /Деректерімді кім көрді, кім өзгертті/, 'a way to it');
    assert.ok(seen.includes('Карточка ашылды'));
    assert.ok(seen.includes(`Сіз ${words}`), 'what one did oneself');
    assert.ok(!visible(await guardian.get(`/account/history/${child}`)).includes(words), 'that is not told to parents');
    assert.equal((await learner.get(`/account/history/${child}`)).status, 404, 'a learner is nobody\'s parent');
}

async function others({region, guardian, otherChild}) {
    assert.equal((await guardian.get(`/account/history/${otherChild}`)).status, 404);
    const west = await region.as('admin-west');
    assert.equal((await west.get(`/account/history/${otherChild}`)).status, 404);
    assert.match(visible(await west.get('/account/history')), /кім көрді/);
    assert.equal((await guardian.get('/account/history/x')).status, 404);
}

for (const database of databases) {
    test(`U3.4: people see who saw and changed their data on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const admin = await region.fill('school-east');
            const slips = await load.printSlips(admin, 'guardian', '7А');
            const guardian = await region.begin(slips[0]);
            const [child] = ids(await guardian.get('/'), '/account/history/');
            assert.ok(child, 'a way there from the first page');
            const learners = ids(await admin.get('/people?kind=learner'), '/people/');
            const otherChild = learners.find((one) => one !== child);
            const name = guardian.page.text.match(new RegExp(`href="/account/history/${child}">[^<]*: ([^<]*)<`))[1];
            const slip = (await load.printSlips(admin, 'learner', '7А')).find((one) => one.name === load.decode(name)) ?? assert.fail(name);
            const learner = await region.begin(slip);
            const teacher = await teacherOf(region, admin);
            const state = {region, admin, guardian, learner, child, otherChild, teacher};
            await t.test('a card that was opened is told once an hour', () => cards(state));
            await t.test('a list is told once, with its class', () => lists(state));
            await t.test('a page of a module is told', () => modules(state));
            await t.test('a changed mark is told with its author', () => marks(state));
            await t.test('a change is told with its fields', () => changes(state));
            await t.test('a roster is told of by whom it changed', () => rosters(state));
            await t.test('a list is told of who stood in the class that day', () => classes(state));
            await t.test('one sees it of oneself', () => own(state));
            await t.test('nobody sees it of others', () => others(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
