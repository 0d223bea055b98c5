// A forgotten password, and the addresses its letters go to.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {nowMs, offsetTo} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, password, restartAt, rosters, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {keyOn, totp} from '../support/totp.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};

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
            await restartAt(region, new Date(nowMs() + 25 * 3600000).toISOString());
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
            await restartAt(region, new Date(nowMs() + 31 * 60000).toISOString());
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
            await restartAt(region, new Date(nowMs() + 25 * 3600000).toISOString());
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
            assert.match(visible(preview), /Мұғалімова Әсел .*second@mail\.example → evil@mail\.example/s);
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
            await person.post('/account/second-factor/confirm', {one_time_code: totp(keyOn(person.page)), password});
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
            await person.post('/account/second-factor/confirm', {one_time_code: totp(keyOn(person.page)), password});
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
