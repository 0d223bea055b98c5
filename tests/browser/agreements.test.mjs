// The gate of the agreements on a phone, in Kazakh: readable in place, accessible, and a way on.
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {databaseKinds, root} from '../support/house.mjs';
import {heading, launch, person, press, signIn} from './pages.mjs';
import {accounts, emptySchool, password} from './school.mjs';

const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};

// Without the places where a script lets long words break.
const unbroken = (text) => text.replaceAll('\u00ad', '');

async function faults(page) {
    const devtools = await page.context().newCDPSession(page);
    const run = async (expression) => (await devtools.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true})).result.value;
    await run(axe);
    const found = await run("axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes[0].html}`))");
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    return [...found, ...(sideways > 0 ? [`scrolls sideways by ${sideways} px`] : []), ...page.problems];
}

for (const database of databaseKinds) describe(database, () => {
    let house, browser;
    before(async () => {
        house = await emptySchool({database});
        house.run('agreement', 'import', path.join(root, 'tests/data/agreements.yaml'));
        for (const code of ['rules', 'school']) house.run('agreement', 'publish', code);
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await house?.remove();
    });

    for (const javaScriptEnabled of [true, false])
        it(`an administrator reads and accepts on a phone, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
            const login = javaScriptEnabled ? accounts.administrator : accounts.deputy;
            const page = await person(browser, house.address, {...phone, javaScriptEnabled, colorScheme: javaScriptEnabled ? 'dark' : 'light'});
            await signIn(page, login, password);
            assert.match(page.url(), /\/first-login$/);
            assert.equal(unbroken(await heading(page)), 'Алдымен осыны қабылдаңыз');
            const documents = page.locator('section.asked');
            assert.equal(await documents.count(), javaScriptEnabled ? 2 : 1, 'who is no administrator accepts nothing for the school');
            const text = documents.first().locator('.reading');
            assert.equal(await text.isVisible(), false);
            await documents.first().locator('summary').tap();
            assert.match(unbroken(await text.innerText()), /1\.1\.\s+Бірінші тармақ <b>\./);
            if (javaScriptEnabled) assert.deepEqual(await faults(page), []);

            // The browser itself asks for the ticks.
            await page.locator('form[action="/first-login/agreements"] button').tap();
            assert.match(page.url(), /\/first-login$/);
            for (const tick of await page.locator('input[name=accept]').all()) {
                const box = await tick.locator('xpath=..').boundingBox();
                assert.ok(box.height >= 43.5, `${box.height} px for a thumb`);
                await tick.check();
            }
            await press(page.locator('form[action="/first-login/agreements"] button'));
            assert.equal(new URL(page.url()).pathname, '/');
            await page.goto('/account/agreements');
            assert.equal(await page.locator('main tbody tr').count(), javaScriptEnabled ? 2 : 1);
            if (javaScriptEnabled) assert.deepEqual(await faults(page), []);
            await press(page.locator('main tbody th a[href="/agreements/rules/1"]'));
            assert.match(page.url(), /\/agreements\/rules\/1$/);
            if (javaScriptEnabled) assert.deepEqual(await faults(page), []);
            await page.context().close();
        });
});
