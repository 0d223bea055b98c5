// What an administrator and an operator do with people, in a browser: in each language, on a phone and wide,
// with scripts and without. Each walk has a learner of its own.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {printSlips} from '../../scripts/lib/load.mjs';
import {root} from '../support/house.mjs';
import {Region, fullName, password, rosters} from '../support/region.mjs';
import {faults} from './faults.mjs';
import {heading, launch, person, press, signIn, speak} from './pages.mjs';

const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};
const walks = [
    {locale: 'kk', options: {...phone, colorScheme: 'dark'}},
    {locale: 'ru', options: {...phone, javaScriptEnabled: false}},
    {locale: 'en', options: {colorScheme: 'light'}},
];

// What a message is called in a language.
function words(locale) {
    const file = readFileSync(path.join(root, `host/locales/${locale}.po`), 'utf8');
    return (id) => file.match(new RegExp(`^msgid "${id}"\\nmsgstr "(.*)"$`, 'm'))?.[1] ?? assert.fail(`no words for ${id} in ${locale}`);
}
// Without the places where a script lets long words break.
const unbroken = (text) => text.replaceAll('\u00ad', '');

let region, browser, families;
before(async () => {
    region = await Region.open();
    const [east] = [await region.fill('school-east'), await region.fill('school-west')];
    const slips = await printSlips(east, 'learner', '7А');
    const rows = rosters['school-east'].learners.rows.filter(([label]) => label === '7А');
    families = [];
    for (const row of rows.slice(0, walks.length)) {
        const name = fullName(row, 1);
        families.push({name, learner: await region.begin(slips.find((slip) => slip.name === name))});
    }
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await region?.close();
});

class Walk {
    static async begin(login, {locale, options}) {
        const walk = new Walk();
        walk.say = words(locale);
        walk.scripts = options.javaScriptEnabled !== false;
        walk.page = await person(browser, region.house.address, options);
        await signIn(walk.page, login, password);
        await speak(walk.page, locale);
        return walk;
    }
    // The page is of this language, and there is nothing wrong with it.
    async look(...shown) {
        const text = unbroken(await this.page.locator('main').innerText());
        for (const id of shown) assert.ok(text.includes(this.say(id)), `${this.page.url()} says ${this.say(id)}: ${text.slice(0, 400)}`);
        // A form that comes back with its faults is an error to the console.
        const problems = this.page.problems.filter((one) => !one.includes('status of 422'));
        if (this.scripts) assert.deepEqual([...await faults(this.page), ...problems], [], this.page.url());
    }
    async open(href) {
        await this.page.goto(href);
    }
    send(action) {
        return press(this.page.locator(`form[action="${action}"] .actions button`).first());
    }
    end() {
        return this.page.context().close();
    }
}

async function cardOf(walk, name) {
    await walk.open(`/people?kind=learner&q=${encodeURIComponent(name)}`);
    await press(walk.page.getByRole('link', {name}).first());
    return new URL(walk.page.url()).pathname;
}

