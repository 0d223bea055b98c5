// The search field of the header: by keyboard, by touch, and without scripts.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {Roster, heading, launch, person, press, signIn} from './pages.mjs';
import {accounts, emptySchool, learnersOf, password} from './school.mjs';

let house, browser, name;
before(async () => {
    house = await emptySchool();
    browser = await launch();
    const office = await person(browser, house.address);
    await signIn(office, accounts.administrator, password);
    const roster = new Roster(office);
    await roster.upload('learners', learnersOf('7А'));
    await roster.apply();
    await office.goto('/people?kind=learner');
    name = (await office.locator('tbody th a').first().innerText()).trim();
    await office.context().close();
});
after(async () => {
    await browser?.close();
    await house?.remove();
});

async function office(options) {
    const page = await person(browser, house.address, options);
    await signIn(page, accounts.administrator, password);
    return page;
}

const options = (page) => page.locator('.find-panel [role=option]');
const active = (page) => page.locator('[role=combobox]').getAttribute('aria-activedescendant');

test('a name is found while it is typed, by the keyboard alone', async () => {
    const page = await office();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'find', '/ goes to the field');
    await page.keyboard.type(name.slice(0, 4));
    await options(page).first().waitFor();
    const field = page.locator('#find');
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    assert.equal(await field.getAttribute('aria-controls'), 'find-list');
    assert.match(await page.locator('.find > [role=status]').innerText(), /^\d+ нәтиже$/, 'a screen reader is told');
    assert.equal(await active(page), null);
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(page), 'find-1');
    assert.equal(await options(page).first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(page), null, 'back in the field');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.find-panel').isVisible(), false);
    assert.equal(await field.inputValue(), name.slice(0, 4), 'Escape keeps what was typed');
    await page.keyboard.press('ArrowDown');
    await options(page).first().waitFor();
    const wanted = await options(page).evaluateAll((all, whom) => all.findIndex((one) => one.textContent.includes(whom)), name);
    assert.ok(wanted >= 0, name);
    for (let i = 0; i <= wanted; i += 1) await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.match(new URL(page.url()).pathname, /^\/people\/\d+$/);
    assert.ok((await heading(page)).includes(name.split(' ')[0]));
    assert.deepEqual(page.problems, []);
});

test('an answer that comes late does not stand for what was typed since', async () => {
    const page = await office();
    let asked = 0;
    await page.route('**/search/suggestions?**', async (route) => {
        asked += 1;
        if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 1500));
        await route.continue().catch(() => {});
    });
    await page.locator('#find').click();
    await page.keyboard.type(name.slice(0, 2), {delay: 20});
    await page.waitForTimeout(400);
    assert.equal(asked, 1, 'a pause, and then one question for both letters');
    await page.locator('#find').fill('щщщщ');
    await page.locator('.find-none').waitFor();
    await page.waitForTimeout(1500);
    assert.equal(await options(page).count(), 0);
    await page.mouse.click(300, 700);
    assert.equal(await page.locator('.find-panel').isVisible(), false, 'it closes when one goes on');
});

test('on a phone the search is a page, and its list fits', async () => {
    const page = await office({viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true});
    assert.equal(await page.locator('#find').isVisible(), false);
    await Promise.all([page.waitForNavigation(), page.locator('.find-link').tap()]);
    await page.locator('#q').tap();
    await page.keyboard.type(name.slice(0, 4));
    await options(page).first().waitFor();
    for (const edge of await options(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right))) assert.ok(edge <= 360, `${edge} px`);
    assert.ok((await options(page).first().boundingBox()).height >= 44);
    await Promise.all([page.waitForNavigation(), options(page).first().tap()]);
    assert.equal(new URL(page.url()).pathname === '/search', false);
    assert.deepEqual(page.problems, []);
});

test('without scripts the field leads to the results', async () => {
    const page = await office({javaScriptEnabled: false});
    await page.fill('#find', name.split(' ')[0]);
    await press(page.locator('.find button'));
    assert.equal(new URL(page.url()).pathname, '/search');
    await press(page.locator('.hits').getByRole('link', {name}).first());
    assert.match(new URL(page.url()).pathname, /^\/people\/\d+$/);
});
