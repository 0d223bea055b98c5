// Passwords, sessions and logins on paper and by mail, named after the clauses of the agreements they answer to.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, password, restartAt, rosters, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const agents = {
    phone: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    desk: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
};

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
    await restartAt(region, '2027-02-25T09:00:00+05:00'); // more than 90 days later
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
