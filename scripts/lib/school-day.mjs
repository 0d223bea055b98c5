// Walks a school day over HTTP in the loaded demonstration and prints what it checked.
// usage: KEREGE="kerege --config=…" node school-day.mjs ADDRESS LOGINS_FILE      exits 0 or 1
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import * as load from './load.mjs';

const [address, loginsFile] = process.argv.slice(2);
const kerege = process.env.KEREGE.split(' ');
const logins = JSON.parse(readFileSync(loginsFile, 'utf8'));
const dirty = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../tests/data/roster-dirty/learners.csv');

let failed = 0;
function check(what, ok, detail = '') {
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${what}${ok ? '' : `: ${detail}`}`);
    if (!ok) failed += 1;
}
async function enter(who, at = 'school-1', locale = 'kk') {
    const account = logins.find((one) => one.who === who && (!at || one.at === at));
    const browser = new load.Browser(address, locale);
    await browser.signIn(account.login, account.password);
    const page = await browser.acceptAgreements();
    return {browser, page, ...account};
}
const title = (page) => load.decode(page.text.match(/<title>([^<]*)</)?.[1] ?? '');

async function administratorsMorning() {
    const {browser, page} = await enter('administrator');
    check('an administrator signs in', page.status === 200 && page.path === '/', title(page));
    await browser.get('/roster');
    const preview = await browser.post('/roster', {kind: 'learners'}, {files: {file: {name: 'learners.csv', content: readFileSync(dirty)}}});
    const faults = [...preview.text.matchAll(/<tr>\s*<t[dh][^>]*>\s*\d+\s*<\/t[dh]>/g)].length;
    check('a roster with faults lists each by row and column', faults >= 20, `${faults} faults`);
    const refused = await browser.post(preview.path, {});
    check('faulty rows are left out only after a yes', refused.status === 409, refused.status);
    const people = await browser.get('/people?kind=learner');
    check('people are listed in Kazakh', people.status === 200 && people.text.includes('lang="kk"') && people.text.includes('Оқушылар'), people.status);
    const school3 = (await enter('administrator', 'school-3')).browser;
    const foreign = people.text.match(/href="(\/people\/\d+)"/)[1];
    check("another school's administrator does not find a learner of this one", (await school3.get(foreign)).status === 404);
}

async function firstSignIn() {
    const fresh = logins.find((one) => one.who === 'teacher, first sign-in');
    const browser = new load.Browser(address, 'ru');
    const asked = await browser.signIn(fresh.login, fresh.password);
    check('a first sign-in asks to check the personal data', asked.path === '/first-login', asked.path);
    const blocked = await browser.get('/journal');
    check('nothing else opens before that', blocked.path === '/first-login', blocked.path);
    const next = await browser.post('/first-login/confirm', {answer: 'right'});
    check('then to accept what is in force', next.path === '/first-login' && next.text.includes('value="user-agreement/1"'), next.path);
    const unticked = await browser.post('/first-login/agreements', {accept: 'privacy/1'});
    check('each document on its own', unticked.status === 422, unticked.status);
    const accepted = await browser.acceptAgreements();
    check('and the way is free to the password', accepted.text.includes('name="new_password"'), accepted.path);
    const weak = await browser.post('/first-login/password', {old_password: fresh.password, new_password: 'qwertyuiop', new_password_again: 'qwertyuiop'});
    check('a common password is refused in words', weak.status === 422 && weak.text.includes('role="alert"'), weak.status);
    const done = await browser.post('/first-login/password', {old_password: fresh.password, new_password: 'bes-alti-zheti-segiz', new_password_again: 'bes-alti-zheti-segiz'});
    check('then a password of their own lets them in', next.status === 200 && done.path === '/', done.path);
}

async function lessons() {
    const teacher = await enter('teacher of mathematics');
    const section = (await load.sections(teacher.browser)).find((one) => one.label.startsWith('7А'));
    const grid = await load.grid(teacher.browser, section);
    check('the grid of 7А in mathematics opens', grid.learners.length > 15 && grid.lessons.length > 20, `${grid.learners.length} × ${grid.lessons.length}`);
    const learner = grid.learners[0];
    const column = learner.cells.findIndex((cell, i) => cell.text === '' && cell.revision === 0 && !grid.lessons[i].toCome);
    const lesson = grid.lessons[column].id;
    const saved = await load.saveCell(teacher.browser, section, lesson, learner.id, '10');
    check('a mark is saved at once', saved.status === 200 && saved.text.includes('>10<'), `${saved.status} ${saved.text}`);
    const late = await load.saveCell(teacher.browser, section, lesson, learner.id, '3', 0);
    check('who had not seen it gets a conflict', late.status === 409 && late.text.includes('data-theirs'), late.status);
    const again = await load.grid(teacher.browser, section);
    check('and nothing was overwritten', again.learners[0].cells[column].text === '10', again.learners[0].cells[column].text);
    const wrong = await load.saveCell(teacher.browser, section, lesson, learner.id, '11', 1);
    check('a mark that does not exist is refused in words', wrong.status === 422 && wrong.text.length > 10, wrong.status);
    const form = await teacher.browser.get(`/journal/lessons/${lesson}`);
    check('the same lesson is an ordinary form without JavaScript', form.status === 200 && form.text.includes(`name="mark.${learner.id}"`), form.status);
    const other = await enter('administrator', 'school-2');
    check('the section of one school is not found from another', (await other.browser.get(section.href)).status === 404);
    return {section, learner, lesson};
}

async function readers({section, learner}) {
    const homeroom = await enter('homeroom teacher of 7А');
    const home = await homeroom.browser.get('/journal');
    const link = home.text.match(/href="(\/journal\/classes\/\d+)"/)?.[1];
    const seen = link ? await homeroom.browser.get(link) : home;
    check('the homeroom teacher sees the class', Boolean(link) && seen.status === 200 && seen.text.includes(learner.name.split(' ')[0]), link);
    const forbidden = await load.saveCell(homeroom.browser, section, '1', learner.id, '5');
    check("but enters nothing in another teacher's section", [403, 404].includes(forbidden.status), forbidden.status);
    for (const who of ['learner of 7А', 'parent of children in 7А and 5А']) {
        const person = await enter(who);
        const marks = await person.browser.get('/journal/marks');
        check(`the ${who} sees marks`, marks.status === 200 && /\b(10|[1-9])\b/.test(marks.text), marks.status);
        const home = load.decode((await person.browser.get('/')).text);
        check(`the ${who} sees achievements`, home.includes('Математика олимпиадасы') && /href="\/portfolio\/own\?learner=\d+"/.test(home));
        check(`the ${who} does not get the grid`, [403, 404].includes((await person.browser.get(section.href)).status));
        check(`the ${who} does not get the list of people`, (await person.browser.get('/people')).status === 403);
    }
    const official = await enter('district official', null);
    const counts = await official.browser.get('/organisations');
    check('a district official sees counts', counts.status === 200 && /<strong>\d/.test(counts.text), counts.status);
    check('and no names', !counts.text.includes(learner.name.split(' ')[0]) && (await official.browser.get('/people')).status === 403);
}

async function moduleSwitch({section}) {
    const operator = await enter('operator', null);
    // Each page of the console shows one organisation and those right below it.
    const rows = new Set(), open = ['/modules'];
    for (const address of open) {
        const page = await operator.browser.get(address);
        for (const [, id] of page.text.matchAll(/name="module" value="journal"[^>]*>\s*<input type="hidden" name="organisation" value="(\d+)"/g)) rows.add(id);
        for (const [, below] of page.text.matchAll(/<th scope="row"[^>]*><a href="(\/modules\?organisation=\d+)"/g)) if (!open.includes(below)) open.push(below);
    }
    check("the operator's console lists the journal for each organisation", rows.size >= 7, rows.size);
    load.command(kerege, ['module', 'disable', 'journal', '--organisation', 'kz-zhetisu-taldyqorgan']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const teacher = await enter('teacher of mathematics');
    check('switched off for a district: its schools lose the routes', (await teacher.browser.get(section.href)).status === 404);
    check('and the menu entry', !(await teacher.browser.get('/')).text.includes('href="/journal"'));
    const other = await enter('administrator', 'school-3');
    check('another district keeps both', (await other.browser.get('/journal')).status === 200);
    load.command(kerege, ['module', 'inherit', 'journal', '--organisation', 'kz-zhetisu-taldyqorgan']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const back = await load.grid(teacher.browser, section);
    check('switched on again: nothing is lost', back.learners[0]?.cells.some((cell) => cell.text === '10'), back.page.status);
}

async function languages() {
    for (const [locale, word] of [['kk', 'Құпиясөз'], ['ru', 'Пароль'], ['en', 'Password']]) {
        const browser = new load.Browser(address, locale);
        const page = await browser.get('/sign-in');
        check(`the sign-in page speaks ${locale}`, page.text.includes(word) && page.text.includes(`lang="${locale}"`));
    }
}

await languages();
await administratorsMorning();
await firstSignIn();
const lesson = await lessons();
await readers(lesson);
await moduleSwitch(lesson);
console.log(failed ? `${failed} checks failed` : 'The school day works.');
process.exit(failed ? 1 : 0);
