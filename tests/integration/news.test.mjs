// U4.16: news by mail, from asking for them to their end, over HTTP and real letters.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {send} from '../../scripts/lib/client.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, password, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {until} from '../support/until.mjs';

const count = (region, sql) => Number(region.house.rows(`select count(*) ${sql}`)[0][0]);
const fields = {subject_kk: 'Жаңа оқу жылы', text_kk: 'Қайырлы күн!\nhttps://kerege.example/жаңалық', subject_ru: 'Новый учебный год', text_ru: 'Добрый день!'};

// What a provider's machine sends: no page, no cookie, no token.
function oneClick(region, path, body = 'List-Unsubscribe=One-Click') {
    return send(`${region.house.address}${path}`, 'POST', {'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), 'sec-fetch-site': 'cross-site'}, body);
}

// Others come and go: of the address before, or of the account.
async function found(sink, after, which) {
    await until('the letter', () => sink.letters.slice(after).some(which));
    return sink.letters.slice(after).find(which);
}

async function setEmail(admin, card, email) {
    await admin.post(card, [...withFields(formOf(await admin.get(card), card), {email}), ['password', password]]);
}

async function confirmed(state) {
    const {region, guardian, sink} = state;
    assert.match(visible(await guardian.get('/account')), /Пошта арқылы жаңалықтар/);
    assert.match(visible(await guardian.get('/account/news')), /Өшірулі/);
    assert.doesNotMatch(visible(guardian.page), /Қосулы/);
    await guardian.post('/account/news/on');
    assert.match(visible(guardian.page), /хат жіберілді/);
    const letter = await found(sink, 0, ({text}) => text.includes('/subscribe/'));
    assert.equal(letter.to, 'ata@mail.example');
    const [, link] = letter.text.match(/http:\/\/kerege\.example(\/subscribe\/[\w-]{43})/);
    assert.doesNotMatch(letter.head, /List-Unsubscribe/, 'it is no newsletter');
    const visitor = region.browser();
    for (let i = 0; i < 2; i += 1) assert.match(visible(await visitor.get(link)), /Мекенжай менікі/, 'opening it changes nothing');
    assert.match(visible(await guardian.get('/account/news')), /Өшірулі/);
    await visitor.get(link);
    assert.match(visible(await visitor.post(link)), /расталды/);
    assert.match(visible(await visitor.post(link)), /пайдаланылып қойған/, 'once');
    assert.match(visible(await guardian.get('/account/news')), /Қосулы.*ata@mail\.example.*мекенжай расталды.*Сұралды/s);
    assert.equal(count(region, "from core_audit where action = 'news.on'"), 1);
}

async function written(state) {
    const {admin, operator, west, sink} = state;
    for (const browser of [admin, operator, west]) await browser.get('/newsletters/new');
    assert.equal((await admin.post('/newsletters/new', {subject_kk: 'Тақырып'})).status, 422);
    assert.match(admin.page.text, /value="Тақырып"/, 'what was typed stays');
    await admin.get('/newsletters/new');
    await admin.post('/newsletters/new', fields);
    assert.match(visible(admin.page), /1 оқырманға барады/);
    assert.match(visible(admin.page), /Жаңа оқу жылы.*Қайырлы күн.*Новый учебный год/s, 'a preview');
    const path = admin.page.path.split('?')[0];
    assert.equal((await west.get(path)).status, 404, 'another school has its own');
    await west.get('/newsletters/new');
    for (const deed of ['', '/send', '/cancel', '/remove', '/test']) assert.equal((await west.post(path + deed, {...fields, revision: 1, password})).status, 404);
    assert.equal((await state.guardian.get('/newsletters')).status, 403);
    assert.equal((await operator.get(path)).status, 404, 'what a school writes is its own');

    const newsletters = () => sink.letters.filter(({head}) => /^List-Unsubscribe:/m.test(head));
    await admin.get(path);
    await admin.post(`${path}/test`);
    await until('the letters to oneself', () => newsletters().length === 2);
    assert.deepEqual(newsletters().map(({to, subject}) => `${to} ${subject}`).sort(), ['admin@mail.example Жаңа оқу жылы', 'admin@mail.example Новый учебный год']);

    await admin.get(path);
    assert.equal((await admin.post(`${path}/send`, {revision: 1, password: 'wrong'})).status, 422);
    await admin.get(path);
    await admin.post(`${path}/send`, {revision: 7, password});
    assert.match(visible(admin.page), /басқа біреу өзгерткен/, 'not what was looked at');
    await admin.get(path);
    await admin.post(`${path}/send`, {revision: 1, password});
    await admin.post(`${path}/send`, {revision: 1, password});
    await until('the newsletter', () => newsletters().length === 3);
    const letter = newsletters().at(-1);
    assert.equal(letter.to, 'ata@mail.example');
    assert.equal(letter.subject, 'Жаңа оқу жылы');
    assert.match(letter.text, /https:\/\/kerege\.example\/жаңалық[\s\S]*Шығыс мектебі/);
    assert.match(letter.head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    [, state.link] = letter.head.match(/^List-Unsubscribe:\r\n <http:\/\/kerege\.example(\/unsubscribe\/[\w.]+)>\r$/m);
    assert.ok(letter.text.includes(`http://kerege.example${state.link}\n`), 'and for people');
    assert.match(visible(await admin.get('/newsletters')), /Жаңа оқу жылы.*Жіберілді|Жаңа оқу жылы.*жіберіл/is);
    await until('it is sent', async () => /1 Әлі кетпегені 0|Жазылған хаттар 1/.test(visible(await admin.get(path))));
    assert.equal(newsletters().length, 3, 'nobody got it twice');
}

async function ended(state) {
    const {region, guardian, link} = state;
    const visitor = region.browser('ru');
    for (let i = 0; i < 2; i += 1) assert.match(visible(await visitor.get(link)), /Больше не хотите новостей/);
    assert.match(visible(await guardian.get('/account/news')), /Қосулы/, 'who only opens it changes nothing');
    await visitor.get(link);
    assert.match(visible(await visitor.post(link)), /больше не придут/);
    assert.match(visible(await guardian.get('/account/news')), /Өшірулі.*хаттағы сілтеме арқылы/s);
    await guardian.post('/account/news/on');
    assert.match(visible(guardian.page), /Қосулы/, 'the address is known');
    assert.equal((await oneClick(region, `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`)).status, 404, 'nobody guesses one');
    assert.equal((await oneClick(region, '/account/news/off')).status !== 200, true, 'only that page takes what comes from anywhere');
    assert.match(visible(await guardian.get('/account/news')), /Қосулы/);
    assert.equal((await oneClick(region, link)).status, 200);
    assert.match(visible(await guardian.get('/account/news')), /Өшірулі.*пошта бағдарламасы арқылы/s);
    assert.equal((await oneClick(region, link)).status, 200, 'twice is once');
    assert.equal(count(region, "from core_audit where action = 'news.off'"), 2);
}

async function another(state) {
    const {region, admin, guardian, operator, card} = state;
    await guardian.post('/account/news/on');
    assert.match(visible(guardian.page), /Қосулы/);
    // Restricted: what is one's own to end, is.
    await operator.get('/restrictions');
    await operator.post('/restrictions', {login: guardian.login, level: 'restricted', reason: '6.8', note: '', until: ''});
    await guardian.get('/account/news');
    await guardian.post('/account/news/off');
    assert.match(visible(guardian.page), /Өшірулі/);
    assert.equal((await guardian.post('/account/news/on')).status, 403);
    await operator.post(`/restrictions/${(await operator.get('/restrictions')).text.match(/action="\/restrictions\/(\d+)\/lift"/)[1]}/lift`);
    await guardian.get('/account/news');
    await guardian.post('/account/news/on');
    assert.match(visible(guardian.page), /Қосулы/);
    // Another mailbox is another question.
    await setEmail(admin, card, 'apa@mail.example');
    assert.match(visible(await guardian.get('/account/news')), /Өшірулі.*электрондық пошта өзгертілді/s);
    assert.match(visible(guardian.page), /apa@mail\.example/);
    assert.equal(count(region, 'from core_news_reader where on_since_ms is not null'), 0);
}

async function console_({region}) {
    const file = `${region.house.folder}/news.yaml`;
    writeFileSync(file, 'kk:\n  subject: Хабар\n  text: |\n    Сәлем!\n');
    const id = region.house.run('news', 'write', file, '--organisation=kz').trim();
    assert.match(region.house.run('news', 'show', id), /kz \d+: draft, 0 reader\(s\)\n\nkk: Хабар\n\nСәлем!/);
    assert.match(region.house.run('news', 'list'), new RegExp(`${id} {2}draft`));
    assert.throws(() => region.house.run('news', 'test', id, 'x'), /.*/);
    assert.throws(() => region.house.run('news', 'send', id), /.*/, 'nobody has asked for it');
}

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`U4.16 news by mail on ${database}`, async (t) => {
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `public_url: http://kerege.example\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: kerege@mail.example}\n`});
        try {
            const admin = await region.fill('school-east');
            const [slip] = await load.printSlips(admin, 'guardian', '7А');
            const state = {region, admin, sink, guardian: await region.begin(slip), operator: await region.as('operator'), west: await region.as('admin-west')};
            const people = await admin.get(`/people?kind=guardian&q=${encodeURIComponent(slip.login)}`);
            [, state.card] = people.text.match(/href="(\/people\/\d+)"/);
            await setEmail(admin, state.card, 'ata@mail.example');
            const [, own] = (await admin.get('/people')).text.match(/href="(\/people\/\d+)"[^>]*>\s*Шығыс Әкімшісі/);
            await admin.post(own, [...withFields(formOf(await admin.get(own), own), {email: 'admin@mail.example', birth_date: '1980-01-01', phone: '+77010000000'}), ['password', password]]);
            await t.test('they are on once the mailbox is confirmed', () => confirmed(state));
            await t.test('a newsletter is written, tried and sent', () => written(state));
            await t.test('they end by the link of a letter and by one click', () => ended(state));
            await t.test('they end while restricted, and with the mailbox', () => another(state));
            await t.test('the command line writes them too', () => console_(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
            await sink.stop();
        }
    });
}
