// Joining by application, from the public form to a school that has begun; without scripts, in three languages.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {Browser, formOf, withFields} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, databases, root} from '../support/house.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {keyOn, totp} from '../support/totp.mjs';
import {until} from '../support/until.mjs';

const password = 'Dala samal terek 27';
const run = promisify(execFile);
// A command that talks to the server in this process must not be waited for.
const printed = (house, ...args) => run(house.kerege[0], [...house.kerege.slice(1), ...args]).then(({stdout}) => stdout, (error) => error.stdout + error.stderr);
const filled = {
    kind: 'school', bin: '160340016781', name_kk: '№ 7 «Арман» мектебі', name_ru: 'Школа № 7 «Арман»', address_kk: '', address_ru: 'ул. Абая, 1',
    family_name: 'Сейітова', given_name: 'Айжан', patronymic: '', position: 'Директор', phone: '8 701 123 45 67', email: 'aizhan@mail.example', note: '', consent: 'yes',
};

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`K4.1 joining by application (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const house = new House({
            database,
            yaml: `public_url: http://kerege.example\npasswords: {memory_kib: 64, passes: 1}\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: kerege@mail.example}\njoining: {by_application: true}\nsecond_factor: {key_env: KEREGE_TEST_FACTOR_KEY}\n`,
        });
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            createAccount(house.kerege, {organisation: 'kz-zhetisu', login: 'operator', profile: 'operator', name: 'Seitova Aizhan', language: 'en'}, password);
            createAccount(house.kerege, {organisation: 'kz-zhetisu-panfilov', login: 'neighbour', profile: 'operator', name: 'Omarov Daniyar', language: 'en'}, password);
            await house.start();
            const as = async (login) => {
                const browser = new Browser(house.address, 'en');
                await browser.signIn(login, password);
                return browser;
            };
            const operator = await as('operator');
            const applicant = new Browser(house.address, 'ru');
            const own = await asks(house, applicant);
            await confirms(house, applicant, sink, own);
            const card = await returned(operator, applicant, sink, own);
            const neighbour = await as('neighbour');
            assert.equal((await neighbour.get(card)).status, 404, 'another district');
            assert.equal((await neighbour.post(`${card}/approve`, {code: 'x'})).status, 404);
            assert.match((await neighbour.get('/applications')).text, /Nobody waits/);
            const proof = await withSecondFactor(operator);
            await approved(house, operator, sink, card, proof);
            await begins(house, sink);
            await fromTheCommandLine(house, sink);
            await madeByTheOperator(house, operator, sink, proof);
        } finally {
            await house.remove();
            await sink.stop();
        }
    });
}

// Through region and district, without scripts; returns the address of the private page.
async function asks(house, applicant) {
    let page = await applicant.get('/sign-in');
    assert.match(page.text, /href="\/join"/);
    page = await applicant.get('/join');
    assert.match(page.text, /Выберите область/);
    page = await applicant.get(page.text.match(/href="(\/join\/\d+)">Управление/)[1]);
    assert.match(page.text, /Выберите район или город/);
    assert.match((await applicant.get(page.text.match(/href="(\/join\/\d+\?here=yes)"/)[1])).text, /name="bin"/, 'or right beneath the region');
    const form = page.text.match(/href="(\/join\/\d+)">Отдел образования города/)[1];
    page = await applicant.get(form);
    const fields = formOf(page, form);
    assert.ok(fields.some(([name]) => name === 'once'));
    const typed = [...withFields(fields, {...filled, bin: '160340016782'}), ['consent', 'yes']];
    page = await applicant.post(form, typed);
    assert.equal(page.status, 422);
    assert.match(page.text, /id="bin-error">/);
    assert.match(page.text, /value="Школа № 7 «Арман»"/, 'nothing typed is lost');
    const right = [...withFields(formOf(page, form), {bin: filled.bin}).filter(([name]) => name !== 'consent'), ['consent', 'yes']];
    const robot = await applicant.post(form, right.map(([name, value]) => [name, name === 'website' ? 'http://spam' : value]));
    assert.equal(robot.path.split('?')[0], '/join');
    page = await applicant.post(form, right);
    assert.match(page.path, /^\/join\/state\/[\w-]{43}/);
    assert.match(page.text, /aizhan@mail\.example/);
    const own = page.path.split('?')[0];
    assert.equal((await applicant.post(form, right)).path.split('?')[0], own, 'sent twice counts once');
    assert.deepEqual(house.rows('select count(*) from core_application'), [['1']]);
    assert.equal((await applicant.get('/join/state/x')).status, 404);
    const large = await applicant.post(form, {...filled, note: 'x'.repeat(9 * 1024 * 1024)}).catch((error) => error);
    assert.ok(large instanceof Error || large.status === 413, 'a body beyond the limit is refused');
    return own;
}

