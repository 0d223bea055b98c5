// Passwords, sessions and second factors, named after the clauses of the agreements they answer to.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {nowMs, offsetTo} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, password, rosters, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../support/smtp.mjs';
import {totp} from '../support/totp.mjs';

const redirected = {follow: false};
const agents = {
    phone: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    desk: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
};

const until = async (what, good) => {
    for (let tries = 0; tries < 200; tries += 1) {
        if (await good()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`in vain waited for: ${what}`);
};

async function at(region, instant) {
    await region.house.stop();
    process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo(instant));
    await region.house.start();
}

async function signIn(region, login, device, given = password) {
    const browser = region.browser();
    await browser.get('/sign-in');
    await browser.post('/sign-in', {login, password: given}, {headers: {'user-agent': agents[device]}});
    return browser;
}

const change = (browser, form, old, next) => browser.post(form, {old_password: old, new_password: next, new_password_again: next}, redirected);

// On a host of its own: tests that move the clock must not meet.
const on = (name, work, yaml = '') => {
    for (const database of databases.filter((one) => !one.includes('workers')))
        test(`${name} (${database})`, async () => {
            const before = process.env.KEREGE_CLOCK_OFFSET_MS;
            const region = await Region.open({database, yaml});
            try {
                await work(region);
            } finally {
                process.env.KEREGE_CLOCK_OFFSET_MS = before;
                await region.close();
            }
        });
};

on('U4.17 a password is changed after 90 days, and the last five don\'t come again', async (region) => {
    const admin = await region.as('admin-east');
    assert.equal((await admin.get('/')).path, '/');
    await at(region, '2027-02-25T09:00:00+05:00'); // more than 90 days later
    const late = await signIn(region, 'admin-east', 'desk');
    assert.equal(late.page.path, '/first-login');
    assert.match(visible(late.page), /Құпиясөз 90 күн сайын ауыстырылады/);
    assert.equal((await late.get('/people')).path, '/first-login', 'nothing else before');
    const used = [password, ...Array.from({length: 5}, (_, i) => `Dala samal terek ${i + 30}`)];
    assert.equal((await change(late, '/first-login/password', password, password)).status, 422);
    assert.equal((await change(late, '/first-login/password', password, used[1])).status, 303);
    assert.equal((await late.get('/people')).path, '/people');
    await late.get('/account/password');
    for (let i = 1; i < 5; i += 1) assert.equal((await change(late, '/account/password', used[i], used[i + 1])).status, 303);
    for (const old of used.slice(1)) assert.equal((await change(late, '/account/password', used[5], old)).status, 422, old);
    assert.equal((await change(late, '/account/password', used[5], password)).status, 303, 'the sixth from the end');
    // One given on the command line counts, too.
    load.command(region.house.kerege, ['account', 'reset-password', '--login', 'admin-east', '--password-env', 'GIVEN'], {GIVEN: 'Sary kuz zhapyraq 41'});
    const given = await signIn(region, 'admin-east', 'desk', 'Sary kuz zhapyraq 41');
    await given.get('/account/password');
    assert.equal((await change(given, '/account/password', 'Sary kuz zhapyraq 41', 'Sary kuz zhapyraq 42')).status, 303);
    assert.equal((await change(given, '/account/password', 'Sary kuz zhapyraq 42', 'Sary kuz zhapyraq 41')).status, 422);
});

