// Every page of every role: accessible, valid, inside its width, quiet on the console, light on the line.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {HtmlValidate} from 'html-validate';
import {faults} from './faults.mjs';
import {launch, person, signIn} from './pages.mjs';
import {schoolAtWork} from './places.mjs';
import {totp} from '../support/totp.mjs';
import {accounts, emptySchool, password as secret} from './school.mjs';

const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('htmlvalidate.json', import.meta.url), 'utf8')));
const roles = ['visitor', 'newcomer', 'colleague', 'administrator', 'deputy', 'teacher', 'learner', 'guardian', 'official', 'operator'];
const wide = {viewport: {width: 1280, height: 800}};
const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};
const looks = [
    {name: 'wide, light', all: true, options: {...wide, colorScheme: 'light'}},
    {name: 'phone, dark', all: true, options: {...phone, colorScheme: 'dark'}},
    {name: 'wide, dark', all: false, options: {...wide, colorScheme: 'dark'}},
    {name: 'phone, light', all: false, options: {...phone, colorScheme: 'light'}},
];

// With everything switched on that shows itself on a page.
process.env.KEREGE_TEST_FACTOR_KEY = 'thirty-two letters and a few more of them';
const yaml = `second_factor: {key_env: KEREGE_TEST_FACTOR_KEY}
public_url: "http://kerege.example"
mail: {host: 127.0.0.1, port: 9, security: none, from: school@mail.example}
recovery: {by_mail: true}
joining: {by_application: true}
open_data: {organisation: kz, at_least: 4}
`;

let house, browser, people;
before(async () => {
    house = await emptySchool({yaml});
    people = await schoolAtWork(house);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await house?.remove();
});

