// The second factor: set up, asked for, taken off, and not to be had without a key.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, password, visible} from '../support/region.mjs';
import {keyOn, totp} from '../support/totp.mjs';

// What doctor finds besides is the machine's.
function doctor(house) {
    try {
        return house.run('doctor');
    } catch (error) {
        return error.stdout;
    }
}

const withKey = 'second_factor: {key_env: KEREGE_TEST_FACTOR_KEY, required_of: [administrator]}\n';

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
            assert.equal((await confirm({one_time_code: '000000', password})).status, 422);
            assert.match(admin.page.text, /id="one_time_code-error"/);
            assert.equal((await confirm({one_time_code: totp(key), password: 'x'})).status, 422);
            assert.match(admin.page.text, /id="password-error"/);
            const shown = await confirm({one_time_code: totp(key), password});
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
            const step = (code, more = {}) => next.post('/sign-in/code', {ticket, one_time_code: code, next: '/people', ...more});
            assert.equal((await step('000000')).status, 422);
            assert.match(next.page.text, /id="one_time_code-error"/);
            assert.equal((await step(totp(key))).status, 422, 'the code of setting it up is used');
            assert.equal((await step(codes[0].toUpperCase().replace('-', ' '))).path, '/people');
            const late = region.browser();
            await late.get('/sign-in');
            assert.equal((await late.post('/sign-in/code', {ticket, one_time_code: codes[1]})).path, '/sign-in', 'the ticket is used');
            assert.match(visible(await next.get('/account/second-factor')), /кодтары: 9/);

            // Another administrator takes it off; the person reads of it.
            load.createAccount(house.kerege, {login: 'orynbasar', organisation: 'school-east', profile: 'employee', role: 'administrator', name: 'Орынбасар Әлия', language: 'kk'}, password);
            const other = region.browser();
            await other.signIn('orynbasar', password);
            await other.post('/account/second-factor/offer');
            await other.post('/account/second-factor/confirm', {one_time_code: totp(keyOn(other.page)), password});
            const shownTo = {codes: [...other.page.text.matchAll(/<li class="code">([a-z0-9-]+)<\/li>/g)].map(([, code]) => code)};
            const card = (await other.get('/people?q=Әкімшісі')).text.match(/href="(\/people\/\d+)"/)[1];
            assert.match((await other.get(card)).text, new RegExp(`href="${card}/second-factor"`));
            const form = await other.get(`${card}/second-factor`);
            for (const field of ['password', 'one_time_code']) assert.match(form.text, new RegExp(`<input id="${field}"`));
            const takeOff = (fields) => other.post(`${card}/second-factor`, fields);
            assert.equal((await takeOff({})).status, 422, 'whoever finds the session open does nothing');
            assert.match((await takeOff({password: 'x', one_time_code: shownTo.codes[0]})).text, /id="password-error"/);
            const codeless = await takeOff({password, one_time_code: '000000'});
            assert.equal(codeless.status, 422);
            assert.match(codeless.text, /<a href="#one_time_code">.*id="one_time_code-error"/s);
            assert.equal((await takeOff({password, one_time_code: shownTo.codes[0]})).path, card);
            assert.doesNotMatch((await other.get(card)).text, /\/second-factor"/);
            assert.match(visible(await other.get('/audit')), /өз құпиясөзі не коды қате енгізілді/);
            // Their own is not theirs to take off there, nor is their own password on a slip.
            const own = (await other.get('/people?q=Орынбасар')).text.match(/href="(\/people\/\d+)"/)[1];
            assert.doesNotMatch((await other.get(own)).text, /\/second-factor"|name="from"/);
            assert.equal((await other.post(`${own}/second-factor`, {password, one_time_code: shownTo.codes[1]})).status, 403);
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
