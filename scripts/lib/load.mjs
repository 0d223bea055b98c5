// Loads schools through the product's own doors: the command line for the first accounts, forms for all
// else. Used by the demonstration, the tests and the measurements.
import {execFileSync} from 'node:child_process';
import {Browser, decode, formOf, slips, withFields} from './client.mjs';

// Runs a command of the host. `kerege`: the program and its options, as an array.
export function command(kerege, args, env = {}) {
    return execFileSync(kerege[0], [...kerege.slice(1), ...args], {
        encoding: 'utf8',
        env: {...process.env, ...env},
        stdio: ['ignore', 'pipe', 'pipe'],
    });
}

// account: {organisation, login, profile, role?, name, language?}. The password may be used at once.
export function createAccount(kerege, account, password) {
    const args = ['account', 'create', '--confirmed', '--password-env', 'KEREGE_NEW_PASSWORD'];
    for (const [key, value] of Object.entries(account)) if (value) args.push(`--${key}`, value);
    return command(kerege, args, {KEREGE_NEW_PASSWORD: password});
}

// The accounts of an organisation: [{login, profile, role, used, name}], the name without the patronymic.
export function accounts(kerege, organisation) {
    return command(kerege, ['account', 'list', `--organisation=${organisation}`]).split('\n').filter(Boolean).map((line) => {
        const [, login, profile, role, used, name] = line.match(/^(\S+) +(\w+) +(?:(administrator|deputy|teacher|editor|staff) +)?(never used|used) +(.*)$/);
        return {login, profile, role, used: used === 'used', name};
    });
}

// Gives an account a temporary password, and returns it.
export const resetPassword = (kerege, login) => command(kerege, ['account', 'reset-password', `--login=${login}`]).match(/password: (\S+)/)[1];

// The first sign-in of an account made on the command line: a password of one's own.
export async function settle(browser, login, given, password) {
    await browser.signIn(login, given);
    let page = await browser.acceptAgreements();
    browser.password = password;
    if (page.path.startsWith('/first-login'))
        page = await browser.post('/first-login/password', {old_password: given, new_password: password, new_password_again: password});
    if (page.status !== 200 || page.path.startsWith('/sign-in')) throw new Error(`${login} could not sign in: ${page.status} ${page.path}`);
    return page;
}