for (const [index, how] of walks.entries()) {
    const as = (login) => Walk.begin(login, how);
    const title = `${how.locale}, ${how.options.viewport ? 'phone' : 'wide'}, ${how.options.javaScriptEnabled === false ? 'without' : 'with'} scripts`;

    test(`U3.6 access ends and comes back (${title})`, async () => {
        const office = await as('admin-east');
        const card = await cardOf(office, families[index].name);
        await press(office.page.locator(`a[href="${card}/end"]`));
        assert.ok(unbroken(await heading(office.page)).startsWith(office.say('End access')));
        await office.look('Ground', 'First day without access');
        await office.page.check('input[name=ground][value=expelled]');
        await office.send(`${card}/end`);
        await office.look('Access ended');
        await press(office.page.locator(`form[action="${card}/reopen"] button`));
        await office.look();
        assert.equal(await office.page.locator(`form[action="${card}/reopen"]`).count(), 0);
        await office.end();
    });

    test(`U3.2 something of the data is wrong, said and answered (${title})`, async () => {
        const learner = await as(families[index].learner.login);
        await learner.open('/account');
        await press(learner.page.locator('a[href="/account/wrong?field=patronymic"]'));
        await learner.look('This is wrong', 'Which of them');
        assert.ok(await learner.page.locator('input[value=patronymic]').isChecked());
        await learner.page.fill('#message', `Әкемнің аты ${title}`);
        await learner.send('/account/wrong');
        await learner.look('What I reported', 'waits for an answer');
        const admin = await as('admin-east');
        await admin.open('/reports');
        await admin.look('What came of it');
        const report = admin.page.locator('article', {hasText: `Әкемнің аты ${title}`});
        await report.locator('input[value=kept]').check();
        await press(report.locator('.actions button'));
        await admin.look('Say why it stays as it is: they read it.');
        await report.locator('textarea').fill(`Куәлікте солай ${title}`);
        await press(report.locator('.actions button'));
        await learner.open('/account/wrong');
        await learner.look('Not changed');
        assert.ok(unbroken(await learner.page.locator('main').innerText()).includes(`Куәлікте солай ${title}`));
        await admin.end();
        await learner.end();
    });

    test(`K3.3.4 consent is withdrawn with the signed paper, and taken back (${title})`, async () => {
        const office = await as('admin-east');
        const card = await cardOf(office, families[index].name);
        await office.open(`${card}/data`);
        await office.page.check('input[name=ground][value=withdrawn]');
        await office.send(`${card}/deletion`);
        await office.look('Ground');
        assert.equal(await office.page.locator('#scan-error').count(), 1, 'not without the paper');
        await office.page.check('input[name=ground][value=withdrawn]');
        await office.page.setInputFiles('#scan', {name: 'otinish.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')});
        await office.send(`${card}/deletion`);
        await office.look('Deleted, can be taken back', 'Consent withdrawn', 'Scanned paper');
        await press(office.page.locator(`form[action="${card}/deletion/take-back"] button`));
        await office.look('Taken back');
        await office.end();
    });

    test(`U8.1 a profile is restricted, whose owner goes on reading, and lifted (${title})`, async () => {
        const {learner} = families[index];
        const console_ = await as('operator');
        await console_.open('/restrictions');
        await console_.page.fill('#login', 'nobody.here');
        await console_.page.check('input[name=level][value=restricted]');
        await console_.page.selectOption('#reason', {index: 1});
        await console_.send('/restrictions');
        await console_.look();
        assert.equal(await console_.page.locator('#login-error').count(), 1);
        assert.ok(await console_.page.isChecked('input[name=level][value=restricted]'), 'what was filled in stays');
        await console_.page.fill('#login', learner.login);
        await console_.send('/restrictions');
        await console_.look('In force', 'Restricted');
        const own = await as(learner.login);
        assert.equal(new URL(own.page.url()).pathname, '/', 'they look as before');
        await own.look();
        await own.end();
        await press(console_.page.locator('tr', {hasText: learner.login}).locator('form button'));
        await console_.look();
        assert.equal(await console_.page.locator('#present tr', {hasText: learner.login}).count(), 0);
        await console_.end();
    });

    test(`U3.6 a learner is handed over to another school (${title})`, async () => {
        const {name, learner} = families[index];
        const east = await as('admin-east');
        const card = await cardOf(east, name);
        await east.open(`${card}/transfer`);
        await east.page.fill('main input[name=q]', {kk: 'Батыс', ru: 'Западная', en: 'West'}[how.locale]);
        await press(east.page.locator('main form[role=search] button'));
        await east.page.locator('input[name=to]').first().check();
        await east.look('Where they go', 'First day there');
        await east.send(`${card}/transfer`);
        assert.match(east.page.url(), /\/transfers\/\d+$/);
        const transfer = new URL(east.page.url()).pathname;
        await east.look();
        await east.end();

        const west = await as('admin-west');
        await press(west.page.locator('main a[href="/transfers"]').first());
        await west.look();
        await press(west.page.locator(`main a[href="${transfer}"]`));
        await west.page.selectOption('#class', '8А');
        await west.look('Accept', 'Decline');
        await west.send(`${transfer}/accept`);
        assert.equal(await west.page.locator(`form[action="${transfer}/accept"]`).count(), 0);
        await press(west.page.locator('main a[href^="/people/"]').first());
        assert.ok((await west.page.locator('main').innerText()).includes(name.split(' ')[0]));
        await west.look();
        await west.end();

        const child = await as(learner.login);
        assert.equal(new URL(child.page.url()).pathname, '/');
        await child.look();
        await child.end();
    });
}
