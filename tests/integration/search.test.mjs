// K-RU6.6: one search over everything a person may see, and nothing else.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, ids, rosters, visible} from '../support/region.mjs';

const search = (browser, typed) => browser.get(`/search?q=${encodeURIComponent(typed)}`);
const suggest = (browser, typed) => browser.get(`/search/suggestions?q=${encodeURIComponent(typed)}`);
// What is found, group by group, without what stands beside.
const lists = (page) => [...page.text.matchAll(/<ul class="hits">([\s\S]*?)<\/ul>/g)].map(([, list]) => list).join('');
const hits = (page) => [...lists(page).matchAll(/<li><a href="([^"]*)">([\s\S]*?)<\/a>/g)].map(([, href, name]) => ({href: load.decode(href), name: load.decode(name.replace(/<[^>]*>/g, ''))}));
const listed = (house) => Number(house.rows("select count(*) from core_audit where action = 'list.viewed'")[0][0]);
const plain = (name) => name.toLowerCase().replace(/[әғқңөұүһі]/g, (letter) => 'агкноуухи'['әғқңөұүһі'.indexOf(letter)]);

async function people({region: {house}, admin, learner}) {
    const before = listed(house);
    const [family, given] = learner.split(' ');
    const found = hits(await search(admin, `${plain(given)} ${plain(family)}`));
    assert.ok(found.some(({href, name}) => name === learner && /^\/people\/\d+$/.test(href)), JSON.stringify(found));
    assert.match(admin.page.text, /<mark>/, 'what was found stands out');
    assert.equal((await admin.get(found[0].href)).status, 200);
    assert.ok(listed(house) > before, 'it is noted who looked');
    const noted = listed(house);
    await search(admin, `${given} ${family}`);
    assert.equal(listed(house), noted, 'once an hour');
    assert.deepEqual(hits(await search(admin, 'щщщщ')), []);
    assert.match(visible(admin.page), /Ештеңе табылмады/);
    assert.match(visible(await search(admin, 'а')), /кемінде екі әрпін теріңіз/);
    assert.match(visible(await admin.get('/search')), /Сөздің басын теріңіз/);
}

