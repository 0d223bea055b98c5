// The host's own pages: what each person finds there, and what becomes of what they send.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {day} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, ids, password, rosters, visible, withFields} from '../support/region.mjs';

const redirected = {follow: false};

// The day of the installation, as pages write it: 01.09.2026.
const today = () => day().split('-').reverse().join('.');

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

// More staff than are made while one waits: nobody is left out, and no slip that was printed loses its worth.
async function slips({region, admin}) {
    const {heading, rows} = rosters['school-east'].staff;
    const letters = 'АӘБВГҒДЕЖЗ';
    const staff = Array.from({length: 120}, (_, i) => rows[0].map((value, column) => (column === 0 ? `Тест${letters[i % 10]}${letters[Math.floor(i / 10) % 10]}${i < 100 ? '' : 'н'}` : [6, 7].includes(column) ? '' : value)));
    await load.importRoster(admin, 'staff', [heading, ...staff.map((row) => row.join(';'))].join('\r\n') + '\r\n');
    load.createAccount(region.house.kerege, {login: 'orynbasar', organisation: 'school-east', profile: 'employee', name: 'Әлімжанова Әсел', language: 'kk'}, password);

    const page = await admin.get('/credentials');
    const once = page.text.match(/name="once" value="([^"]+)"/)[1];
    const ask = (more = {}) => admin.post('/credentials', {group: 'employee ', once, password, ...more}, redirected);
    const [one1, one2] = [await ask(), await ask({password: 'x'})];
    const batch = one1.headers.get('location');
    assert.match(batch, /^\/credentials\/batches\/\d+$/);
    assert.equal(one2.headers.get('location'), batch, 'a form that is sent twice asks once');
    const progress = await admin.get(batch);
    if (/id="progress"/.test(progress.text)) assert.match(progress.text, /<noscript><meta http-equiv="refresh"/);
    const first = load.slips(await load.made(admin, progress));
    assert.equal(first.length, 120);
    assert.equal(new Set(first.map(({login}) => login)).size, 120, 'each once');
    assert.doesNotMatch(visible(admin.page), /парақшасы жоқ/);
    assert.match((await admin.get('/credentials')).text, new RegExp(`href="${batch}"`), 'and found again');
    assert.equal((await admin.get('/credentials/batches/1')).status, 404);
    assert.equal(region.house.rows(`select count(*) from core_credential_slip where sealed like '%${first[0].password}%'`)[0][0], '0');
    assert.equal(region.house.rows("select count(*) from core_credential_slip where sealed <> ''")[0][0], '120');
    await admin.post(`${batch}/forget`);
    assert.match(visible(await admin.get(batch)), /жойылды/);
    assert.match((await admin.get(`${batch}/pdf`)).path, /batches\/\d+$/);
    assert.equal(region.house.rows('select count(*) from core_credential_slip')[0][0], '0');
    const third = await admin.post('/credentials', {kind: 'employee', class: ''}, redirected);
    assert.equal(third.status, 422);
    assert.equal((await admin.post('/credentials', {}, redirected)).status, 422);
    const [one] = first;
    assert.equal((await region.browser().signIn(one.login, one.password)).path, '/first-login', 'the first print holds');
    assert.equal((await region.browser().signIn('orynbasar', password)).path, '/', 'a password given on the command line holds');

    // Once more, by name.
    const again = await admin.get('/credentials/again?kind=employee');
    const [, id, name] = again.text.match(/name="membership" value="(\d+)"> <span>([^<]*) </);
    const [fresh] = load.slips(await admin.post('/credentials', {membership: id, password}));
    assert.equal(fresh.name, load.decode(name));
    const old = first.find(({login}) => login === fresh.login);
    assert.notEqual((await region.browser().signIn(old.login, old.password)).status, 200);
    assert.equal((await region.browser().signIn(fresh.login, fresh.password)).path, '/first-login');
}

// What stands beside a field, and on top with a link to it.
const faulty = (page, field) => {
    assert.match(page.text, new RegExp(`<a href="#${field}">`), `${field} is linked on top`);
    assert.match(page.text, new RegExp(`aria-describedby="${field}-error"`), `${field} knows its fault`);
    assert.match(page.text, new RegExp(`id="${field}-error"`));
};

