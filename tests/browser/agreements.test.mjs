// The gate of the agreements on a phone, in Kazakh: readable in place, accessible, and a way on.
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import {databaseKinds, root} from '../support/house.mjs';
import {faults} from './faults.mjs';
import {heading, launch, person, press, signIn} from './pages.mjs';
import {accounts, emptySchool, password} from './school.mjs';

const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};

// Without the places where a script lets long words break.
const unbroken = (text) => text.replaceAll('\u00ad', '');

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
            if (javaScriptEnabled) assert.deepEqual([...await faults(page), ...page.problems], []);

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
            if (javaScriptEnabled) assert.deepEqual([...await faults(page), ...page.problems], []);
            await press(page.locator('main tbody th a[href="/agreements/rules/1"]'));
            assert.match(page.url(), /\/agreements\/rules\/1$/);
            if (javaScriptEnabled) assert.deepEqual([...await faults(page), ...page.problems], []);
            await page.context().close();
        });
});
