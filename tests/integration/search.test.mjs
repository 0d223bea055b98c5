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
    assert.match(visible(await search(admin, 'а')), /екі әріп/);
    assert.match(visible(await admin.get('/search')), /Сөздің басын теріңіз/);
}

async function otherThings({admin, region}) {
    const [one] = hits(await search(admin, '7-a'));
    assert.equal(one.name, '7А');
    assert.ok(ids(await admin.get(one.href), '/people/').length > 5);
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
            const teacher = await region.begin(teachers.find(({name}) => rosters['school-east'].staff.rows.some((row) => row[9] && fullName(row) === name)));
            const learner = fullName(rosters['school-east'].learners.rows[0], 1);
            const state = {region, admin, guardian, child, teacher, learner};
            await t.test('people, as one types them', () => people(state));
            await t.test('classes, organisations and pages', () => otherThings(state));
            await t.test('nobody finds whom they may not see', () => others(state));
            await t.test('the list while one types', () => asYouType(state));
            await t.test('not faster than a person types', () => scraping(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