async function confirms(house, applicant, sink, own) {
    const letter = await until('the first letter', () => sink.letters[0]);
    assert.equal(letter.to, 'aizhan@mail.example');
    assert.match(letter.subject, /Подтвердите/);
    const link = letter.text.match(/http:\/\/kerege\.example(\/join\/confirm\/[\w-]+)/)[1];
    await applicant.get(link);
    assert.match((await applicant.get(own)).text, /Почта не подтверждена/, 'looking confirms nothing');
    await applicant.get(link);
    assert.equal((await applicant.post(link)).path.split('?')[0], own);
    assert.match((await applicant.get(own)).text, /ждёт ответа/);
    assert.equal(sink.letters.length, 1);
}

async function returned(operator, applicant, sink, own) {
    assert.match((await operator.get('/')).text, /application waits for an answer/);
    let page = await operator.get('/applications');
    const card = page.text.match(/href="(\/applications\/\d+)"/)[1];
    page = await operator.get(card);
    assert.match(page.text, /ул\. Абая, 1/);
    assert.match(page.text, /value="school-160340016781"/);
    page = await operator.post(`${card}/answer`, {answer: 'returned', answer_reason: ''});
    assert.equal(page.status, 422);
    page = await operator.post(`${card}/answer`, {answer: 'returned', answer_reason: 'Write the Kazakh address'});
    assert.match(page.text, /Answered\. The applicant gets a letter/);
    const letter = await until('the letter that returns', () => sink.letters[1]);
    assert.match(letter.text, /Write the Kazakh address/);
    assert.ok(letter.text.includes(`http://kerege.example${own}`));
    page = await applicant.get(own);
    assert.match(page.text, /Write the Kazakh address/);
    page = await applicant.post(own, withFields(formOf(page, own), {address_kk: 'Абай к., 1'}));
    assert.match(page.text, /ждёт ответа/);
    return card;
}

// What proves who sits there: with a recovery code, which is taken once.
async function withSecondFactor(browser) {
    await browser.post('/account/second-factor/offer');
    const shown = await browser.post('/account/second-factor/confirm', {one_time_code: totp(keyOn(browser.page)), password});
    const codes = [...shown.text.matchAll(/<li class="code">([a-z0-9-]+)<\/li>/g)].map(([, code]) => code);
    return () => ({password, one_time_code: codes.pop()});
}