on('one\'s own sessions are listed and ended', async (region) => {
    const desk = await signIn(region, 'admin-east', 'desk');
    const phone = await signIn(region, 'admin-east', 'phone');
    const tablet = await signIn(region, 'admin-east', 'phone');
    const page = await desk.get('/account');
    assert.match(visible(page), /Firefox · Linux осы құрылғы кірген уақыты: [\d. :]+ Chrome · Android кірген уақыты: [\d. :]+ · соңғы әрекет:/);
    const keys = [...page.text.matchAll(/name="session" value="(\w+)"/g)].map(([, key]) => key);
    assert.equal(keys.length, 2, 'none for the one that asks');
    assert.equal((await desk.post('/account/sessions/end', {session: keys[0]})).path, '/account');
    const left = await Promise.all([phone, tablet].map(async (one) => (await one.get('/account')).path === '/account'));
    assert.deepEqual(left.filter(Boolean).length, 1, 'one of both');
    assert.equal((await desk.post('/account/sessions/end', {session: keys[0]}, redirected)).status, 404, 'it is gone');
    const other = await signIn(region, 'admin-west', 'phone');
    assert.equal((await other.post('/account/sessions/end', {session: keys[1]}, redirected)).status, 404, 'nobody else\'s');
    assert.doesNotMatch((await desk.post('/account/sessions/end-others')).text, /Chrome · Android/);
    for (const one of [phone, tablet]) assert.match((await one.get('/account')).path, /^\/sign-in/);
    assert.match(visible(await desk.get('/audit')), /Өз сеансы аяқталды/);
});

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`U4.17, U8.5, K6.3 a compromised account is reported from the product (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`});
        try {
            const admin = await region.as('admin-east');
            const self = (await admin.get('/people')).text.match(/href="(\/people\/\d+)"/)[1];
            await admin.post(self, [...withFields(formOf(await admin.get(self), self), {email: 'admin@mail.example', birth_date: '1980-01-01', phone: '+77010000000'}), ['password', password]]);
            load.createAccount(region.house.kerege, {login: 'mugalim', organisation: 'school-east', profile: 'employee', role: 'teacher', name: 'Мұғалімова Әсел', language: 'kk'}, password);
            const thief = await signIn(region, 'mugalim', 'phone');
            const owner = await signIn(region, 'mugalim', 'desk');
            assert.match((await owner.get('/account')).text, /href="\/account\/compromised"/);
            await owner.get('/account/compromised');
            const wrong = await change(owner, '/account/compromised', 'x', 'Qyzyl alma baqta 27');
            assert.equal(wrong.status, 422);
            assert.match(wrong.text, /id="old_password-error"/);
            assert.equal((await change(owner, '/account/compromised', password, password)).status, 422, 'none of the last five');
            assert.equal((await thief.get('/')).path, '/', 'nothing is done yet');
            assert.equal((await change(owner, '/account/compromised', password, 'Qyzyl alma baqta 27')).status, 303);
            assert.match(visible(await owner.get('/account')), /құпиясөз ауыстырылды, әкімшілерге хабарланды/);
            assert.match((await thief.get('/')).path, /^\/sign-in/);
            assert.notEqual((await signIn(region, 'mugalim', 'phone')).page.status, 200, 'the old password opens nothing');

            assert.match(visible(await admin.get('/')), /1 тіркелгіге бөтен адам кірген/);
            const reports = await admin.get('/reports');
            assert.match(visible(reports), /Мұғалімова Әсел Тіркелгіге бөтен адам кірген/);
            assert.doesNotMatch(visible(await (await region.as('admin-west')).get('/reports')), /Мұғалімова/);
            await until('the letter', () => sink.letters.length > 0);
            assert.deepEqual(sink.letters.map(({to}) => to), ['admin@mail.example']);
            assert.equal(sink.letters[0].subject, 'Мұғалімова Әсел: тіркелгіге бөтен адам кірген');
            assert.match(sink.letters[0].text, /http:\/\/kerege\.example\/audit/);
            assert.match(visible(await admin.get('/audit')), /Тіркелгіге бөтен адам кіргені хабарланды/);
            const form = (await admin.get('/reports')).text.match(/action="(\/reports\/\d+)"/)[1];
            assert.equal((await admin.post(form)).path, '/reports');
            assert.match(visible(admin.page), /Әзірге хабар жоқ/);
        } finally {
            await region.close();
            await sink.stop();
        }
    });
}

// The key as the page shows it to an authenticator app.
const keyOn = (page) => page.text.match(/<dd class="code">([A-Z2-7 ]+)<\/dd>/)[1].replace(/ /g, '');

// What doctor finds besides is the machine's.
function doctor(house) {
    try {
        return house.run('doctor');
    } catch (error) {
        return error.stdout;
    }
}

