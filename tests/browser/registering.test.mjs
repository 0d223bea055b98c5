// U4.9 on a phone: a parent registers a child, the administrator takes it in; in each language, with scripts
// and without.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {printSlips} from '../../scripts/lib/load.mjs';
import {root} from '../support/house.mjs';
import {Region, password, rosters} from '../support/region.mjs';
import {faults} from './faults.mjs';
import {heading, launch, person, press, signIn, speak} from './pages.mjs';

const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};
const walks = [
    {locale: 'kk', given: 'Айша', options: {...phone, colorScheme: 'dark'}},
    {locale: 'ru', given: 'Дина', options: {...phone, javaScriptEnabled: false}},
    {locale: 'en', given: 'Лаура', options: {...phone, colorScheme: 'light'}},
];

function words(locale) {
    const file = readFileSync(path.join(root, `host/locales/${locale}.po`), 'utf8');
    return (id) => file.match(new RegExp(`^msgid "${id}"\\nmsgstr "(.*)"$`, 'm'))?.[1] ?? assert.fail(`no words for ${id} in ${locale}`);
}
const unbroken = (text) => text.replaceAll('\u00ad', '');

let region, browser, parent;
before(async () => {
    region = await Region.open();
    const east = await region.fill('school-east');
    const row = rosters['school-east'].learners.rows.find((one) => one[0] === '7А' && one[8]);
    parent = await region.begin((await printSlips(east, 'guardian', '7А')).find((slip) => slip.name === row[8]));
    const file = `${region.house.folder}/consent.yaml`;
    writeFileSync(file, 'documents:\n  - code: child\n    owner: kz\n    kind: binding\n    profiles: [learner]\n    own_age: 14\n    title: {kk: Бала келісімі, ru: Согласие за ребёнка, en: Consent for a child}\n    text: {kk: "1. Бала.", ru: "1. Ребёнок.", en: "1. A child."}\n');
    region.house.run('agreement', 'import', file);
    region.house.run('agreement', 'publish', 'child');
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await region?.close();
});

async function arrive(login, {locale, options}) {
    const page = await person(browser, region.house.address, options);
    await signIn(page, login, password);
    await speak(page, locale);
    return page;
}

for (const walk of walks)
    test(`U4.9 a parent registers a child on a phone (${walk.locale})`, async () => {
        const say = words(walk.locale);
        const scripts = walk.options.javaScriptEnabled !== false;
        const look = async (page, ...shown) => {
            const text = unbroken(await page.locator('main').innerText());
            for (const one of shown) assert.ok(text.includes(one), `${page.url()} says ${one}: ${text.slice(0, 500)}`);
            const problems = page.problems.filter((one) => !one.includes('status of 422'));
            if (scripts) assert.deepEqual([...await faults(page), ...problems], [], page.url());
        };
        const page = await arrive(parent.login, walk);
        await press(page.getByRole('link', {name: say('Register a child')}).first());
        await look(page, say('Register a child'), say('Send to the school'));
        await page.fill('#family_name', 'Тіркелова');
        await page.fill('#given_name', walk.given);
        await page.fill('#birth_date', '2017-05-04');
        await page.selectOption('#sex', 'female');
        await page.fill('#class', '7б');
        await press(page.locator('form.card button.primary'));
        await look(page, say("Tick what a child of this age can't accept alone."));
        assert.equal(await page.inputValue('#given_name'), walk.given, 'what was typed is there');
        await page.check('input[name=accept]');
        await press(page.locator('form.card button.primary'));
        await look(page, `Тіркелова ${walk.given}`, say('Waits for an answer'));

        const desk = await arrive('admin-east', walk);
        await press(desk.locator('.waiting a[href="/registrations"]'));
        await look(desk, say('They wait for your answer'), `Тіркелова ${walk.given}`);
        await press(desk.getByRole('link', {name: `Тіркелова ${walk.given}`}));
        await look(desk, say('Take in as a new learner'), 'child/1');
        assert.equal(await desk.inputValue('#class'), '7Б', 'the class asked for');
        await press(desk.locator('form[action$="/accept"] button'));
        assert.match(unbroken(await heading(desk)), new RegExp(`Тіркелова ${walk.given}`));
        await look(desk, `Тіркелова ${walk.given}`);

        await page.goto('/');
        await look(page, `Тіркелова ${walk.given}`);
        await page.goto('/account/registrations');
        await look(page, say('Taken in'));
        for (const one of [page, desk]) await one.context().close();
    });