async function approved(house, operator, sink, card, proof) {
    let page = await operator.get(card);
    assert.match(page.text, /Абай к\., 1/);
    assert.match((await operator.post(`${card}/approve`, {...proof(), code: 'arman-7', password: 'x'})).text, /id="password-error"/);
    assert.match((await operator.post(`${card}/approve`, {code: 'arman-7'})).text, /id="password-error"/, 'it makes an administrator');
    assert.deepEqual(house.rows("select count(*) from core_organisation where code = 'arman-7'"), [['0']]);
    page = await operator.post(`${card}/approve`, {code: 'Schule 7', ...proof()});
    assert.equal(page.status, 422);
    assert.match(page.text, /id="code-error"/, 'the organisation\'s, not the one of the second factor');
    page = await operator.post(`${card}/approve`, {code: 'arman-7', ...proof()});
    assert.match(page.text, /a letter with login and password is on its way/);
    assert.match(house.run('org', 'list'), /arman-7 .*\(preparation\)/);
    const late = await operator.post(`${card}/approve`, {code: 'arman-8', ...proof()});
    assert.equal(late.status, 409);
    await until('the letter with the login', () => sink.letters[2]);
    await until('the outbox emptied', () => house.rows("select body from core_mail where template = 'activation' and state = 'sent'").length > 0 || house.rows("select count(*) from core_mail where template = 'activation' and body = ''")[0][0] === '1');
    page = await operator.post(`${card}/letter`);
    assert.match(page.text, /Another letter is on its way/);
    const again = await until('another letter', () => sink.letters[3]);
    assert.notEqual(again.text.match(/Временный пароль: (\S+)/)[1], sink.letters[2].text.match(/Временный пароль: (\S+)/)[1]);
    const secret = again.text.match(/Временный пароль: (\S+)/)[1];
    assert.ok(!house.log.includes(secret), 'nor does the log know it');
    assert.deepEqual(house.rows(`select count(*) from core_job where payload like '%${secret}%'`), [['0']]);
}

// U3.2, U3.3: the letter's login leads through the first sign-in to a school that begins.
async function begins(house, sink) {
    const letter = sink.letters[3];
    const [, login] = letter.text.match(/Логин: (\S+)/);
    const [, temporary] = letter.text.match(/Временный пароль: (\S+)/);
    const head = new Browser(house.address, 'ru');
    let page = await head.signIn(login, temporary);
    assert.match(page.path, /^\/first-login/);
    page = await head.post('/first-login/confirm', {answer: 'right'});
    page = await head.post('/first-login/password', {old_password: temporary, new_password: password, new_password_again: password});
    page = await head.get('/');
    assert.match(page.text, /href="\/activation"/);
    page = await head.get('/activation');
    assert.match(page.text, /не сделано/);
    assert.match(page.text, /value="Абай к\., 1"/);
    const empty = await head.post('/activation', {address_kk: '', address_ru: ''});
    assert.equal(empty.status, 422);
    page = await head.post('/activation', {address_kk: 'Абай к., 1', address_ru: 'ул. Абая, 1'});
    assert.match(page.text, /начала работу/);
    assert.doesNotMatch(house.run('org', 'list'), /arman-7 .*\(preparation\)/);
    assert.equal((await head.get('/activation')).path.split('?')[0], '/');
}

async function fromTheCommandLine(house, sink) {
    const second = new Browser(house.address, 'kk');
    const form = (await second.get((await second.get('/join')).text.match(/href="(\/join\/\d+)"/)[1])).text.match(/href="(\/join\/\d+)"/)[1];
    const fields = formOf(await second.get(form), form);
    const page = await second.post(form, [...withFields(fields, {...filled, email: 'b@mail.example'}), ['consent', 'yes']]);
    assert.match(page.text, /Пошта расталмаған/);
    const letter = await until('its letter', () => sink.letters[4]);
    const link = letter.text.match(/(\/join\/confirm\/[\w-]+)/)[1];
    await second.get(link);
    await second.post(link);
    const list = await printed(house, 'application', 'list', '--organisation=kz-zhetisu');
    assert.match(list, /waiting .*160340016781[^]*may be the same: arman-7/);
    const [, id] = list.match(/^(\d+) waiting/m);
    assert.match(await printed(house, 'application', 'approve', id, '--code=arman-b'), /Look at what is there already/);
    assert.match(await printed(house, 'application', 'refuse', id, '--reason=Бұрыннан бар'), /refused/);
    const refusal = await until('the refusal', () => sink.letters[5]);
    assert.match(refusal.text, /Бұрыннан бар/);
    assert.match((await second.get(page.path)).text, /Бұрыннан бар/);
    assert.match(await printed(house, 'org', 'appoint', 'school-3', '--name=Omarova Dana', '--position=Head', '--email=dana@mail.example', '--phone=+77011234567'), /omarova\.dana is the administrator of school-3/);
    const own = await until('the letter of the appointed one', () => sink.letters.find(({to}) => to === 'dana@mail.example'));
    assert.match(own.text, /omarova\.dana/);
}

