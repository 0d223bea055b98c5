// Every page of every role: accessible, valid, inside its width, quiet on the console, light on the line.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {HtmlValidate} from 'html-validate';
import {root} from '../support/house.mjs';
import {launch, person, signIn} from './pages.mjs';
import {schoolAtWork} from './places.mjs';
import {emptySchool} from './school.mjs';

const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('htmlvalidate.json', import.meta.url), 'utf8')));
const roles = ['visitor', 'newcomer', 'colleague', 'administrator', 'deputy', 'teacher', 'guardian', 'official', 'operator'];
const looks = [
    {name: 'wide, light', viewport: {width: 1280, height: 800}, colorScheme: 'light'},
    {name: 'wide, dark', viewport: {width: 1280, height: 800}, colorScheme: 'dark'},
    {name: 'phone, light', viewport: {width: 360, height: 740}, colorScheme: 'light', isMobile: true, hasTouch: true},
    {name: 'phone, dark', viewport: {width: 360, height: 740}, colorScheme: 'dark', isMobile: true, hasTouch: true},
];

let house, browser, people;
before(async () => {
    house = await emptySchool();
    people = await schoolAtWork(house);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await house?.remove();
});

// Faults of the page that is open, as lines.
async function faults(page, phone) {
    const found = [];
    await page.waitForFunction(() => [...document.querySelectorAll('kerege-grid')].every((grid) => 'ready' in grid.dataset));
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (phone && sideways > 0) found.push(`scrolls sideways by ${sideways} px`);
    // The policy forbids scripts from elsewhere; the tool comes in past it, as one of the browser's own.
    const violations = await page.evaluate(async (source) => {
        if (!window.axe) new Function(source)();
        const {violations: list} = await window.axe.run(document, {resultTypes: ['violations']});
        return list.map(({id, impact, nodes}) => `${id} (${impact}): ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(' | ')}`);
    }, axe).catch((error) => [`axe did not run: ${error.message}`]);
    return [...found, ...violations];
}

async function valid(html, where) {
    const report = await validator.validateString(html, where);
    return report.results.flatMap(({messages}) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

for (const role of roles) {
    test(`pages of: ${role}`, async () => {
        const {login, password, pages} = people[role];
        const wrong = [];
        let storageState;
        for (const {name, ...look} of looks) {
            const page = await person(browser, house.address, {...look, storageState, bypassCSP: true});
            if (login && !storageState) {
                await signIn(page, login, password);
                storageState = await page.context().storageState();
            }
            for (const where of pages) {
                const answer = await page.goto(where);
                const expected = where === '/no-such-page' ? 404 : 200;
                if (answer.status() !== expected) wrong.push(`${where} (${name}): ${answer.status()}`);
                for (const fault of await faults(page, Boolean(look.isMobile))) wrong.push(`${where} (${name}): ${fault}`);
                if (name === looks[0].name) for (const fault of await valid(await answer.text(), where)) wrong.push(`${where}: ${fault}`);
            }
            wrong.push(...page.problems.filter((text) => !text.includes('no-such-page')));
            await page.context().close();
        }
        assert.deepEqual(wrong, []);
    });
}

test('nothing a page does breaks its own policy', async () => {
    const wrong = [];
    for (const role of roles) {
        const {login, password, pages} = people[role];
        const page = await person(browser, house.address);
        if (login) await signIn(page, login, password);
        for (const where of pages) {
            const answer = await page.goto(where, {waitUntil: 'networkidle'});
            const policy = answer.headers()['content-security-policy'] ?? '';
            if (!policy.includes("default-src 'self'") || policy.includes('unsafe')) wrong.push(`${where}: ${policy}`);
        }
        wrong.push(...page.problems.filter((text) => !text.includes('no-such-page')));
        await page.context().close();
    }
    assert.deepEqual(wrong, []);
});

// What a visit costs on the line, gzipped: [{url, bytes}], fonts apart.
async function cost(page, where) {
    const parts = [];
    const take = (response) => parts.push(response);
    page.on('response', take);
    await page.goto(where, {waitUntil: 'networkidle'});
    page.off('response', take);
    const weighed = [];
    for (const response of parts) {
        if (response.request().resourceType() === 'font' || response.status() !== 200) continue;
        const {fromDiskCache, encoding} = {fromDiskCache: await response.request().timing().responseEnd < 0, encoding: response.headers()['content-encoding']};
        if (fromDiskCache) continue;
        const {responseBodySize} = await response.request().sizes();
        const bytes = encoding ? responseBodySize : gzipSync(await response.body()).length;
        weighed.push({url: response.url(), bytes});
    }
    return weighed;
}
const sum = (parts) => parts.reduce((total, {bytes}) => total + bytes, 0);

test('a first visit costs at most 60 KB, each page after it at most 20 KB', async () => {
    for (const role of ['teacher', 'administrator', 'guardian']) {
        const {login, password, pages} = people[role];
        const page = await person(browser, house.address, {...looks[2], name: undefined});
        let first = sum(await cost(page, '/sign-in'));
        assert.ok(first > 5_000, 'a page weighs something');
        await signIn(page, login, password);
        const heavy = [];
        for (const where of pages) {
            const parts = await cost(page, where);
            const documents = parts.filter(({url}) => !url.includes('/assets/'));
            assert.ok(documents.length >= 1);
            first = Math.max(first, sum(parts));
            if (sum(documents) > 20 * 1024) heavy.push(`${where}: ${sum(documents)} bytes`);
        }
        assert.deepEqual(heavy, []);
        assert.ok(first <= 60 * 1024, `${first} bytes`);
        await page.context().close();
    }
});