async function valid(html, where) {
    const report = await validator.validateString(html, where);
    return report.results.flatMap(({messages}) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

for (const role of roles) {
    test(`pages of: ${role}`, async () => {
        const {login, password, pages} = people[role];
        const wrong = [];
        let storageState;
        for (const look of looks) {
            const page = await person(browser, house.address, {...look.options, storageState});
            if (login && !storageState) {
                await signIn(page, login, password);
                storageState = await page.context().storageState();
            }
            for (const where of pages) {
                const answer = await page.goto(where);
                assert.equal(answer.status(), where === '/no-such-page' ? 404 : 200, where);
                const policy = answer.headers()['content-security-policy'] ?? '';
                if (!policy.includes("default-src 'self'") || policy.includes('unsafe')) wrong.push(`${where}: ${policy}`);
                for (const fault of await faults(page, look)) wrong.push(`${where} (${look.name}): ${fault}`);
                if (look === looks[0]) for (const fault of await valid(await answer.text(), where)) wrong.push(`${where}: ${fault}`);
            }
            // A page that is not there is an error to the console too; nothing else may be.
            wrong.push(...page.problems.filter((text) => !text.includes('/no-such-page: Failed to load resource')));
            await page.context().close();
        }
        assert.deepEqual(wrong, []);
    });
}

// Their address is a number nobody knows before they are asked for.
test('slips to cut: accessible, valid, inside their width, and only slips on the paper', async () => {
    const wrong = [];
    for (const look of looks.slice(0, 2)) {
        const page = await person(browser, house.address, look.options);
        await signIn(page, people.administrator.login, people.administrator.password);
        await page.goto('/credentials/again?kind=learner&class=7А');
        for (const fault of await faults(page, look)) wrong.push(`by name (${look.name}): ${fault}`);
        for (const box of (await page.locator('input[name=membership]').all()).slice(-3)) await box.check();
        await page.fill('#password', people.administrator.password);
        const [answer] = await Promise.all([page.waitForNavigation(), page.locator('form.card button.primary').click()]);
        assert.equal(await page.locator('li.slip').count(), 3);
        for (const fault of await faults(page, look)) wrong.push(`slips (${look.name}): ${fault}`);
        for (const fault of await valid(await answer.text(), 'slips')) wrong.push(fault);
        await page.setViewportSize({width: 703, height: 1000});
        await page.emulateMedia({media: 'print'});
        for (const part of ['.top', '.rail', '.bar', '.no-print']) assert.equal(await page.locator(part).first().isVisible(), false, part);
        const lines = await page.locator('.slip .code').evaluateAll((codes) => codes.map((code) => {
            const text = document.createRange();
            text.selectNodeContents(code);
            return text.getClientRects().length;
        }));
        assert.deepEqual(new Set(lines), new Set([1]), 'a login or a password that is broken is copied wrongly');
        assert.match(await page.evaluate(() => document.documentElement.style.getPropertyValue('--print-footer')), /№ 1 орта мектеп · \d\d\.\d\d\.\d{4}/);
        wrong.push(...page.problems);
        await page.context().close();
    }
    assert.deepEqual(wrong, []);
});

// What a visit costs on the line, packed, heads and all, fonts apart: [{url, type, bytes}].
async function cost(page, where) {
    page.network ??= await page.context().newCDPSession(page);
    const asked = new Map();
    const start = ({requestId, request, type}) => asked.set(requestId, {url: request.url, type, bytes: 0});
    const end = ({requestId, encodedDataLength}) => asked.has(requestId) && (asked.get(requestId).bytes += encodedDataLength);
    await page.network.send('Network.enable');
    page.network.on('Network.requestWillBeSent', start);
    page.network.on('Network.loadingFinished', end);
    await page.goto(where, {waitUntil: 'networkidle'});
    page.network.off('Network.requestWillBeSent', start);
    page.network.off('Network.loadingFinished', end);
    return [...asked.values()].filter(({type}) => type !== 'Font');
}
const sum = (parts) => parts.reduce((total, {bytes}) => total + bytes, 0);

test('a first visit costs at most 60 KB, each page after it at most 20 KB', async () => {
    for (const role of ['teacher', 'administrator', 'guardian', 'operator']) {
        const {login, password, pages} = people[role];
        const page = await person(browser, house.address, looks[1].options);
        await signIn(page, login, password);
        const state = await page.context().storageState();
        await page.context().close();
        const heavy = [];
        let visitor;
        for (const where of pages) {
            // The first visit: nothing is kept in the browser yet.
            const fresh = await person(browser, house.address, {...looks[1].options, storageState: state});
            const first = sum(await cost(fresh, where));
            assert.ok(first > 20_000, `${where}: a first visit brings styles and scripts, ${first} bytes`);
            if (first > 60 * 1024) heavy.push(`${where}: first ${first} bytes`);
            if (visitor) {
                const later = sum(await cost(visitor, where));
                assert.ok(later > 1000, `${where}: ${later} bytes`);
                if (later > 20 * 1024) heavy.push(`${where}: later ${later} bytes`);
                await fresh.context().close();
            } else {
                visitor = fresh;
            }
        }
        await visitor.context().close();
        assert.deepEqual(heavy, []);
    }
});

// The second step of signing in, from the key to the code. The last: they need it from then on.
test('a second factor: accessible, valid, inside its width', async () => {
    const wrong = [];
    for (const [look, login] of [[looks[0], accounts.operator], [looks[1], accounts.official]]) {
        const page = await person(browser, house.address, look.options);
        const check = async (what, answer) => {
            for (const fault of await faults(page, look)) wrong.push(`${what} (${look.name}): ${fault}`);
            for (const fault of await valid(await answer.text(), what)) wrong.push(`${what}: ${fault}`);
        };
        const press = async (form) => (await Promise.all([page.waitForNavigation(), page.click(`form[action="${form}"] button`)]))[0];
        await signIn(page, login, secret);
        await page.goto('/account/second-factor');
        await press('/account/second-factor/offer');
        const key = (await page.textContent('dd.code')).replace(/ /g, '');
        await page.fill('#one_time_code', totp(key));
        await page.fill('#password', secret);
        await check('recovery codes', await press('/account/second-factor/confirm'));
        const code = await page.textContent('li.code');
        await check('a second factor that is on', await page.goto('/account/second-factor'));
        await page.context().clearCookies();
        await page.goto('/sign-in');
        await page.fill('#login', login);
        await page.fill('#password', secret);
        await check('the second step', await press('/sign-in'));
        await page.fill('#one_time_code', code);
        await press('/sign-in/code');
        assert.equal(new URL(page.url()).pathname, '/');
        await page.context().close();
    }
    assert.deepEqual(wrong, []);
});
