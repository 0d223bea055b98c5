// The host's own pages: what each person finds there, and what becomes of what they send.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {databases} from '../support/house.mjs';
import {Region} from '../support/region.mjs';

// The day of the installation, as pages write it: 01.09.2026.
const today = () => new Intl.DateTimeFormat('ru', {timeZone: 'Asia/Almaty', day: '2-digit', month: '2-digit', year: 'numeric'}).format(new Date());

async function printedPages({admin}) {
    const page = await admin.get('/people');
    const [, footer] = page.text.match(/<footer class="print-footer">([\s\S]*?)<\/footer>/);
    assert.match(footer, /Шығыс мектебі/);
    assert.ok(footer.includes(today()), footer);
}

// A link may stand on any site: it must not change what is kept with an account.
async function language({region, admin}) {
    await admin.request('GET', '/language/en?next=/');
    assert.match((await admin.get('/account')).text, /<html lang="kk"/);
    const page = await admin.post('/language', {locale: 'en', next: '/account'});
    assert.equal(page.path, '/account');
    assert.match(page.text, /<html lang="en"/);
    const elsewhere = await region.as('admin-east');
    assert.match(elsewhere.page.text, /<html lang="en"/, 'kept with the account');
    assert.equal((await admin.post('/language', {locale: 'de'}, {follow: false})).status, 404);
    assert.equal((await admin.post('/language', {locale: 'kk', _csrf: 'x'}, {follow: false})).status, 403);
    await admin.get('/account');
    await admin.post('/language', {locale: 'kk', next: '/'});
}

const steps = {
    'printed pages say whose they are and of which day': printedPages,
    'a link does not change the language of an account': language,
};

for (const database of databases) {
    test(`the host's pages on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = {region, admin: await region.as('admin-east')};
            for (const [name, step] of Object.entries(steps)) await t.test(name, () => step(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