async function personsCard({region, admin}) {
    const [id] = ids(await admin.get('/people?kind=employee&q=Тест'), '/people/');
    const card = `/people/${id}`;
    const fields = formOf(await admin.get(card), card);
    assert.ok(fields.some(([name, value]) => name === 'revision' && value));

    // Every fault at its field, and nothing saved.
    const bad = withFields([...fields.filter(([name]) => name !== 'role'), ['role', 'operator']], {sex: 'x', phone: '12', family_name: ''});
    const refused = await admin.post(card, bad, redirected);
    assert.equal(refused.status, 422);
    for (const field of ['family_name', 'phone', 'sex', 'roles']) faulty(refused, field);
    assert.equal(new Map(formOf(refused, card)).get('phone'), '12', 'what was typed is kept');

    // Data and roles are saved together: a role that is refused leaves the data as they were.
    const [own] = ids(await admin.get('/people?q=Әкімшісі'), '/people/');
    const mine = formOf(await admin.get(`/people/${own}`), `/people/${own}`);
    const stripped = [...withFields(mine.filter(([name]) => name !== 'role'), {email: 'a@b.kz'}), ['password', password]];
    const last = await admin.post(`/people/${own}`, stripped, redirected);
    assert.equal(last.status, 409);
    faulty(last, 'roles');
    assert.doesNotMatch((await admin.get(`/people/${own}`)).text, /a@b\.kz/);

    // Two administrators at one card.
    const other = await region.as('admin-east');
    const theirs = formOf(await other.get(card), card);
    assert.equal((await other.post(card, withFields(theirs, {phone: '+77010001122'}), redirected)).status, 303);
    const clash = await admin.post(card, withFields(fields, {email: 'test@mail.kz'}), redirected);
    assert.equal(clash.status, 409);
    assert.match(visible(clash), /Қазір карточкада: \+77010001122/);
    assert.equal(new Map(formOf(clash, card)).get('email'), 'test@mail.kz', 'what was typed is kept');
    assert.equal(new Map(formOf(await admin.get(card), card)).get('phone'), '+77010001122', 'and nothing is written over');
    assert.equal((await admin.post(card, [...formOf(clash, card).filter(([name]) => name !== 'password'), ['password', password]], redirected)).status, 303, 'having seen it, it is saved');
    assert.match((await admin.get(card)).text, /test@mail\.kz/);
}

// A form's address asked for like a page leads to the page with the form.
async function newPassword({region, admin}) {
    const [slip] = load.slips(await admin.post('/credentials', {membership: ids(await admin.get('/people?kind=employee&q=Тест'), '/people/')[1], password}));
    const fresh = region.browser();
    await fresh.signIn(slip.login, slip.password);
    assert.match((await fresh.get('/first-login/confirm')).path, /^\/first-login$/);
    const wrong = await fresh.post('/first-login/confirm', {answer: 'wrong', message: ''});
    assert.match(wrong.text, /id="message-error"/);
    assert.match(wrong.text, /maxlength="2000"/);
    await fresh.post('/first-login/confirm', {answer: 'right'});
    const differ = await fresh.post('/first-login/password', {old_password: slip.password, new_password: password, new_password_again: 'x'});
    assert.equal(differ.status, 422);
    faulty(differ, 'new_password_again');
    assert.doesNotMatch(differ.text, new RegExp(password));
    assert.match(differ.text, new RegExp(`name="username" value="${slip.login}"`), 'for the browser that keeps passwords');
    assert.equal((await fresh.get('/first-login/password')).path, '/first-login');
    faulty(await fresh.post('/first-login/password', {old_password: 'x', new_password: password, new_password_again: password}), 'old_password');
    assert.match((await admin.get('/account/password')).text, /<h1>Құпиясөзді ауыстыру<\/h1>/);
}