const withKey = 'second_factor: {key_env: KEREGE_TEST_FACTOR_KEY, required_of: [administrator]}\n';
process.env.KEREGE_TEST_FACTOR_KEY = 'thirty-two letters and a few more of them';

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`a second factor, from setting it up to taking it off (${database})`, async () => {
        const region = await Region.open({database, yaml: withKey});
        const {house} = region;
        try {
            // Administrators are led to it and don't go on without.
            const admin = region.browser();
            await admin.signIn('admin-east', password);
            assert.equal(admin.page.path, '/account/second-factor');
            assert.match(visible(admin.page), /Рөліңізге екінші фактор қажет/);
            assert.equal((await admin.get('/people')).path, '/account/second-factor');
            await admin.post('/account/second-factor/offer');
            assert.match(admin.page.text, /<svg class="qr"[^>]*>.*<path d="M4 4h7v1h-7z/s);
            const key = keyOn(admin.page);
            const confirm = (fields) => admin.post('/account/second-factor/confirm', fields);
            assert.equal((await confirm({code: '000000', password})).status, 422);
            assert.match(admin.page.text, /id="code-error"/);
            assert.equal((await confirm({code: totp(key), password: 'x'})).status, 422);
            assert.match(admin.page.text, /id="password-error"/);
            const shown = await confirm({code: totp(key), password});
            assert.match(shown.headers.get('cache-control'), /no-store/);
            const codes = [...shown.text.matchAll(/<li class="code">([a-z0-9-]+)<\/li>/g)].map(([, code]) => code);
            assert.equal(codes.length, 10);
            assert.equal((await admin.get('/people')).path, '/people', 'now they go on');
            assert.doesNotMatch((await admin.get('/account/second-factor')).text, new RegExp(codes[0]), 'shown once');

            // The second step.
            const next = region.browser();
            assert.match((await next.signIn('admin-east', password)).text, /action="\/sign-in\/code"/);
            assert.match((await next.get('/people')).path, /^\/sign-in/, 'not in yet');
            await next.signIn('admin-east', password);
            const [, ticket] = next.page.text.match(/name="ticket" value="([\w-]{43})"/);
            const step = (code, more = {}) => next.post('/sign-in/code', {ticket, code, next: '/people', ...more});
            assert.equal((await step('000000')).status, 422);
            assert.match(next.page.text, /id="code-error"/);
            assert.equal((await step(totp(key))).status, 422, 'the code of setting it up is used');
            assert.equal((await step(codes[0].toUpperCase().replace('-', ' '))).path, '/people');
            const late = region.browser();
            await late.get('/sign-in');
            assert.equal((await late.post('/sign-in/code', {ticket, code: codes[1]})).path, '/sign-in', 'the ticket is used');
            assert.match(visible(await next.get('/account/second-factor')), /кодтары: 9/);

            // Another administrator takes it off; the person reads of it.
            load.createAccount(house.kerege, {login: 'orynbasar', organisation: 'school-east', profile: 'employee', role: 'administrator', name: 'Орынбасар Әлия', language: 'kk'}, password);
            const other = region.browser();
            await other.signIn('orynbasar', password);
            await other.post('/account/second-factor/offer');
            await other.post('/account/second-factor/confirm', {code: totp(keyOn(other.page)), password});
            const shownTo = {codes: [...other.page.text.matchAll(/<li class="code">([a-z0-9-]+)<\/li>/g)].map(([, code]) => code)};
            const card = (await other.get('/people?q=Әкімшісі')).text.match(/href="(\/people\/\d+)"/)[1];
            assert.match((await other.get(card)).text, new RegExp(`href="${card}/second-factor"`));
            const form = await other.get(`${card}/second-factor`);
            for (const field of ['password', 'code']) assert.match(form.text, new RegExp(`<input id="${field}"`));
            const takeOff = (fields) => other.post(`${card}/second-factor`, fields);
            assert.equal((await takeOff({})).status, 422, 'whoever finds the session open does nothing');
            assert.match((await takeOff({password: 'x', code: shownTo.codes[0]})).text, /id="password-error"/);
            const codeless = await takeOff({password, code: '000000'});
            assert.equal(codeless.status, 422);
            assert.match(codeless.text, /<a href="#code">.*id="code-error"/s);
            assert.equal((await takeOff({password, code: shownTo.codes[0]})).path, card);
            assert.doesNotMatch((await other.get(card)).text, /\/second-factor"/);
            assert.match(visible(await other.get('/audit')), /өз құпиясөзі не коды қате енгізілді/);
            // Their own is not theirs to take off there, nor is their own password on a slip.
            const own = (await other.get('/people?q=Орынбасар')).text.match(/href="(\/people\/\d+)"/)[1];
            assert.doesNotMatch((await other.get(own)).text, /\/second-factor"|name="from"/);
            assert.equal((await other.post(`${own}/second-factor`, {password, code: shownTo.codes[1]})).status, 403);
            assert.match(visible(await other.get('/audit')), /Адамның екінші факторы өшірілді/);
            const told = region.browser();
            await told.signIn('admin-east', password);
            assert.equal(told.page.path, '/account/second-factor', 'asked for again');
            assert.match(visible(told.page), /Әкімші екінші факторыңызды өшірді/);

            // The command line does the same, and doctor knows the key.
            assert.match(doctor(house), /1 second factor\(s\), which the key opens/);
            assert.match(house.run('account', 'sessions', '--login', 'orynbasar'), /^since 2026-11-18 09:\d\d {2}used 2026-11-18 09:\d\d {2}unknown device\n$/);
            assert.match(house.run('account', 'end-sessions', '--login', 'orynbasar'), /1 session\(s\) of orynbasar ended/);
            assert.match(house.run('account', 'remove-second-factor', '--login', 'orynbasar'), /is off/);
            assert.match((await admin.get('/people')).path, /^\/sign-in/, 'whose factor was taken off is signed out');
        } finally {
            await region.close();
        }
    });
}

// A session of an administrator that was left open opens nobody's account.
on('K3.3.7 temporary passwords are issued by who shows their own', async (region) => {
    const admin = await region.fill('school-east');
    const none = await admin.post('/credentials', {group: 'employee '}, redirected);
    assert.equal(none.status, 422);
    assert.match(none.text, /<a href="#password">.*id="password-error"/s);
    const slips = await load.issue(admin, {group: 'employee '});
    assert.ok(slips.length > 2);
    assert.ok((await load.issue(admin, {group: 'learner 7А'})).length > 2);

    // On paper as a PDF: what stands there opens the account.
    const wrong = await admin.post('/credentials', {group: 'guardian 7А', as: 'pdf', password: 'x'}, redirected);
    assert.match(wrong.text, /name="as" value="pdf" checked/, 'what was chosen is kept');
    const pdfs = await admin.post('/credentials', {group: 'guardian 7А', as: 'pdf', password}, redirected);
    const batch = pdfs.headers.get('location').match(/^(\/credentials\/batches\/\d+)\/pdf/)[1];
    await load.made(admin, await admin.get(batch));
    const sheets = await admin.get(`${batch}/pdf`);
    assert.equal(sheets.headers.get('content-type'), 'application/pdf');
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], {input: sheets.bytes}).toString();
    const printed = [...text.matchAll(/Логин\n(\S+)\nУақытша құпиясөз\n(\S+)/g)].map(([, login, temporary]) => ({login, password: temporary}));
    assert.ok(printed.length > 2);
    assert.match(text, /Қол қойғызып берілді/);
    assert.match(text, /http:\S+\/sign-in/);
    await region.begin(printed[0]);

    // By name: what was chosen is kept.
    const again = await admin.get('/credentials/again?kind=employee');
    const ids = [...again.text.matchAll(/name="membership" value="(\d+)"/g)].map(([, id]) => id);
    const hidden = [['again_kind', 'employee'], ['again_class', '']];
    for (const [name, value] of hidden) assert.match(again.text, new RegExp(`name="${name}" value="${value}"`));
    const choose = (given) => admin.post('/credentials', [...hidden, ['membership', ids[1]], ['membership', ids[2]], ['password', given]], redirected);
    const kept = await choose('x');
    assert.equal(kept.status, 422);
    assert.deepEqual([...kept.text.matchAll(/value="(\d+)" checked/g)].map(([, id]) => id), [ids[1], ids[2]]);
    assert.match(kept.text, /id="password-error"/);
    const chosen = await choose(password);
    assert.equal(load.slips(await admin.get(chosen.headers.get('location'))).length, 2);

    // On a person's card.
    const card = `/people/${ids[0]}`;
    assert.match((await admin.get(card)).text, /name="from" value="card"/);
    const issue = (given) => admin.post('/credentials', {membership: ids[0], from: 'card', password: given}, redirected);
    const refused = await issue('x');
    assert.equal(refused.status, 422);
    assert.match(refused.text, /<details open>.*id="password-error"/s);
    assert.equal(new Map(formOf(refused, card)).size > 3, true, 'the card is there');
    assert.equal(load.slips(await admin.get((await issue(password)).headers.get('location'))).length, 1);
    const [own] = [...(await admin.get('/people?q=Әкімшісі')).text.matchAll(/href="\/people\/(\d+)"/g)].map(([, id]) => id);
    assert.equal((await admin.post('/credentials', {membership: own, from: 'card', password}, redirected)).status, 403, 'not one\'s own');
    assert.match(visible(await admin.get('/audit')), /өз құпиясөзі не коды қате енгізілді/);
});

