// K3.3.6: help inside the product.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {databases} from '../support/house.mjs';
import {Region, visible} from '../support/region.mjs';

const linkOf = (page) => page.text.match(/<a class="help-link[^"]*" href="([^"]+)">/)?.[1];

async function links({admin, region}) {
    for (const [page, topic] of [['/', '/help/home'], ['/people', '/help/people'], ['/roster', '/help/roster'], ['/journal', '/help/journal.overview'], ['/school/classes', '/help/school.classes'], ['/people?kind=guardian', '/help/people']]) {
        assert.equal(linkOf(await admin.get(page)), topic, page);
        assert.equal((await admin.get(topic)).status, 200, topic);
    }
    const visitor = region.browser();
    assert.equal(linkOf(await visitor.get('/sign-in')), '/help/sign-in');
    assert.match(visible(await visitor.get('/help/sign-in')), /Жүйеге кіру/);
}

async function lists({admin, region}) {
    const titles = (page) => [...page.text.matchAll(/<li><a href="\/help\/([^"]+)">/g)].map(([, code]) => code);
    const mine = titles(await admin.get('/help'));
    assert.ok(mine.includes('roster') && mine.includes('school.teaching') && !mine.includes('maintenance'), mine.join());
    const operator = titles(await (await region.as('operator')).get('/help'));
    assert.ok(operator.includes('maintenance') && !operator.includes('roster'), operator.join());
    const visitor = titles(await region.browser().get('/help'));
    assert.ok(visitor.includes('sign-in') && !visitor.includes('people') && !visitor.some((code) => code.includes('.')), visitor.join());
    assert.deepEqual(titles(await admin.get(`/help?q=${encodeURIComponent('парақша қиып')}`)), ['credentials']);
    assert.match(visible(await admin.get('/help?q=zzzz')), /ешбір тақырыпта жоқ/);
}

async function languages({admin}) {
    for (const [locale, words] of [['ru', 'Загрузка списка'], ['en', 'Importing a roster'], ['kk', 'Тізімді жүктеу']]) {
        await admin.get('/');
        await admin.post('/language', {locale, next: '/help/roster'});
        assert.match(admin.page.text, new RegExp(`<h1>${words}</h1>`), locale);
    }
    assert.match((await admin.get('/help/roster')).text, /<a class="button" href="\/roster">/, 'and back to the page');
    assert.equal((await admin.get('/help/none')).status, 404);
    assert.ok((await admin.get(`/search?q=${encodeURIComponent('тізімді')}`)).text.includes('href="/help/roster"'), 'the search finds it');
}

// A module that is off has no help either.
async function modules({admin, region}) {
    region.house.run('module', 'disable', 'journal', '--organisation=school-east');
    for (let i = 0; i < 50 && (await admin.get('/help/journal.overview')).status !== 404; i += 1) await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(admin.page.status, 404);
    assert.ok(!(await admin.get('/help')).text.includes('journal.overview'));
}

for (const database of databases) {
    test(`K3.3.6: the help of a page is one link away on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = {region, admin: await region.fill('school-east')};
            await t.test('each page leads to its topic', () => links(state));
            await t.test('the list is for the person, and can be searched', () => lists(state));
            await t.test('in three languages', () => languages(state));
            await t.test('not of a module that is off', () => modules(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
