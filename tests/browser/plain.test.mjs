// The same day in a browser without scripts: forms instead of the grid.
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {Grid, Lessons, Plain, Roster, Slips, Teaching, firstLogin, launch, messageOf, person, press, signIn, speak} from './pages.mjs';
import {accounts, emptySchool, learnersOf, mathematician, password, slipOf, staff} from './school.mjs';
import {databaseKinds} from '../support/house.mjs';

for (const database of databaseKinds) describe(database, () => {
    let house, browser, teacherSlip, guardianSlip, href;
    before(async () => {
        house = await emptySchool({database});
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await house?.remove();
    });

    const plain = () => person(browser, house.address, {javaScriptEnabled: false});

    it('the administrator brings in the school and prints slips', async () => {
        const page = await plain();
        await signIn(page, accounts.administrator, password);
        const roster = new Roster(page);
        assert.equal((await roster.upload('staff', staff()))[0], '30');
        await roster.apply();
        await roster.upload('learners', learnersOf('7А'));
        await roster.apply();
        await new Teaching(page).assign(mathematician, 'Математика', ['7А']);
        const slips = new Slips(page, password);
        teacherSlip = slipOf(await slips.print('employee'), mathematician);
        guardianSlip = (await slips.print('guardian', '7А'))[0];
        assert.ok(teacherSlip.login && guardianSlip.login);
    });

    it('the teacher comes in by the slip, adds lessons and enters one as a form', async () => {
        const page = await plain();
        await firstLogin(page, teacherSlip, password);
        await page.goto('/journal');
        await press(page.locator('main').getByRole('link', {name: /7А/}).first());
        href = new URL(page.url()).pathname;
        await press(page.locator('.empty a.primary'));
        await new Lessons(page).addSeries([2, 4]);
        assert.match(await messageOf(page), /\d+/);
        // The grid is a table whose heads lead to the lessons.
        assert.equal(await page.locator('table.grid tbody tr').count(), 21);
        await press(page.locator('table.grid thead a').first());
        const lesson = new Plain(page);
        await page.fill('#topic', 'Жай бөлшектер');
        await lesson.enter(0, {mark: '9'});
        await lesson.enter(1, {mark: '10', attendance: 'late'});
        await lesson.enter(2, {attendance: 'ill'});
        await lesson.save();
        await page.goto(href);
        const cells = await page.locator('table.grid tbody tr td:nth-of-type(1)').allInnerTexts();
        assert.deepEqual(cells.slice(0, 4), ['9', '10 к', 'а', '']);
        assert.equal(await page.locator('table.grid thead th a').first().locator('xpath=..').getAttribute('title'), 'Жай бөлшектер');
    });

    it('the grid opens at today, or where something is still to be filled in', async () => {
        const page = await person(browser, house.address, {javaScriptEnabled: false, viewport: {width: 360, height: 740}, isMobile: true});
        await signIn(page, teacherSlip.login, password);
        await page.goto('/journal');
        await press(page.locator('main').getByRole('link', {name: /7А/}).first());
        assert.equal(new URL(page.url()).hash, '#now');
        assert.ok(await new Grid(page).opened());
    });

    it('a mark beside an absence is refused with words, and what was typed stays', async () => {
        const page = await plain();
        await signIn(page, teacherSlip.login, password);
        await page.goto(href);
        await press(page.locator('table.grid thead a').first());
        const lesson = new Plain(page);
        await lesson.enter(5, {mark: '4', attendance: 'unexcused'});
        await lesson.enter(6, {mark: '7'});
        await lesson.save();
        assert.equal(await page.locator('tbody .field-error').count(), 1);
        assert.deepEqual(await lesson.entry(5), {mark: '4', attendance: 'unexcused'});
        assert.deepEqual(await lesson.entry(6), {mark: '7', attendance: ''});
        await lesson.enter(5, {attendance: ''});
        await lesson.save();
        await page.goto(href);
        const cells = await page.locator('table.grid tbody tr td:nth-of-type(1)').allInnerTexts();
        assert.deepEqual(cells.slice(5, 7), ['4', '7']);
    });

    it('two forms of one lesson: the second asks, and does what is chosen', async () => {
        const [one, other] = [await plain(), await plain()];
        for (const page of [one, other]) {
            await signIn(page, teacherSlip.login, password);
            await page.goto(href);
            await press(page.locator('table.grid thead a').nth(1));
        }
        const [first, second] = [new Plain(one), new Plain(other)];
        await first.enter(0, {mark: '5'});
        await first.enter(1, {mark: '6'});
        await first.save();
        await second.enter(0, {mark: '8'});
        await second.enter(1, {mark: '9'});
        await second.enter(2, {mark: '10'});
        await second.save();
        const asked = other.locator('tbody fieldset');
        assert.equal(await asked.count(), 2);
        assert.match(await asked.nth(0).innerText(), /5[\s\S]*8/);
        await one.goto(href);
        const before = await one.locator('table.grid tbody tr td:nth-of-type(2)').allInnerTexts();
        assert.deepEqual(before.slice(0, 2), ['5', '6'], 'nothing is overwritten before somebody chooses');
        await asked.nth(0).locator('input[value=theirs]').check();
        await asked.nth(1).locator('input[value=mine]').check();
        await second.save();
        await other.goto(href);
        const cells = await other.locator('table.grid tbody tr td:nth-of-type(2)').allInnerTexts();
        assert.deepEqual(cells.slice(0, 3), ['5', '9', '10']);
    });

    it('the session ends over a form: what was typed is sent again after signing in', async () => {
        const page = await plain();
        await signIn(page, teacherSlip.login, password);
        await page.goto(href);
        await press(page.locator('table.grid thead a').nth(2));
        const form = new Plain(page);
        await form.enter(3, {mark: '8'});
        const kept = (await page.context().cookies()).filter(({name}) => name === 'kerege_locale');
        await page.context().clearCookies();
        await page.context().addCookies(kept);
        await form.save();
        assert.match(await page.content(), /name="mark\.\d+" value="8"/);
        const tab = await page.context().newPage();
        await signIn(tab, teacherSlip.login, password);
        await tab.close();
        // The first attempt comes back with the new session's token, the second is saved.
        await press(page.locator('main form button.primary'));
        if (await page.locator('main form input[type=hidden][name^="mark."]').count()) await press(page.locator('main form button.primary'));
        await page.goto(href);
        const cells = await page.locator('table.grid tbody tr td:nth-of-type(3)').allInnerTexts();
        assert.equal(cells[3], '8');
    });

    it('a parent comes in by the slip and sees the marks, in each language', async () => {
        const teacher = await plain();
        await signIn(teacher, teacherSlip.login, password);
        await teacher.goto(href);
        await press(teacher.locator('table.grid thead a').nth(3));
        const form = new Plain(teacher);
        await teacher.fill('#topic', 'Ондық бөлшектер');
        for (let row = 0; row < 21; row += 1) await form.enter(row, {mark: '10', attendance: 'late'});
        await form.save();

        const page = await plain();
        await firstLogin(page, guardianSlip, password);
        await page.goto('/journal/marks');
        for (const [locale, late] of [['kk', 'кешікті'], ['ru', 'опозда'], ['en', 'late']]) {
            if (locale !== 'kk') await speak(page, locale);
            assert.equal(await page.locator('html').getAttribute('lang'), locale);
            const row = page.locator('main tr', {hasText: 'Ондық бөлшектер'});
            assert.match(await row.innerText(), /10/);
            assert.match(await row.innerText(), new RegExp(late, 'i'));
        }
    });
});
