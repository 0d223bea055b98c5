// Achievements in the hand: a homeroom teacher enters one for a team on a phone, the learner looks and prints.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {day} from '../../scripts/lib/clock.mjs';
import {launch, messageOf, person, press, signIn} from './pages.mjs';
import {accounts, arrive, emptySchool, fill, password} from './school.mjs';

const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};

let house, browser, slips;
before(async () => {
    house = await emptySchool();
    ({slips} = await fill(house, ['7А']));
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await house?.remove();
});

// Without the places where words may break.
const words = async (locator) => (await locator.innerText()).replaceAll('\u00ad', '');
const fits = async (page) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), `${page.url()} is as wide as the phone`);

for (const javaScriptEnabled of [true, false])
    test(`K7.1 a team's prize reaches the learner (${javaScriptEnabled ? 'with' : 'without'} scripts)`, async () => {
        const title = javaScriptEnabled ? 'Волейбол жарысы' : 'Шахмат жарысы';
        const office = await person(browser, house.address, {...phone, javaScriptEnabled});
        await signIn(office, accounts.administrator, password);
        await office.goto('/portfolio');
        await fits(office);
        await press(office.locator('main table a').first());
        await fits(office);
        await press(office.locator('a[href$="/new"]'));
        await fits(office);
        const names = await office.locator('label:has(input[name=learner])').allInnerTexts();
        const child = slips.learners[0].name.split(' ').slice(0, 2).join(' ');
        for (const name of [child, names.map((one) => one.trim()).find((one) => one !== child)])
            await office.getByRole('checkbox', {name, exact: true}).check();
        await office.selectOption('#kind', 'sport');
        await office.fill('#title', title);
        await office.fill('#result', 'I орын');
        await office.fill('#begins_on', day());
        await press(office.locator('main form button.primary'));
        assert.match(await words(office.locator('#level-error')), /Деңгейін таңдаңыз/);
        assert.equal(await office.locator('input[name=learner]:checked').count(), 2, 'nothing is lost');
        assert.equal(await office.inputValue('#title'), title);
        await fits(office);
        await office.selectOption('#level', 'district');
        await press(office.locator('main form button.primary'));
        assert.match(await messageOf(office), /2 оқушының жазбасы сақталды/);
        await press(office.getByRole('link', {name: child}));
        assert.match(await words(office.locator('main')), new RegExp(title));
        await fits(office);

        const [slip] = slips.learners;
        if (javaScriptEnabled) await arrive(house, slip);
        const own = await person(browser, house.address, {...phone, javaScriptEnabled});
        await signIn(own, slip.login, password);
        assert.match(await words(own.locator('main')), new RegExp(title), 'on the first page');
        await press(own.locator('main a[href^="/portfolio/own"]').first());
        assert.match(await words(own.locator('main')), /I орын/);
        await fits(own);
        await press(own.locator('a[href*="/own/sheet"]'));
        assert.match(await words(own.locator('h1')), /портфолио/i);
        assert.equal(await own.locator('button[data-print]').isVisible(), javaScriptEnabled);
        await fits(own);
        await own.emulateMedia({media: 'print'});
        assert.equal(await own.locator('main .actions').isVisible(), false);
        assert.equal(await own.locator('header.top').isVisible(), false);
        assert.deepEqual([...office.problems, ...own.problems].filter((one) => !/422/.test(one)), []);
    });