// The console shows an organisation and those right below it, and the days of a setting.
async function modules({region, admin}) {
    const operator = await region.as('operator');
    const top = await operator.get('/modules');
    assert.match(top.text, /Шығыс бөлімі/);
    assert.doesNotMatch(top.text, /Шығыс мектебі/, 'what lies deeper is a page of its own');
    const href = top.text.match(/href="(\/modules\?organisation=\d+)">Шығыс бөлімі</)[1];
    const page = await operator.get(href);
    const rowOf = (text) => [...text.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((m) => m[1]).find((row) => row.includes('Шығыс мектебі') && row.includes('value="journal"'));
    const states = (row) => [...row.matchAll(/name="state" value="(\w+)"/g)].map((m) => m[1]);
    assert.deepEqual(states(rowOf(page.text)), ['on', 'off'], 'as above already');
    const school = rowOf(page.text).match(/name="organisation" value="(\d+)"/)[1];

    // Off in a past that is over: it says so, and off can be chosen anew.
    region.house.run('module', 'disable', 'journal', '--organisation', 'school-east', '--from', '2020-09-01', '--until', '2020-09-30');
    const dated = rowOf((await operator.get(href)).text);
    assert.match(dated, /01\.09\.2020–30\.09\.2020/);
    assert.deepEqual(states(dated), ['on', 'off', 'inherited']);
    const back = await operator.post('/modules', {module: 'journal', organisation: school, state: 'off', shown: href.match(/\d+$/)[0]});
    assert.match(back.path, new RegExp(href.replace('?', '\\?')), 'back where the switch was');
    assert.deepEqual(states(rowOf(back.text)), ['on', 'inherited']);
    assert.match(visible(await operator.get('/')), /Сөндірулі[^·]*Шығыс мектебі|Өшірулі[^·]*Шығыс мектебі/, 'the operator sees on the first page what is set by hand');
    assert.match((await admin.get('/audit')).text, /&quot;until&quot;:&quot;2020-09-30&quot;/, 'the days it had are written down');
    await operator.post('/modules', {module: 'journal', organisation: school, state: 'inherited'});
    const west = await region.as('official-west');
    assert.equal((await west.get(href)).status, 403);
    assert.equal((await operator.get('/modules?organisation=1')).status, 404);
}

// A roster nobody wants any more is thrown away, and takes the names in it along.
async function discard({admin}) {
    const {heading, rows} = rosters['school-east'].staff;
    await admin.get('/roster');
    const preview = await admin.post('/roster', {kind: 'staff'}, {files: {file: {name: 'artyq.csv', content: `${heading}\r\n${rows[0].join(';')}\r\n`}}});
    assert.match((await admin.get('/')).text, /href="\/roster"><strong>1<\/strong>/, 'it waits on the first page');
    await admin.get('/roster');
    const after = await admin.post(`${preview.path}/discard`);
    assert.equal(after.path, '/roster');
    assert.doesNotMatch(after.text, /artyq/);
    assert.equal((await admin.get(preview.path)).status, 404);
    assert.doesNotMatch((await admin.get('/')).text, /href="\/roster"><strong>/);
}

// Who did what to whom, in words.
async function auditWords({admin}) {
    let text = '', address = '/audit';
    while (address) {
        text += (await admin.get(address)).text;
        address = admin.page.text.match(/href="(\/audit\?before=\d+)"/)?.[1];
    }
    const lines = [...text.matchAll(/<tr><td class="day">([\s\S]*?)<\/tr>/g)].map((m) => m[1]);
    const line = (words) => lines.find((one) => one.includes(words)) ?? assert.fail(words);
    assert.match(line('Уақытша құпиясөз берілді'), /<td><a href="\/people\/\d+">Тест/, 'the person by name, with a way to the card');
    assert.match(line('Модуль баптауы өзгертілді'), /<td>Шығыс мектебі<\/td>/);
    assert.match(line('Тізім жүктелді'), /<td>staff\.csv<\/td>/);
    assert.ok(line('Жеке').startsWith(today()), 'in the days of the installation');
}

// The first page answers the question of whoever opens it.
async function homes({region, admin}) {
    const unused = Number((await admin.get('/')).text.match(/href="\/credentials"><strong>(\d+)<\/strong>/)[1]);
    assert.ok(unused >= 100, `${unused} accounts were never used`);
    assert.match(admin.page.text, /<h1>Сәлеметсіз бе, Әкімшісі<\/h1>/);

    const ministry = visible(await (await region.as('ministry')).get('/'));
    assert.match(ministry, /Шығыс бөлімі 1 /, 'a district with its schools');
    assert.match(ministry, /Батыс бөлімі 1 /);
    assert.match(ministry, /\d+ · \d+ %/);
    const east = visible(await (await region.as('official-east')).get('/'));
    assert.match(east, /Шығыс мектебі/);
    assert.doesNotMatch(east, /Батыс/);
    assert.doesNotMatch(east, /Тест/, 'numbers, no names');

    const operator = visible(await (await region.as('operator')).get('/'));
    assert.match(operator, /Дерекқор жауап береді \d+ мс/);
    assert.match(operator, /жұмыс істейді Журнал|жұмыс істейді [А-Яа-яҚқӘәҮүҰұІіҢңҒғӨөҺһ ]*[жЖ]урнал/);
    assert.match(operator, /Қазір жүйеде \d+/);
    const deputy = await region.as('orynbasar');
    assert.match(deputy.page.text, /<h1>Сәлеметсіз бе, Әсел<\/h1>/);
    assert.doesNotMatch(deputy.page.text, /href="\/credentials"/);
}

const steps = {
    'printed pages say whose they are and of which day': printedPages,
    'a link does not change the language of an account': language,
    'slips are printed for those who have none yet': slips,
    'a card is saved whole, and nobody writes over what they have not seen': personsCard,
    'a new password, and what may be wrong with it': newPassword,
    "the operator's console, a level at a time": modules,
    'a roster is thrown away': discard,
    'the log of changes speaks of people': auditWords,
    'each home answers its question': homes,
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