// K4.1: organisations the operator makes get their first administrators too, one by one or from a file.
async function madeByTheOperator(house, operator, sink, proof) {
    const [[school]] = house.rows("select id from core_organisation where code = 'school-1'");
    const form = `/organisations/${school}/administrator`;
    assert.match((await operator.get(`/organisations/${school}`)).text, new RegExp(`href="${form}"`));
    let page = await operator.get(form);
    const typed = {family_name: 'Ahmetov', given_name: 'Dias', patronymic: '', position: 'Head', phone: '+7 701 123 45 67', email: 'dias', locale: 'kk'};
    page = await operator.post(form, typed);
    assert.equal(page.status, 422);
    assert.match(page.text, /value="Ahmetov"/);
    assert.match((await operator.post(form, {...typed, email: 'dias@mail.example'})).text, /id="password-error"/);
    assert.equal(house.rows("select count(*) from core_person where email = 'dias@mail.example'")[0][0], '0');
    page = await operator.post(form, {...typed, email: 'dias@mail.example', ...proof()});
    assert.match(page.text, /The letter with login and password is on its way/);
    const letter = await until('the letter of the one from the page', () => sink.letters.find(({to}) => to === 'dias@mail.example'));
    assert.match(letter.text, /Логин: ahmetov\.dias/);
    assert.equal((await operator.post(form, {...typed, email: 'x@mail.example', ...proof()})).status, 409, 'it has one by now');

    const file = `${house.folder}/bulk.yaml`;
    const bulk = (phone) => writeFileSync(file, `organisations:
  - {code: bulk-1, parent: kz-zhetisu, kind: school, name: {kk: Бір}, administrator: {family_name: Bulat, given_name: Asan, position: Head, email: asan@mail.example, phone: "${phone}", language: en}}
  - {code: bulk-2, parent: kz-zhetisu, kind: training_centre, name: {kk: Екі}}
`);
    bulk('12');
    assert.match(await printed(house, 'org', 'import', file), /bulk\.yaml:2: phone: /);
    bulk('+7 701 123 45 67');
    assert.match(await printed(house, 'org', 'import', file, '--preview'), /2 created, 0 changed, 0 as they were: nothing is written yet\nbulk-1: Bulat Asan/);
    assert.doesNotMatch(house.run('org', 'list'), /bulk-1/);
    assert.match(await printed(house, 'org', 'import', file), /2 created[^]*bulk-1: bulat\.asan gets a letter/);
    await until('the letter of the one from the file', () => sink.letters.find(({to}) => to === 'asan@mail.example'));
    assert.match(await printed(house, 'org', 'import', file), /2 as they were[^]*bulk-1: has an administrator already/);
}

test('K4.1 the form is there only where it is switched on, and asks for mail', async () => {
    const house = new House({});
    try {
        house.run('migrate');
        await house.start();
        const visitor = new Browser(house.address, 'en');
        assert.equal((await visitor.get('/join')).status, 404);
        assert.doesNotMatch((await visitor.get('/sign-in')).text, /href="\/join"/);
    } finally {
        await house.remove();
    }
    const wrong = new House({yaml: 'joining: {by_application: true}\n'});
    try {
        assert.match(await printed(wrong, 'migrate'), /by_application needs public_url/);
    } finally {
        await wrong.remove();
    }
});