// What modules let be found comes after an event, or a job: a moment later.
async function until(what) {
    for (let i = 0; i < 100; i += 1) {
        const found = await what();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(`${what} never came`);
}
const of = (page, place) => hits(page).filter(({href}) => href.startsWith(place));
async function some(browser, typed, place) {
    const found = of(await search(browser, typed), place);
    return found.length > 0 && found;
}
const algebra = rosters['school-east'].staff.rows.filter((row) => row[9] === 'Алгебра').map((row) => fullName(row));

// A class, whoever sees classes; a subject, who may set it up; a journal, whose it is.
async function ofModules({admin, region, teacher, second, guardian}) {
    const {house} = region;
    const [found] = await until(() => some(admin, '7-a', '/school/classes/'));
    assert.equal(found.name, '7А');
    assert.match(visible(admin.page), /Сыныптар 7А 20\d\d\/\d\d/, 'beneath what they are called, with the year');
    assert.match(visible(await admin.get(found.href)), /7А/);
    assert.deepEqual(of(await search(guardian, '7а'), '/school/'), [], 'a parent may not open classes');
    const [subject] = await until(() => some(admin, 'алгеб', '/school/subjects/'));
    assert.equal((await admin.get(subject.href)).status, 200);
    assert.deepEqual(of(await search(teacher, 'алгеб'), '/school/'), [], 'the page of a subject is the administrator’s');
    assert.equal((await teacher.get(subject.href)).status, 403);

    const all = await load.teachers(admin);
    const [first, successor] = algebra.map((name) => all.find((one) => one.name === name));
    await load.assign(admin, first, 'Алгебра', ['7Б']);
    const [journal] = await until(() => some(teacher, '7Б алгебра', '/journal/sections/'));
    assert.equal(journal.name, '7Б · Алгебра');
    assert.equal((await teacher.get(journal.href)).status, 200);
    assert.deepEqual(of(await search(second, '7Б алгебра'), '/journal/'), [], 'it is another teacher’s');
    assert.equal((await second.get(journal.href)).status, 404);
    assert.equal(of(await search(admin, '7Б алгебра'), '/journal/').length, 1, 'who sees the whole school');
    await admin.get('/school/classes');
    await admin.post(journal.href.replace('journal', 'school') + '/teacher', {teacher: successor.href.match(/\d+$/)[0]}, {follow: false});
    assert.deepEqual(of(await search(teacher, '7Б алгебра'), '/journal/'), [], 'who gave it up finds it no more');
    assert.equal(of(await search(second, '7Б алгебра'), '/journal/').length, 1, 'and who got it does, at once');

    house.run('module', 'disable', 'journal', '--organisation=school-east');
    await until(async () => of(await search(second, '7Б алгебра'), '/journal/').length === 0);
    house.run('module', 'inherit', 'journal', '--organisation=school-east');
    await until(() => some(second, '7Б алгебра', '/journal/'));
}

// All of it anew, by the command and by the page.
async function anew({region, admin}) {
    const {house} = region;
    const filled = () => Number(house.rows('select count(*) from core_search_state')[0][0]);
    await until(() => filled() > 0);
    assert.match(house.run('search', 'rebuild'), /anew/);
    await until(() => filled() > 0);
    const operator = await region.as('operator');
    assert.match(visible(await operator.get('/jobs')), /Іздеуді қайта құру/);
    assert.match(visible(await operator.post('/jobs/search')), /қайта хабарлап жатыр/);
    await until(() => filled() > 0);
    assert.equal(of(await search(admin, '7-a'), '/school/classes/').length, 1);
    assert.equal(house.rows("select count(*) from core_audit where action = 'search.rebuilt'")[0][0], '2');
}

async function otherThings({admin, region}) {
    assert.ok(hits(await search(admin, 'журнал')).some(({href}) => href === '/journal'), 'a page of a module');
    const official = await region.as('official-east');
    assert.deepEqual(hits(await search(official, 'мектеб')).map(({name}) => name), ['Шығыс мектебі'], 'not the west');
    const operator = await region.as('operator');
    assert.deepEqual(hits(await search(operator, 'мектеб')).map(({name}) => name).sort(), ['Батыс мектебі', 'Шығыс мектебі']);
    await operator.post('/language', {locale: 'ru', next: '/'});
    assert.ok(hits(await search(operator, 'школа вост')).some(({name}) => name === 'Восточная школа'));
    await operator.post('/language', {locale: 'kk', next: '/'});
}

async function others({region, guardian, child, learner, teacher}) {
    const family = learner.split(' ')[0];
    assert.ok(hits(await search(teacher, family)).some(({name}) => name === learner), 'a teacher sees whom the list shows');
    const west = await region.as('admin-west');
    assert.deepEqual(hits(await search(west, family)).filter(({href}) => href.startsWith('/people')), [], 'of another school');
    const official = await region.as('official-east');
    assert.deepEqual(hits(await search(official, family)), [], 'officials see no names');
    const all = rosters['school-east'].learners.rows.map((row) => row[1]);
    for (const name of new Set(all)) for (const {href} of hits(await search(guardian, name))) assert.equal(href, `/account/history/${child}`, 'a parent finds the own child');
    assert.match((await region.browser().get('/search?q=abc')).path, /^\/sign-in/, 'nobody without a session');
}

async function asYouType({admin, learner}) {
    const page = await suggest(admin, learner.slice(0, 3));
    assert.match(page.text, /role="listbox"/);
    assert.match(page.text, /<a id="find-1" role="option" aria-selected="false" tabindex="-1" href="\/[^"]+">/);
    assert.match(page.text, /data-told="\d+ нәтиже"/);
    assert.doesNotMatch(page.text, /<html/);
    assert.match((await suggest(admin, 'щщщ')).text, /data-told="Ештеңе табылмады\."/);
    for (const [locale, words] of [['ru', /data-told="\d+ результат/], ['en', /data-told="\d+ result/]]) {
        await admin.post('/language', {locale, next: '/'});
        assert.match((await suggest(admin, learner.slice(0, 3))).text, words);
    }
    await admin.post('/language', {locale: 'kk', next: '/'});
    assert.match((await admin.get('/')).text, /<form class="find" method="get" action="\/search"/, 'on every page');
    assert.doesNotMatch((await admin.get('/search')).text, /class="find"/, 'which has a field of its own');
}

// Whoever reads a school out of the search letter by letter is stopped.
async function scraping({region}) {
    const west = await region.as('admin-west');
    let status = 200;
    for (let i = 0; i < 200 && status === 200; i += 1) status = (await suggest(west, `аб${i}`)).status;
    assert.equal(status, 429);
    assert.match(visible(await search(west, 'мектеп')), /Тым жылдам/);
    assert.equal((await west.get('/people')).status, 200, 'the rest goes on');
}

for (const database of databases) {
    test(`K-RU6.6: one search over everything on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const admin = await region.fill('school-east');
            await region.fill('school-west');
            const slips = await load.printSlips(admin, 'guardian', '7А');
            const guardian = await region.begin(slips[0]);
            const [child] = ids(await guardian.get('/'), '/account/history/');
            const teachers = await load.printSlips(admin, 'employee');
            const [teacher, second] = [await region.begin(teachers.find(({name}) => name === algebra[0])), await region.begin(teachers.find(({name}) => name === algebra[1]))];
            const learner = fullName(rosters['school-east'].learners.rows[0], 1);
            const state = {region, admin, guardian, child, teacher, second, learner};
            await t.test('people, as one types them', () => people(state));
            await t.test('what modules let be found, for whoever may open it', () => ofModules(state));
            await t.test('all of it put together anew', () => anew(state));
            await t.test('organisations and pages', () => otherThings(state));
            await t.test('nobody finds whom they may not see', () => others(state));
            await t.test('the list while one types', () => asYouType(state));
            await t.test('not faster than a person types', () => scraping(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
