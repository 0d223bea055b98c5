// A school's journal day, in a browser with scripts: from the roster's file to marks in the grid.
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {grid as served} from '../../scripts/lib/load.mjs';
import {Grid, Lessons, Roster, Slips, Teaching, firstLogin, heading, launch, messageOf, person, press, signIn, speak} from './pages.mjs';
import {accounts, emptySchool, learnersOf, mathematician, password, signedIn, slipOf, staff} from './school.mjs';
import {databaseKinds} from '../support/house.mjs';

for (const database of databaseKinds) describe(database, () => {
    let house, browser, teacherLogin, href;
    before(async () => {
        house = await emptySchool({database});
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await house?.remove();
    });

    // What the server holds, asked by a browser of its own.
    async function held(row, column) {
        const asker = await signedIn(house, teacherLogin);
        return (await served(asker, {href})).learners[row].cells[column].text;
    }

    async function teacherAtGrid() {
        const page = await person(browser, house.address);
        await signIn(page, teacherLogin, password);
        return new Grid(page).open(href);
    }

    it('the administrator brings in the school, the teacher comes in by the slip and opens the grid', async () => {
        const office = await person(browser, house.address);
        await signIn(office, accounts.administrator, password);
        const roster = new Roster(office);
        const [newStaff] = await roster.upload('staff', staff());
        assert.equal(newStaff, '30');
        await roster.apply();
        const [newLearners, changed] = await roster.upload('learners', learnersOf('7А', '7Ә'));
        assert.ok(Number(newLearners) > 49, `${newLearners} people are new`);
        assert.equal(changed, '0');
        await roster.apply();
        await new Teaching(office).assign(mathematician, 'Математика', ['7А']);
        const slips = await new Slips(office, password).print('employee');
        const slip = slipOf(slips, mathematician);
        assert.ok(slip.password.length > 10);
        assert.equal(await office.locator('button[data-print]').isVisible(), true);
        assert.deepEqual(office.problems, []);

        const page = await person(browser, house.address);
        await firstLogin(page, slip, password);
        teacherLogin = slip.login;
        assert.equal(new URL(page.url()).pathname, '/');
        await page.goto('/journal');
        await press(page.locator('main').getByRole('link', {name: /7А/}).first());
        href = new URL(page.url()).pathname;
        await press(page.locator('.empty a.primary'));
        await new Lessons(page).addSeries([1, 3, 5]);
        assert.equal(new URL(page.url()).pathname, href);
        assert.match(await messageOf(page), /\d+/);
        assert.deepEqual(page.problems, []);
    });

    it('digits, arrows and letters: each saved at once', async () => {
        const grid = await teacherAtGrid();
        await grid.focus(0, 0);
        await grid.press('8', 'ArrowRight', '1', '0', 'ArrowDown', '7', 'Enter', 'ж', 'ArrowUp', 'ArrowLeft', '9', 'к', 'Enter');
        assert.deepEqual(await grid.place(), [2, 0]);
        await grid.settled();
        const shown = [[0, 0, '8'], [0, 1, '10'], [1, 1, '7'], [2, 1, 'ж'], [1, 0, '9 к']];
        for (const [row, column, text] of shown) assert.equal(await grid.text(row, column), text);
        assert.match(await grid.cell(2, 1).getAttribute('class'), /absent/);
        await grid.page.reload();
        for (const [row, column, text] of shown) {
            assert.equal(await grid.text(row, column), text);
            assert.equal(await held(row, column), text);
        }
        assert.deepEqual(grid.page.problems, []);
    });

    it('a number that is no mark is refused as it was typed, never saved as another', async () => {
        const grid = await teacherAtGrid();
        for (const typed of ['11', '12', '100']) {
            await grid.focus(3, 1);
            await grid.press(...typed, 'ArrowDown', 'ArrowUp');
            await grid.inState(3, 1, 'failed');
            assert.equal(await grid.text(3, 1), typed);
            assert.match(await grid.note(), /10/);
            assert.equal(await held(3, 1), '');
            // A digit typed anew is a mark again.
            await grid.press('9', 'ArrowDown');
            await grid.settled();
            assert.equal(await held(3, 1), '9');
            await grid.press('ArrowUp', 'Delete', 'ArrowDown');
            await grid.settled();
        }
    });

    it('the grid opens at today, or where something is still to be filled in', async () => {
        for (const options of [{}, {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true}]) {
            const page = await person(browser, house.address, options);
            await signIn(page, teacherLogin, password);
            for (const where of [href, `${href}#now`]) {
                await page.goto('/journal');
                const grid = await new Grid(page).open(where);
                assert.ok(await grid.opened(), where);
            }
            // The script finds the frame where the browser has put it: nothing jumps.
            const still = await page.context().newPage();
            await still.route('**/element-*.js', (route) => route.abort());
            await still.goto(href);
            const plain = await still.locator('kerege-grid').evaluate((frame) => frame.scrollLeft);
            assert.equal(await page.locator('.grid-frame').evaluate((frame) => frame.scrollLeft), plain);
            // The first Tab into the table comes to that lesson.
            assert.equal(await page.locator('.grid td[tabindex="0"]').evaluate((cell) => cell.cellIndex), await page.locator('#now').evaluate((head) => head.cellIndex));
        }
    });

    it('Delete, undo and redo reach the server', async () => {
        const grid = await teacherAtGrid();
        await grid.focus(0, 0);
        await grid.press('Delete', 'ArrowRight');
        await grid.settled();
        assert.equal(await held(0, 0), '');
        await grid.press('Control+z');
        await grid.settled();
        assert.equal(await held(0, 0), '8');
        assert.deepEqual(await grid.place(), [0, 0]);
        await grid.press('Control+y');
        await grid.settled();
        assert.equal(await held(0, 0), '');
        await grid.press('Control+z');
        await grid.settled();
    });

    it('a rectangle from a spreadsheet fills the cells, and one undo takes it back', async () => {
        const grid = await teacherAtGrid();
        await grid.focus(4, 2);
        await grid.paste('5\t10\tж\r\n6\t\tщ\r\n7 к\t1\t2\r\n');
        await grid.inState(5, 4, 'failed');
        await grid.page.waitForFunction(() => !document.querySelector('[data-draft], [data-state]:not([data-state=failed])'));
        assert.deepEqual([await held(4, 2), await held(4, 3), await held(4, 4)], ['5', '10', 'ж']);
        assert.deepEqual([await held(6, 2), await held(6, 3), await held(6, 4)], ['7 к', '1', '2']);
        assert.equal(await held(5, 4), '', 'what is no value is refused');
        await grid.focus(5, 4);
        assert.equal(await grid.text(5, 4), 'щ', 'and kept, to be mended');
        assert.match(await grid.note(), /10/);
        await grid.press('3', 'ArrowUp');
        await grid.settled();
        assert.equal(await held(5, 4), '3');
        await grid.press('Control+z');
        await grid.inState(5, 4, 'failed');
        await grid.press('Control+z');
        await grid.settled();
        for (const [row, column] of [[4, 2], [4, 3], [4, 4], [5, 2], [5, 4], [6, 2], [6, 4]]) {
            assert.equal(await grid.text(row, column), '');
            assert.equal(await held(row, column), '');
        }
    });

    it('two teachers at one cell: shown, locked, and nothing overwritten until somebody chooses', async () => {
        const [mine, other] = [await teacherAtGrid(), await teacherAtGrid()];
        await other.focus(8, 1);
        await other.press('4', 'ArrowDown');
        await other.settled();
        await mine.focus(8, 1);
        await mine.press('9', 'ArrowDown');
        await mine.inState(8, 1, 'conflict');
        assert.equal(await held(8, 1), '4');
        // Typing on, going away and coming back must not send it again.
        await mine.focus(8, 1);
        await mine.press('2', 'ArrowDown', 'ArrowUp', 'Delete', 'ArrowDown', 'ArrowUp');
        await mine.page.waitForTimeout(1000);
        await mine.inState(8, 1, 'conflict');
        assert.equal(await held(8, 1), '4');
        assert.match(await mine.note(), /4.*9|9.*4/s);
        assert.match((await mine.choices()).join(), /4.*9/s);
        await mine.choose(0);
        await mine.settled();
        assert.equal(await mine.text(8, 1), '4');
        assert.equal(await held(8, 1), '4');

        // The other way: one's own is put, knowingly.
        await mine.focus(9, 1);
        await mine.press('6', 'ArrowDown');
        await mine.settled();
        await other.focus(9, 1);
        await other.press('3', 'ArrowDown');
        await other.inState(9, 1, 'conflict');
        await other.focus(9, 1);
        await other.press('Enter', 'Tab', 'Enter');
        await other.settled();
        assert.equal(await other.text(9, 1), '3');
        assert.equal(await held(9, 1), '3');
    });

    it('the session ends while somebody types: nothing is lost', async () => {
        const grid = await teacherAtGrid();
        const context = grid.page.context();
        await context.clearCookies();
        await grid.focus(10, 0);
        await grid.press('5', 'ArrowDown', '6', 'ArrowDown', '7', 'ArrowDown');
        await grid.inState(10, 0, 'session');
        assert.equal(await grid.text(12, 0), '7');
        assert.equal(await held(10, 0), '');
        const [tab] = await Promise.all([context.waitForEvent('page'), grid.page.locator('.grid-choices a').click()]);
        await tab.fill('#login', teacherLogin);
        await tab.fill('#password', password);
        await press(tab.locator('.sign-in button.primary'));
        await tab.close();
        await grid.page.locator('.grid-choices button').last().click();
        await grid.settled();
        assert.deepEqual([await held(10, 0), await held(11, 0), await held(12, 0)], ['5', '6', '7']);
    });

    it('what a person may not enter is said so, and is not taken for the end of the session', async () => {
        const grid = await teacherAtGrid();
        await grid.page.route('**/cells', (route) => route.fulfill({status: 403, contentType: 'text/html; charset=utf-8', body: '<p class="fault">Бұл бет сізге ашық емес</p>'}));
        await grid.focus(14, 0);
        await grid.press('5', 'ArrowDown', 'ArrowUp');
        await grid.inState(14, 0, 'failed');
        assert.match(await grid.note(), /Бұл бет сізге ашық емес/);
        assert.equal(await grid.text(14, 0), '5', 'what was typed is kept');
        await grid.page.unroute('**/cells');
        // The token of a session that is over is asked for anew, once somebody says that they are signed in.
        const {page} = await teacherAtGrid();
        await page.route(`**${href}`, async (route) => {
            const response = await route.fetch();
            await route.fulfill({response, body: (await response.text()).replace(/data-csrf="[^"]*"/, 'data-csrf="stale"')});
        });
        const stale = await new Grid(page).open(href);
        await page.unroute(`**${href}`);
        await stale.focus(15, 0);
        await stale.press('4', 'ArrowDown');
        await stale.inState(15, 0, 'session');
        await stale.page.locator('.grid-choices button').last().click();
        await stale.settled();
        assert.equal(await held(15, 0), '4');
    });

    it('the line is cut while somebody types: kept, and sent when it is back', async () => {
        const grid = await teacherAtGrid();
        await grid.page.context().setOffline(true);
        await grid.focus(13, 0);
        await grid.press('8', 'ArrowDown', '9', 'ArrowDown');
        await grid.inState(13, 0, 'offline');
        assert.equal(await held(13, 0), '');
        await grid.page.context().setOffline(false);
        await grid.settled();
        assert.deepEqual([await held(13, 0), await held(14, 0)], ['8', '9']);
    });

    it('the server was away: the next key or a look at the page sends what was kept', async () => {
        const grid = await teacherAtGrid();
        const away = (route) => route.abort();
        for (const [row, comesBack] of [[16, () => grid.press('ArrowUp')], [17, () => grid.page.evaluate(() => dispatchEvent(new Event('focus')))]]) {
            await grid.page.route('**/cells', away);
            await grid.focus(row, 2);
            await grid.press('8', 'ArrowDown');
            await grid.inState(row, 2, 'offline');
            assert.match(await grid.note(), /осы бетте/, 'kept where: on this page');
            // The first tries have failed: by now the next is seconds away.
            await grid.page.waitForTimeout(3500);
            await grid.page.unroute('**/cells', away);
            const since = Date.now();
            await comesBack();
            await grid.settled();
            assert.ok(Date.now() - since < 2000, `sent after ${Date.now() - since} ms`);
            assert.equal(await held(row, 2), '8');
        }
    });

    for (const [locale, words] of [
        ['ru', {signIn: 'Войти', keys: 'Клавиши', late: 'о'}],
        ['en', {signIn: 'Sign in', keys: 'Keys', late: 'l'}],
    ]) {
        it(`the way in and the grid in ${locale}`, async () => {
            const page = await person(browser, house.address);
            await page.goto('/sign-in');
            await speak(page, locale);
            assert.equal(await page.locator('html').getAttribute('lang'), locale);
            assert.equal(await heading(page), words.signIn);
            await signIn(page, teacherLogin, password);
            if ((await page.locator('html').getAttribute('lang')) !== locale) await speak(page, locale);
            const grid = await new Grid(page).open(href);
            assert.equal(await page.locator('html').getAttribute('lang'), locale);
            assert.match(await page.locator('.keys-button').innerText(), new RegExp(words.keys));
            await grid.focus(15, 2);
            await grid.press('6', words.late, 'ArrowDown');
            await grid.settled();
            await page.reload();
            assert.equal(await grid.text(15, 2), `6 ${words.late}`);
            await grid.open(href);
            await grid.focus(15, 2);
            await grid.press('Delete', 'ArrowDown');
            await grid.settled();
            assert.deepEqual(page.problems, []);
        });
    }
});
