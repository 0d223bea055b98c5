// The journal in the hand: at 360 px what matters is in sight, and a thumb can reach it.
import test, {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {Grid, heading, launch, person, signIn} from './pages.mjs';
import {schoolAtWork} from './places.mjs';
import {emptySchool} from './school.mjs';

const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};

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

async function at(role, where) {
    const page = await person(browser, house.address, phone);
    await signIn(page, people[role].login, people[role].password);
    await page.goto(people[role].pages.find((path) => where.test(path)));
    return page;
}

// Right edges of what the selector finds.
const edges = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
const inSight = async (page, selector) => {
    const all = await edges(page, selector);
    assert.ok(all.length > 0, selector);
    for (const edge of all) assert.ok(edge <= 360, `${selector} ends at ${edge} px`);
};

test('the pad names learner and day, and leaves rows to be seen', async () => {
    const page = await at('teacher', /sections\/\d+$/);
    const grid = await new Grid(page).open(page.url());
    assert.equal(await page.locator('.keys-button').isVisible(), false, 'there are no keys');
    const column = await page.locator('#now').evaluate((head) => head.cellIndex);
    await grid.cell(2, column - 1).tap();
    const pad = page.locator('.pad');
    // Without the places where words may break.
    const whole = async (place) => (await place.textContent()).replaceAll('\u00ad', '').trim();
    const words = await whole(pad.locator('.pad-head'));
    assert.ok(words.includes(await whole(page.locator('kerege-grid tbody tr:nth-child(3) th'))), words);
    assert.ok(words.includes((await page.locator('#now a').innerText()).slice(0, 5)), `the day in: ${words}`);
    const {y} = await pad.boundingBox();
    const rows = await page.locator('kerege-grid tbody tr').evaluateAll((all) => all.map((row) => row.getBoundingClientRect()).map(({top, bottom}) => [top, bottom]));
    const seen = rows.filter(([top, bottom]) => top >= 0 && bottom <= y).length;
    assert.ok(seen >= 7, `${seen} rows are in sight`);
    for (const key of await pad.locator('button').all()) {
        const box = await key.boundingBox();
        assert.ok(box.height >= 44 && box.width >= 44, `${await key.innerText()}: ${box.width} × ${box.height}`);
    }
    await pad.locator('.pad-marks button').nth(6).tap();
    await grid.settled();
    assert.equal(await grid.text(2, column - 1), '7');
    await pad.locator('.pad-letters button').last().tap();
    assert.deepEqual(await grid.place(), [3, column - 1]);
});

test('a lesson as a form: its day is the heading, and attendance can be read', async () => {
    const page = await at('teacher', /lessons\/\d+$/);
    assert.match(await heading(page), /\d\d\.\d\d/);
    await inSight(page, '.entries select');
    for (const select of await page.locator('select[name^="attendance."]').all()) {
        await select.selectOption('unexcused');
        const room = await select.evaluate((box) => {
            const ruler = document.createElement('canvas').getContext('2d');
            ruler.font = getComputedStyle(box).font;
            return box.clientWidth - 40 - ruler.measureText(box.selectedOptions[0].textContent).width;
        });
        assert.ok(room >= 0, `${-room} px are cut off`);
        break;
    }
});

test('averages and absences stand beside the names of a class', async () => {
    const page = await at('deputy', /classes\/\d+$/);
    await inSight(page, '.table-wrap th:nth-child(2), .table-wrap th:nth-child(3), .table-wrap td:nth-child(3)');
});

test('what is to be entered is not cut by the table\'s edge', async () => {
    const page = await at('teacher', /journal$/);
    await inSight(page, '.table-wrap td > *, .table-wrap td');
});

test('a school\'s figures fit on an official\'s phone', async () => {
    const page = await at('official', /organisations\/\d+$/);
    await page.locator('.table-wrap th a').first().tap();
    await page.waitForURL((url) => !people.official.pages.includes(url.pathname));
    await inSight(page, '.table-wrap td:last-child');
});
