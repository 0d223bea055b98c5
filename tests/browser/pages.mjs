// The pages as a person sees them: what to fill in, press and read.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

export const launch = () =>
    chromium.launch({
        executablePath: process.env.KEREGE_CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', '--no-first-run',
        ],
    });

// A person's browser. What goes wrong on its pages is collected in page.problems.
export async function person(browser, address, options = {}) {
    const context = await browser.newContext({baseURL: address, locale: 'kk', viewport: {width: 1280, height: 800}, ...options});
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) page.problems.push(`${page.url()}: ${message.text()}`);
    });
    return page;
}

// Presses what leads to another page, and waits for it.
export async function press(target) {
    await Promise.all([target.page().waitForNavigation(), target.click()]);
}

// The language by the menu in the header.
export async function speak(page, locale) {
    await page.locator('.top details:has(.language-code) summary').click();
    await press(page.locator(`.top a[hreflang=${locale}], .top button[name=locale][value=${locale}]`));
}

export const heading = (page) => page.locator('h1').first().innerText();
export const messageOf = (page) => page.locator('main [role=status]').first().innerText();

export async function signIn(page, login, password) {
    await page.goto('/sign-in');
    await page.fill('#login', login);
    await page.fill('#password', password);
    await press(page.locator('.sign-in button.primary'));
}

// The first login: the data are right, and a password of one's own.
export async function firstLogin(page, slip, password) {
    await signIn(page, slip.login, slip.password);
    assert.match(page.url(), /\/first-login$/);
    await press(page.locator('button[name=answer][value=right]'));
    await page.fill('#old_password', slip.password);
    await page.fill('#new_password', password);
    await page.fill('#new_password_again', password);
    await press(page.locator('form button.primary'));
}

export class Roster {
    constructor(page) {
        this.page = page;
    }
    async upload(kind, content) {
        await this.page.goto('/roster');
        await this.page.check(`input[name=kind][value=${kind}]`);
        await this.page.setInputFiles('#file', {name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(content)});
        await press(this.page.locator('button.primary'));
        return this.page.locator('.numbers strong').allInnerTexts();
    }
    async apply() {
        await press(this.page.locator('form.card button.primary'));
        assert.match(this.page.url(), /\/people$/);
    }
}

export class Slips {
    constructor(page, password) {
        this.page = page;
        this.password = password; // of who prints
    }
    async print(kind, group = '') {
        await this.page.goto('/credentials');
        await this.page.fill('#password', this.password);
        await press(this.page.locator(`button[name=group][value="${kind} ${group}"]`));
        await this.page.waitForSelector('li.slip'); // a class is made beside the request
        return this.page.locator('li.slip').evaluateAll((items) =>
            items.map((item) => {
                const [login, password] = [...item.querySelectorAll('dd.code')].map((code) => code.textContent.trim());
                return {name: item.querySelector('.slip-name').firstChild.textContent.trim(), login, password};
            }),
        );
    }
}

export class Teaching {
    constructor(page) {
        this.page = page;
    }
    async assign(name, subject, classes) {
        await this.page.goto('/school/teaching');
        await press(this.page.getByRole('link', {name, exact: true}));
        // Classes of a roster come a moment after it.
        for (let tries = 0; tries < 50 && await this.page.getByLabel(classes[0], {exact: true}).count() === 0; tries += 1) {
            await this.page.waitForTimeout(200);
            await this.page.reload();
        }
        await this.page.selectOption('#subject', {label: subject});
        for (const label of classes) await this.page.getByLabel(label, {exact: true}).check();
        await press(this.page.locator('form button.primary'));
    }
}

export class Lessons {
    constructor(page) {
        this.page = page;
    }
    // The series over the term the form offers.
    async addSeries(weekdays) {
        for (const day of weekdays) await this.page.check(`input[name=weekday][value="${day}"]`);
        await press(this.page.locator('form:has(#from) button.primary'));
    }
}

export class Grid {
    constructor(page) {
        this.page = page;
        this.cells = page.locator('kerege-grid tbody tr');
    }
    // Waits until the table has become an instrument.
    async open(href) {
        await this.page.goto(href);
        await this.page.waitForSelector('kerege-grid[data-ready]');
        return this;
    }
    cell(row, column) {
        return this.page.locator(`kerege-grid tbody tr:nth-child(${row + 1}) td:nth-of-type(${column + 1})`);
    }
    text(row, column) {
        return this.cell(row, column).innerText();
    }
    async focus(row, column) {
        await this.cell(row, column).click();
    }
    // Cyrillic letters as a keyboard with that layout sends them.
    async press(...keys) {
        for (const key of keys) {
            if (/^[\x20-\x7e]+$/.test(key)) {
                await this.page.keyboard.press(key);
                continue;
            }
            this.devtools ??= await this.page.context().newCDPSession(this.page);
            for (const type of ['keyDown', 'keyUp']) await this.devtools.send('Input.dispatchKeyEvent', {type, key, code: 'Semicolon'});
        }
    }
    // Whether the lesson at which the grid opens is in sight, between the names and the frame's edge, and
    // the page itself stands at its top.
    async opened() {
        const frame = this.page.locator(':is(.grid-frame, kerege-grid:not([data-ready]))');
        const [head, names, box] = await Promise.all([this.page.locator('#now'), this.page.locator('.grid thead th').first(), frame].map((place) => place.boundingBox()));
        return head.x >= names.x + names.width && head.x + head.width <= box.x + box.width && names.y > 60;
    }
    // Where the focus is: [row, column].
    place() {
        return this.page.evaluate(() => {
            const cell = document.activeElement;
            return [cell.parentElement.sectionRowIndex, cell.cellIndex - 1];
        });
    }
    async paste(text) {
        await this.page.evaluate((value) => {
            const data = new DataTransfer();
            data.setData('text/plain', value);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }, text);
    }
    // Every change has gone out and come back: no draft, nothing on its way.
    async settled() {
        await this.page.waitForFunction(() => !document.querySelector('kerege-grid [data-draft], kerege-grid [data-state]'));
    }
    async inState(row, column, state) {
        await this.page.waitForFunction(
            ([r, c, wanted]) => document.querySelectorAll('kerege-grid tbody tr')[r].cells[c + 1].dataset.state === wanted,
            [row, column, state],
        );
    }
    note() {
        return this.page.locator('.grid-note').innerText();
    }
    choices() {
        return this.page.locator('.grid-choices button').allInnerTexts();
    }
    async choose(index) {
        await this.page.locator('.grid-choices button').nth(index).click();
    }
}

// A lesson as a form.
export class Plain {
    constructor(page) {
        this.page = page;
    }
    row(index) {
        return this.page.locator('main tbody tr').nth(index);
    }
    async enter(index, {mark, attendance}) {
        if (mark !== undefined) await this.row(index).locator('select[name^="mark."]').selectOption(mark);
        if (attendance !== undefined) await this.row(index).locator('select[name^="attendance."]').selectOption(attendance);
    }
    async entry(index) {
        return {
            mark: await this.row(index).locator('select[name^="mark."]').inputValue(),
            attendance: await this.row(index).locator('select[name^="attendance."]').inputValue(),
        };
    }
    async save() {
        await press(this.page.locator('main form button.primary'));
    }
}
