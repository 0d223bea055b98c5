// K4.2 on a phone: an administrator enters one learner, changes the class, adds a parent and removes one; in
// each language, with scripts and without.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
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
const parent = rosters['school-east'].learners.rows.find((row) => row[0] === '7А' && row[8])[8];

function words(locale) {
    const file = readFileSync(path.join(root, `host/locales/${locale}.po`), 'utf8');
    return (id) => file.match(new RegExp(`^msgid "${id.replace('?', '\\?')}"\\nmsgstr "(.*)"$`, 'm'))?.[1] ?? assert.fail(`no words for ${id} in ${locale}`);
}
const unbroken = (text) => text.replaceAll('\u00ad', '');

let region, browser;
before(async () => {
    region = await Region.open();
    await region.fill('school-east');
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await region?.close();
});

for (const walk of walks)
    test(`K4.2 one learner is entered on a phone (${walk.locale})`, async () => {
        const say = words(walk.locale);
        const page = await person(browser, region.house.address, walk.options);
        const look = async (...shown) => {
            const text = unbroken(await page.locator('main').innerText());
            for (const one of shown) assert.ok(text.includes(one), `${page.url()} says ${one}: ${text.slice(0, 600)}`);
            const problems = page.problems.filter((one) => !/status of (409|422)/.test(one));
            if (walk.options.javaScriptEnabled !== false) assert.deepEqual([...await faults(page), ...problems], [], page.url());
        };
        const save = () => press(page.locator('form.card button.primary'));
        await signIn(page, 'admin-east', password);
        await speak(page, walk.locale);
        await page.goto('/people?kind=learner');
        await press(page.getByRole('link', {name: say('Add a person')}));
        await look(say('Add a person'));
        await page.fill('#family_name', 'Қолмен');
        await page.fill('#given_name', walk.given);
        await page.fill('#birth_date', '2013-05-04');
        await page.fill('#class', 'x');
        await save();
        await look(say('Write the class as 7А.'));
        assert.equal(await page.inputValue('#given_name'), walk.given, 'what was typed is there');
        await page.fill('#class', '7-б');
        await save();
        if (walk !== walks[0]) {
            // Born on one day with the one before, of the same surname.
            await look(say('Is it this person?'));
            await page.check('input[name=who][value=other]');
            await save();
        }
        await look(`Қолмен ${walk.given}`, '7Б', say('New temporary password'));

        await press(page.getByRole('link', {name: say('Another class')}));
        await look(say('Another class'), '7Б');
        await page.fill('#class', '7ә');
        await save();
        await look('7Ә');

        await press(page.getByRole('link', {name: say('Add a parent')}));
        await page.fill('#q', parent.split(' ')[0]);
        await press(page.locator('main form.filter button'));
        await look(say('Who is it?'), parent);
        await page.locator('label.choice', {hasText: parent}).first().click();
        await page.selectOption('#kinship', 'mother');
        await save();
        await look(parent, say('mother'));

        await press(page.locator('main li a[href$="/remove"]'));
        await look(say('Remove a parent'));
        await save();
        assert.match(unbroken(await heading(page)), new RegExp(`Қолмен ${walk.given}`));
        assert.ok(!unbroken(await page.locator('main').innerText()).includes(parent));
        await page.context().close();
    });