// Nor does it make administrators, nor lead letters with links elsewhere.
on('roles that open accounts, and addresses of accounts in use, are given by who shows their own password', async (region) => {
    const admin = await region.as('admin-east');
    load.createAccount(region.house.kerege, {login: 'mugalim', organisation: 'school-east', profile: 'employee', role: 'teacher', name: 'Мұғалімова Әсел', language: 'kk'}, password);
    const card = (await admin.get('/people?q=Мұғалімова')).text.match(/href="(\/people\/\d+)"/)[1];
    const form = async (changes, ...more) => [...withFields(formOf(await admin.get(card), card), changes), ...more];
    const send = (fields) => admin.post(card, fields, redirected);
    assert.equal((await send(await form({birth_date: '1980-01-01', phone: '+77010000001'}, ['role', 'editor']))).status, 303, 'what opens nothing asks nothing');

    const asked = await send(await form({}, ['role', 'administrator']));
    assert.equal(asked.status, 422);
    assert.match(asked.text, /<a href="#password">.*value="administrator" checked.*id="password-error"/s);
    assert.equal(asked.text.match(/id="password"/g).length, 1, 'in one form');
    const typed = formOf(asked, card).filter(([name]) => name !== 'password');
    assert.match((await send([...typed, ['password', 'x']])).text, /Қазіргі құпиясөз қате|id="password-error"/);
    const both = await send([...typed.map(([name, value]) => [name, name === 'phone' ? '12' : value]), ['password', password]]);
    assert.match(both.text, /id="phone-error"/, 'what is wrong anyway is said first');
    assert.match(both.text, /id="password"/);
    // A revision that is not the card's own takes nothing past the question.
    assert.equal((await send([...typed.map(([name, value]) => [name, name === 'revision' ? 'x' : value])])).status, 409);
    const roles = () => region.house.rows("select r.role from core_membership_role r join core_account a on a.login = 'mugalim' join core_membership m on m.person_id = a.person_id and m.id = r.membership_id order by r.role").flat();
    assert.deepEqual(roles(), ['editor', 'teacher']);
    assert.equal((await send([...typed, ['password', password]])).status, 303);
    assert.deepEqual(roles(), ['administrator', 'editor', 'teacher']);
    assert.equal((await send(await form({phone: '+77010000002'}))).status, 303, 'who is one already stays one');
    assert.match(visible(await admin.get('/audit')), /өз құпиясөзі не коды қате енгізілді/);

    // Opened again, they are an administrator again.
    await admin.get(`${card}/end`);
    assert.equal((await admin.post(`${card}/end`, {ground: 'employment_ended'}, redirected)).status, 303);
    const reopen = await admin.post(`${card}/reopen`, {from: 'reopen'}, redirected);
    assert.equal(reopen.status, 422);
    assert.match(reopen.text, /action="\/people\/\d+\/reopen".*id="password-error"/s);
    assert.equal((await admin.post(`${card}/reopen`, {from: 'reopen', password}, redirected)).status, 303);

    // A first address: nobody can be written to, so the person reads of it.
    const teacher = await region.as('mugalim');
    assert.equal((await send(await form({email: 'first@mail.example'}))).status, 422);
    assert.doesNotMatch((await admin.get(card)).text, /first@mail/);
    assert.equal((await send(await form({email: 'first@mail.example'}, ['password', password]))).status, 303);
    assert.match(visible(await admin.get(card)), /Адам бұл пошта туралы келесі ашқан бетінде біледі/);
    assert.match(visible(await teacher.get('/')), /электрондық поштаны басқа біреу ауыстырды/);
    assert.match(visible(await teacher.get('/account')), /басқа біреу ауыстырды: .*first@mail\.example/);
    assert.equal((await teacher.post('/account/address/seen')).path, '/account');
    assert.doesNotMatch(visible(teacher.page), /басқа біреу ауыстырды/);
    assert.doesNotMatch(visible(await teacher.get('/')), /басқа біреу ауыстырды/);

    // Nor does a list make administrators.
    const list = `${rosters['school-east'].staff.heading}\r\nЖақсылықова;Дана;;03.04.1986;Ж;+77070000002;;;Әкімші;\r\n`;
    await admin.get('/roster');
    const preview = await admin.post('/roster', {kind: 'staff'}, {files: {file: {name: 'staff.csv', content: list}}});
    assert.match(visible(preview), /Тізім ешкімді әкімші етпейді.*Жақсылықова Дана/);
    assert.match(visible(await admin.post(preview.path)), /Ешкім әкімші болған жоқ/);
    assert.deepEqual(region.house.rows("select r.role from core_membership_role r join core_membership m on m.id = r.membership_id join core_person p on p.id = m.person_id where p.family_name = 'Жақсылықова'"), [['staff']]);
});

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`K3.3.7 logins are sent by mail to who has an address (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`});
        try {
            const admin = await region.as('admin-east');
            const {heading} = rosters['school-east'].staff;
            await load.importRoster(admin, 'staff', `${heading}\r\nХатты;Бар;;01.01.1980;Ж;;bar@mail.example;;Мұғалім;\r\nХатты;Жоқ;;01.01.1981;Е;;;;Мұғалім;\r\n`);
            const send = (fields) => admin.post('/credentials', {group: 'employee ', as: 'letters', password, ...fields});
            assert.match((await send({password: 'x'})).text, /name="as" value="letters" checked/);
            const told = await load.made(admin, await send({}));
            assert.match(visible(told), /Логині бар 1 хат жолға шықты\. .*1 адам/s);
            await until('the letter', () => sink.letters.length > 0);
            const [letter] = sink.letters;
            assert.equal(letter.to, 'bar@mail.example');
            assert.equal(letter.subject, 'Шығыс мектебі: сіздің логиніңіз');
            const [, login, temporary] = letter.text.match(/Логин: (\S+)\nУақытша құпиясөз: (\S+)/);
            assert.match(letter.text, /http:\/\/kerege\.example\/sign-in/);

            // Whoever has none is left for a slip; whoever has signed in gets no letter.
            assert.match(visible(await send({})), /ешқайсысының электрондық поштасы жоқ/);
            await region.begin({login, password: temporary});
            const card = (await admin.get('/people?q=Хатты Бар')).text.match(/href="\/people\/(\d+)"/)[1];
            const refused = await admin.post('/credentials', {membership: card, as: 'letters', password}, redirected);
            assert.equal(refused.status, 422);
            assert.match(visible(refused), /Хатты Бар бұрын кірген/);
            assert.equal(sink.letters.length, 1);
        } finally {
            await region.close();
            await sink.stop();
        }
    });
}

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`a changed address is told where it was read before, whoever changes it (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const mail = `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`;
        const region = await Region.open({database, yaml: `${mail}recovery: {by_mail: true}\nsecond_factor: {key_env: KEREGE_TEST_FACTOR_KEY}\n`});
        try {
            let admin = await region.as('admin-east');
            load.createAccount(region.house.kerege, {login: 'mugalim', organisation: 'school-east', profile: 'employee', role: 'teacher', name: 'Мұғалімова Әсел', language: 'kk'}, password);
            const card = (await admin.get('/people?q=Мұғалімова')).text.match(/href="(\/people\/\d+)"/)[1];
            const enter = async (email) => admin.post(card, [...withFields(formOf(await admin.get(card), card), {email, birth_date: '1980-01-01', phone: '+77010000001'}), ['password', password]], redirected);
            assert.equal((await enter('first@mail.example')).status, 303);
            await at(region, new Date(nowMs() + 25 * 3600000).toISOString());
            admin = await region.as('admin-east');
            const visitor = region.browser();
            await visitor.get('/recover');
            await visitor.post('/recover', {login: 'mugalim'});
            await until('the link', () => sink.letters.length > 0);
            const link = sink.letters[0].text.match(/http:\/\/kerege\.example(\/recover\/[\w-]{43})/)[1];
            assert.equal((await visitor.get(link)).status, 200);

            // On the card.
            assert.equal((await enter('second@mail.example')).status, 303);
            await until('the letter', () => sink.letters.length > 1);
            assert.equal(sink.letters[1].to, 'first@mail.example');
            assert.equal(sink.letters[1].subject, 'Электрондық поштаңыз ауыстырылды');
            assert.equal((await visitor.get(link)).status, 404, 'the link is dead');
            assert.match(visible(await admin.get('/audit')), /Электрондық пошта ауыстырылды/);

            // By a roster, in the browser and on the command line.
            const roster = (email) => `${rosters['school-east'].staff.heading}\r\nМұғалімова;Әсел;;01.01.1980;Ж;+77010000001;${email};;Мұғалім;\r\n`;
            // Without one's own password everything else is taken, and that address stays.
            await admin.get('/roster');
            const preview = await admin.post('/roster', {kind: 'staff'}, {files: {file: {name: 'staff.csv', content: roster('evil@mail.example')}}});
            assert.match(visible(preview), /Мұғалімова Әсел: evil@mail\.example/);
            const unproved = await admin.post(preview.path, {password: 'x'}, redirected);
            assert.equal(unproved.status, 422);
            assert.match(unproved.text, /<a href="#password">.*id="password-error"/s);
            assert.match(visible(await admin.post(preview.path)), /1 электрондық пошта бұрынғысынша қалды/);
            assert.match((await admin.get(card)).text, /second@mail\.example/);
            await load.importRoster(admin, 'staff', roster('third@mail.example'));
            await until('the second letter', () => sink.letters.length > 2);
            assert.equal(sink.letters[2].to, 'second@mail.example');
            const file = `${region.house.folder}/staff.csv`;
            writeFileSync(file, roster('fourth@mail.example'));
            region.house.run('roster', 'import', file, '--organisation=school-east', '--kind=staff');
            await until('the third letter', () => sink.letters.length > 3);
            assert.equal(sink.letters[3].to, 'third@mail.example');

            // Somebody of two schools: only the operator, and the letter comes from the console as well.
            const person = region.browser();
            await person.signIn('mugalim', password);
            await person.post('/account/second-factor/offer');
            await person.post('/account/second-factor/confirm', {code: totp(keyOn(person.page)), password});
            const operator = await region.as('operator');
            assert.match(visible(await operator.get('/second-factors?login=nobody')), /мұндай логин жоқ/);
            const found = await operator.get('/second-factors?login=mugalim');
            assert.match(visible(found), /Мұғалімова Әсел.*Шығыс мектебі/s);
            assert.equal((await operator.post('/second-factors', {login: 'mugalim', password: 'x'}, redirected)).status, 422);
            assert.match(operator.page.text, /id="password-error"/);
            assert.equal((await operator.post('/second-factors', {login: 'mugalim', password}, redirected)).status, 303);
            await until('the letter of the operator', () => sink.letters.length > 4);
            assert.equal(sink.letters[4].subject, 'Екінші факторыңыз өшірілді');
            assert.equal(sink.letters[4].to, 'fourth@mail.example');
            await person.signIn('mugalim', password);
            await person.post('/account/second-factor/offer');
            await person.post('/account/second-factor/confirm', {code: totp(keyOn(person.page)), password});
            region.house.run('account', 'remove-second-factor', '--login', 'mugalim');
            await until('the letter of the console', () => sink.letters.length > 5);
            assert.equal(sink.letters[5].subject, 'Екінші факторыңыз өшірілді');
        } finally {
            process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo('2026-11-18T09:00:00+05:00'));
            await region.close();
            await sink.stop();
        }
    });
}

test('second factors need a key, and say so', async () => {
    const region = await Region.open({yaml: 'second_factor: {}\n'});
    try {
        const admin = await region.as('admin-east');
        assert.doesNotMatch((await admin.get('/account')).text, /second-factor/);
        assert.match(visible(await admin.get('/account/second-factor')), /Оператор мұнда екінші факторды қоспаған/);
        assert.match(doctor(region.house), /no key for second factors is configured/);
        const refused = (yaml) => {
            writeFileSync(`${region.house.folder}/wrong.yaml`, yaml);
            try {
                load.command([region.house.kerege[0], `--config=${region.house.folder}/wrong.yaml`], ['doctor']);
            } catch (error) {
                return String(error.message ?? error);
            }
            return assert.fail(`taken: ${yaml}`);
        };
        assert.match(refused('second_factor: {required_of: [operator]}\n'), /required_of needs key_file or key_env/);
        assert.match(refused('second_factor: {key_env: KEREGE_TEST_FACTOR_KEY, required_of: [principal]}\n'), /there is no role "principal"/);
        writeFileSync(`${region.house.folder}/short`, 'short\n');
        assert.match(refused(`second_factor: {key_file: ${region.house.folder}/short}\n`), /at least 32 letters/);
    } finally {
        await region.close();
    }
});

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`U4.18 a forgotten password is replaced by mail, where the operator lets it (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const mail = `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`;
        const region = await Region.open({database, yaml: `${mail}recovery: {by_mail: true, not_for: [operator]}\n`});
        try {
            let admin = await region.as('admin-east');
            const self = (await admin.get('/people')).text.match(/href="(\/people\/\d+)"/)[1];
            await admin.post(self, [...withFields(formOf(await admin.get(self), self), {email: 'admin@mail.example', birth_date: '1980-01-01', phone: '+77010000000'}), ['password', password]]);
            const ask = async (login) => {
                const browser = region.browser();
                await browser.get('/recover');
                return browser.post('/recover', {login});
            };
            assert.match((await region.browser().get('/sign-in')).text, /href="\/recover"/);
            await ask('admin-east'); // in vain: the address has just been entered
            await until('the job', () => region.house.rows("select count(*) from core_job where kind = 'recovery.letter' and state = 'done'")[0][0] === '1');
            await at(region, new Date(nowMs() + 25 * 3600000).toISOString());
            admin = await region.as('admin-east');
            assert.equal(sink.letters.length, 0);
            // The same answer for everybody.
            const answers = [];
            for (const login of ['nobody.here', 'operator', 'admin-west', '"}', 'admin-east']) answers.push(await ask(login));
            for (const {status, text} of answers) {
                assert.equal(status, 200);
                const plain = (page) => page.replace(/value="[0-9a-f]{32}"/g, '');
                assert.equal(plain(text), plain(answers[0].text));
            }
            await until('the letter', () => sink.letters.length > 0);
            assert.deepEqual(sink.letters.map(({to}) => to), ['admin@mail.example']);
            assert.equal(sink.letters[0].subject, 'Жаңа құпиясөз');
            const link = () => sink.letters.at(-1).text.match(/http:\/\/kerege\.example(\/recover\/[\w-]{43})/)[1];
            const first = link();

            // Only the newest link opens.
            await ask('Admin-East ');
            await until('the second letter', () => sink.letters.length > 1);
            const browser = region.browser();
            assert.equal((await browser.get(first)).status, 404);
            assert.match(visible(browser.page), /сілтеме бұрын қолданылған/);
            const page = await browser.get(link());
            assert.equal(page.status, 200);
            assert.match(page.headers.get('cache-control'), /no-store/);
            const next = 'Qyzyl alma baqta 27';
            const send = (one, again = one) => browser.post(link(), {new_password: one, new_password_again: again});
            assert.equal((await send(next, 'x')).status, 422);
            assert.equal((await send('short')).status, 422);
            assert.equal((await send(password)).status, 422, 'none of the last five');
            assert.equal((await send(next)).path, '/sign-in');
            assert.match((await admin.get('/')).path, /^\/sign-in/, 'all sessions have ended');
            assert.equal((await browser.get(link())).status, 404, 'once');
            assert.notEqual((await region.browser().signIn('admin-east', password)).status, 200);
            const back = await region.as('admin-east', next);
            assert.match(visible(await back.get('/audit')), /Ұмытылған құпиясөз ауыстырылды.*Жаңа құпиясөзге сілтеме жіберілді/s);

            // Not for ever: half an hour.
            await ask('admin-east');
            await until('the third letter', () => sink.letters.length > 2);
            await at(region, new Date(nowMs() + 31 * 60000).toISOString());
            assert.equal((await region.browser().get(link())).status, 404);
        } finally {
            process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo('2026-11-18T09:00:00+05:00'));
            await region.close();
            await sink.stop();
        }
    });
}

test('U4.18 recovery is off unless the operator switches it on, and asks for mail', async () => {
    const region = await Region.open({});
    try {
        assert.equal((await region.browser().get('/recover')).status, 404);
        assert.doesNotMatch((await region.browser().get('/sign-in')).text, /\/recover/);
        writeFileSync(`${region.house.folder}/wrong.yaml`, 'recovery: {by_mail: true}\n');
        assert.throws(() => load.command([region.house.kerege[0], `--config=${region.house.folder}/wrong.yaml`], ['doctor']), /by_mail needs public_url/);
    } finally {
        await region.close();
    }
});