// Uploads a roster and says yes. Returns the preview's page and the page after.
export async function importRoster(browser, kind, content) {
    await browser.get('/roster');
    const preview = await browser.post('/roster', {kind}, {files: {file: {name: `${kind}.csv`, content}}});
    if (!preview.path.startsWith('/roster/')) throw new Error(`the roster was refused: ${message(preview)}`);
    // Addresses of accounts in use change for who shows that it is they.
    const proof = /name="password"/.test(preview.text) ? {password: browser.password} : {};
    let applied = await browser.post(preview.path, {accept_good_rows: 'yes', ...proof});
    // A long one is saved by a job.
    for (let tries = 0; applied.path === preview.path && /<progress/.test(applied.text) && tries < 600; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        applied = await browser.get(preview.path);
    }
    const saved = applied.path === '/people' || (applied.path === preview.path && applied.status === 200 && /\/undo"/.test(applied.text));
    if (!saved) throw new Error(`the roster was not applied: ${message(applied)}`);
    return {preview, applied};
}

export const message = (page) => decode(page.text.match(/role="(?:alert|status)"[^>]*>([\s\S]*?)<\/p>/)?.[1].replace(/<[^>]*>/g, ' ').trim() ?? `${page.status} ${page.path}`);

// Waits until the classes of the roster are there: modules learn of it a moment after the import.
export async function waitForClasses(browser, tries = 100) {
    for (let i = 0; i < tries; i += 1) {
        const page = await browser.get('/school/classes');
        if (/href="\/school\/classes\/\d+"/.test(page.text)) return page;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no classes appeared after the roster');
}

export async function printSlips(browser, kind, className = '') {
    await browser.get('/credentials');
    return issue(browser, {kind, class: className});
}

// Asks for temporary passwords and waits until they are made. Returns the slips.
export async function issue(browser, fields) {
    const all = Array.isArray(fields) ? [...fields, ['password', browser.password]] : {...fields, password: browser.password};
    return slips(await made(browser, await browser.post('/credentials', all)));
}

// The page of what a job makes, once it is made.
export async function made(browser, page) {
    for (let tries = 0; /id="progress"/.test(page.text) && tries < 1200; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        page = await browser.get(page.path);
    }
    return page;
}

// Teachers with the subjects they may be given: [{href, name, subjects}].
export async function teachers(browser) {
    const page = await browser.get('/school/teaching');
    return [...page.text.matchAll(/<a href="(\/school\/teaching\/\d+)">([^<]*)<\/a><\/th><td>([^<]*)</g)]
        .map(([, href, name, subjects]) => ({href, name: decode(name), subjects: decode(subjects).split(', ')}));
}

// Gives a teacher a subject in some classes (labels as "7А").
export async function assign(browser, teacher, subject, classes) {
    const page = await browser.get(teacher.href);
    const option = [...page.text.matchAll(/<option value="(\d+)"[^>]*>([^<]*)</g)].find((m) => decode(m[2]) === subject);
    if (!option) throw new Error(`no subject ${subject}`);
    const ids = [...page.text.matchAll(/name="class" value="(\d+)"> ([^<]*)</g)].filter((m) => classes.includes(decode(m[2].trim()))).map((m) => m[1]);
    if (ids.length !== classes.length) throw new Error(`classes ${classes} not found`);
    return browser.post(teacher.href, [['subject', option[1]], ...ids.map((id) => ['class', id])]);
}

// A teacher's sections on the journal's first page: [{href, label}].
export async function sections(browser) {
    const page = await browser.get('/journal');
    const links = [...page.text.matchAll(/<a href="(\/journal\/sections\/\d+)(?:#now)?"[^>]*>([\s\S]*?)<\/a>/g)];
    const seen = new Map(links.map(([, href, label]) => [href, decode(label.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim())]));
    return [...seen].map(([href, label]) => ({href, label}));
}

export function addLessonSeries(browser, section, {from, until, weekdays, perDay = 1}) {
    return browser.get(`${section.href}/lessons`).then(() =>
        browser.post(`${section.href}/lessons`, [['from', from], ['until', until], ['per_day', String(perDay)], ...weekdays.map((day) => ['weekday', String(day)])]));
}

// The terms of a section's year up to the one its lessons' page opens with, today's or the next:
// [{number, from, until}].
export async function terms(browser, section) {
    const shown = await browser.get(`${section.href}/lessons`);
    const current = Number(shown.text.match(/\?term=(\d+)" aria-current/)[1]);
    const out = [];
    for (let number = 1; number <= current; number += 1) {
        const page = await browser.get(`${section.href}/lessons?term=${number}`);
        const day = (name) => page.text.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))[1];
        out.push({number, from: day('from'), until: day('until')});
    }
    return out;
}

// The grid of a section: {lessons: [{id, toCome}], learners: [{id, name, cells: [{text, revision}]}]}, of the
// term it opens with unless told.
export async function grid(browser, section, term = '') {
    const page = await browser.get(section.href + (term && `?term=${term}`));
    const lessons = [...page.text.matchAll(/<th[^>]*data-lesson="(\d+)"[^>]*>/g)].map(([tag, id]) => ({id, toCome: tag.includes('class="to-come"')}));
    const learners = [...page.text.matchAll(/<tr[^>]*data-learner="(\d+)"[^>]*>([\s\S]*?)<\/tr>/g)].map(([, id, row]) => ({
        id,
        name: decode(row.match(/<th[^>]*>([\s\S]*?)<\/th>/)[1].replace(/<[^>]*>/g, '').trim()),
        cells: [...row.matchAll(/<td([^>]*)>([^<]*)<\/td>/g)].map(([, attributes, text]) => ({
            text: decode(text),
            revision: Number(attributes.match(/data-r="(\d+)"/)?.[1] ?? 0),
        })),
    }));
    return {page, lessons, learners};
}

// One cell, as the grid's script sends it.
export function saveCell(browser, section, lesson, learner, value, revision = 0) {
    return browser.post(`${section.href}/cells`, {lesson, learner, value, revision: String(revision)}, {headers: {'HX-Request': 'true'}, follow: false});
}

// A lesson by its form. entries(learner's id): {mark?, attendance?}.
export async function enterLesson(browser, lesson, topic, entries) {
    const path = `/journal/lessons/${lesson}`;
    const fields = formOf(await browser.get(path), path);
    const changes = {topic};
    for (const [name] of fields) {
        const [kind, learner] = name.split('.');
        if (kind === 'mark' || kind === 'attendance') changes[name] = entries(learner)[kind] ?? '';
    }
    const saved = await browser.post(path, withFields(fields, changes));
    if (saved.status !== 200) throw new Error(`a lesson was not saved: ${message(saved)}`);
}

export {Browser, decode, slips};
