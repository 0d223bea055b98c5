// Loads the demonstration region: three schools with their rosters, teaching, lessons and marks.
// usage: KEREGE="kerege --config=…" node demo-load.mjs ADDRESS LOGINS_FILE
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {formOf} from './client.mjs';
import {day as today} from './clock.mjs';
import * as load from './load.mjs';

const [address, loginsFile] = process.argv.slice(2);
const kerege = process.env.KEREGE.split(' ');
const here = path.dirname(fileURLToPath(import.meta.url));
const rosters = path.resolve(here, '../../tests/data/roster-clean');
const topics = JSON.parse(readFileSync(path.resolve(here, '../demo-data/topics.json'), 'utf8'));
const password = 'zhaz-kuz-qys-koktem'; // of every demonstration account that has been used

// One roster of 44 classes makes three schools: by the letter of the class.
const letters = {'school-1': ['А', 'Ә'], 'school-2': ['Б'], 'school-3': ['В']};

// In the roster nobody has two children. A boy of 5А becomes the brother of a girl of 7А: a parent of the same
// name and telephone is the same person.
const parentColumns = [8, 9, 10];
function withSiblings(lines) {
    const rows = lines.map((line) => line.split(';'));
    const find = (...cells) => rows.find((row) => cells.every((cell, i) => row[i] === cell));
    const [brother, sister] = [find('5А', 'Хамитов', 'Санжар'), find('7А', 'Хамитова', 'Аружан')];
    brother[3] = 'Ғалымұлы';
    for (const column of parentColumns) brother[column] = sister[column];
    const name = (row) => row.slice(1, 4).join(' ');
    return {lines: rows.map((row) => row.join(';')), brother: name(brother), sister: name(sister), parent: sister[8]};
}

const table = (name) => readFileSync(path.join(rosters, `${name}.csv`), 'utf8').replace(/^\uFEFF/, '').split('\r\n').filter(Boolean);
const file = (heading, rows) => `\uFEFF${[heading, ...rows].join('\r\n')}\r\n`;
const [staffHeading, ...staff] = table('staff');
const family = withSiblings(table('learners'));
const [learnerHeading, ...learners] = family.lines;
// The heads, the administrator and the editor lead the list: they are all at the first school.
const heads = 4;
const staffOf = (school) => staff.filter((_, index) => (index < heads ? 0 : index % 3) === Object.keys(letters).indexOf(school));
const learnersOf = (school) => learners.filter((row) => letters[school].some((letter) => row.split(';')[0].endsWith(letter)));

const logins = [];
const remember = (who, login, at, tryThis, secret = password) => logins.push({who, login, password: secret, at, try: tryThis});

async function account(login, organisation, profile, name, role) {
    load.createAccount(kerege, {login, organisation, profile, role, name, language: 'kk'}, password);
}

// Types faster than the host lets anybody, and waits when it says so.
class Patient extends load.Browser {
    async request(...args) {
        const page = await super.request(...args);
        if (page.status !== 429) return page;
        await new Promise((resolve) => setTimeout(resolve, 1000 * Number(page.headers.get('retry-after') ?? 1)));
        return this.request(...args);
    }
}

// Whose account nobody has used yet, with a temporary password. Slips of a whole class would take longer.
function slipOf(at, profile, name) {
    const wanted = name.split(' ').slice(0, 2).join(' ');
    const one = load.accounts(kerege, at).find((account) => account.profile === profile && account.name === wanted && !account.used);
    return {login: one.login, password: load.resetPassword(kerege, one.login)};
}

// A person signs in for the first time, and may say what is wrong about their data.
async function begin(at, profile, name, wrong = '') {
    const slip = slipOf(at, profile, name);
    const browser = new Patient(address);
    const page = await browser.firstLogin(slip.login, slip.password, password, wrong);
    if (page.status !== 200 || page.path.startsWith('/first-login')) throw new Error(`${slip.login}: ${load.message(page)}`);
    browser.login = slip.login;
    return browser;
}

// What a class really gets: more good marks than bad, here and there somebody missing or late.
const marks = ['8', '9', '7', '10', '6', '8', '9', '5', '7', '4'];
function entryOf(row, column) {
    const dice = (row * 7 + column * 13 + row * column) % 19;
    if (dice === 18) return {attendance: row % 2 ? 'ill' : 'unexcused'};
    if (dice === 17 && row % 3 === 0) return {attendance: 'excused'};
    if (dice > 7) return dice === 8 && row % 4 === 0 ? {attendance: 'late'} : {};
    return {mark: marks[(row + column * 3) % marks.length]};
}

// The lessons of a class on some weekdays, this term's and those of the term before, and what was entered in the
// latest `held` of them. The last ones, `open` of them, are left to be entered.
async function teach(teacher, label, weekdays, held, open = 0) {
    const section = (await load.sections(teacher)).find((one) => one.label.startsWith(label));
    const subject = Object.keys(topics).find((name) => section.label.endsWith(name));
    const past = [];
    for (const {number, from, until} of (await load.terms(teacher, section)).slice(-2)) {
        await load.addLessonSeries(teacher, section, {from, until, weekdays});
        past.push(...(await load.grid(teacher, section, number)).lessons.filter(({toCome}) => !toCome));
    }
    const {learners} = await load.grid(teacher, section);
    const rows = new Map(learners.map(({id}, row) => [id, row]));
    // The two whose marks one comes to look at are asked in every lesson, or are missing.
    const asked = new Set(learners.filter(({name}) => [family.brother, family.sister].some((one) => one.startsWith(name))).map(({id}) => id));
    const entry = (learner, column) => {
        const usual = entryOf(rows.get(learner) ?? 0, column);
        return asked.has(learner) && !usual.attendance ? {mark: marks[column % marks.length]} : usual;
    };
    const entered = past.slice(-held - open, open ? -open : undefined);
    for (const [column, {id}] of entered.entries())
        await load.enterLesson(teacher, id, topics[subject][column % topics[subject].length], (learner) => entry(learner, column));
}

async function loadSchool(code, number, tryThis) {
    const login = `admin${number}`;
    await account(login, code, 'employee', ['Омарова Гүлмира', 'Сапаров Данияр', 'Нұрмағанбетова Айжан'][number - 1], 'administrator');
    const admin = new Patient(address);
    await load.settle(admin, login, password, password);
    await load.importRoster(admin, 'staff', file(staffHeading, staffOf(code)));
    await load.importRoster(admin, 'learners', file(learnerHeading, learnersOf(code)));
    await load.waitForClasses(admin);
    remember('administrator', login, code, tryThis);
    const all = await load.teachers(admin);
    return {
        admin,
        // The first teacher of a subject, who gets these classes and signs in.
        async employ(subject, classes) {
            const found = all.find(({subjects, taken}) => !taken && subjects[0] === subject);
            found.taken = true;
            await load.assign(admin, found, subject, classes);
            const teacher = await begin(code, 'employee', found.name);
            teacher.name = found.name;
            return teacher;
        },
        idle: () => all.find(({subjects, taken}) => !taken && subjects[0]).name,
    };
}

async function giveRole(admin, surname, role) {
    const list = await admin.get(`/people?kind=employee&q=${encodeURIComponent(surname)}`);
    const card = list.text.match(/href="(\/people\/\d+)"/)[1];
    const fields = formOf(await admin.get(card), card).filter(([name]) => name !== 'role');
    const saved = await admin.post(card, [...fields, ['role', role]]);
    if (saved.status !== 200) throw new Error(`${surname} got no role: ${load.message(saved)}`);
}

async function makeHomeroomTeacher(admin, label, name) {
    const classes = await admin.get('/school/classes');
    const href = [...classes.text.matchAll(new RegExp(`href="(/school/classes/\\d+)"[^>]*>\\s*${label}`, 'g'))][0][1];
    const page = await admin.get(href);
    const option = [...page.text.matchAll(/<option value="(\d+)"[^>]*>([^<]*)</g)].find((m) => load.decode(m[2]).includes(name));
    await admin.post(`${href}/homeroom`, {teacher: option[1]});
}

// What the girl of 7А and her team achieved since September, and what she learns beside lessons. Days count from the
// first lessons, whenever this is loaded.
async function enterAchievements(homeroom) {
    const [section] = (await load.sections(homeroom)).filter(({label}) => label.startsWith('7А'));
    const {from} = (await load.terms(homeroom, section))[0];
    const since = (days) => [today(), new Date(Date.parse(from) + 86_400_000 * days).toISOString().slice(0, 10)].sort()[0];
    const page = (await homeroom.get('/portfolio')).text.match(/href="(\/portfolio\/classes\/\d+)"/)[1];
    const learners = [...(await homeroom.get(page)).text.matchAll(/href="\/portfolio\/learners\/(\d+)">([^<]*)/g)].map(([, id, name]) => ({id, name: load.decode(name)}));
    const girl = learners.find(({name}) => family.sister.startsWith(name));
    for (const [of, entry] of [
        [[girl], {kind: 'olympiad', level: 'district', title: 'Математика олимпиадасы', result: 'II орын', begins_on: since(20), place: 'Талдықорған қаласы'}],
        [[girl], {kind: 'course', title: 'Домбыра үйірмесі', begins_on: since(5), place: 'Оқушылар сарайы'}],
        [learners.slice(0, 6), {kind: 'sport', level: 'school', title: 'Мектепішілік волейбол жарысы', result: 'I орын', begins_on: since(14), place: 'Мектеп спортзалы'}],
    ]) {
        const fields = formOf(await homeroom.get(`${page}/new`), `${page}/new`).filter(([name]) => !(name in entry) && name !== 'learner');
        const saved = await homeroom.post(`${page}/new`, [...fields, ...Object.entries(entry), ...of.map(({id}) => ['learner', id])]);
        if (saved.path !== page) throw new Error(`nothing was achieved: ${load.message(saved)}`);
    }
}

// 7А with five subjects, a parent with another child in 5А, and everybody who looks at them.
async function loadFirstSchool() {
    const at = 'school-1';
    const {admin, employ, idle} = await loadSchool(at, 1, 'the report on the first page; Тізімді жүктеу: tests/data/roster-dirty/learners.csv');
    await giveRole(admin, staff[1].split(';')[0], 'deputy');
    const deputy = await begin(at, 'employee', staff[1].split(';').join(' '));
    remember('deputy head', deputy.login, at, 'Журнал: all classes, and where lessons are empty');

    const mathematician = await employ('Математика', ['7А', '7Ә', '5А']);
    remember('teacher of mathematics', mathematician.login, at, 'Журнал, 7А: type marks, arrows, Ctrl+Z');
    await teach(mathematician, '7А', [1, 2, 3, 4, 5], 60);
    await teach(mathematician, '7Ә', [1, 3, 5], 20, 1);
    await teach(mathematician, '5А', [1, 2, 4], 20);
    const homeroom = await employ('Қазақ тілі', ['7А', '5А']);
    await makeHomeroomTeacher(admin, '7А', homeroom.name);
    remember('homeroom teacher of 7А', homeroom.login, at, 'Журнал, Менің сыныбым: who is missing, averages; Жетістіктер: enter one for several');
    await teach(homeroom, '7А', [1, 3, 5], 15);
    await teach(homeroom, '5А', [2, 4], 10);
    await enterAchievements(homeroom);
    for (const [subject, weekdays] of [['Қазақстан тарихы', [2, 4]], ['Русский язык', [1, 4]], ['Биология', [3, 5]]])
        await teach(await employ(subject, ['7А']), '7А', weekdays, 10);
    const fresh = slipOf(at, 'employee', idle());
    remember('teacher, first sign-in', fresh.login, at, 'check the data, choose a password', fresh.password);

    const learner = await begin(at, 'learner', family.sister);
    remember('learner of 7А', learner.login, at, 'Журнал: all marks, term by term; Жетістіктер');
    const parent = await begin(at, 'guardian', family.parent, 'Телефон нөмірім ауысты: қазір +7 707 123 45 67.');
    remember('parent of children in 7А and 5А', parent.login, at, 'Журнал: turn from one child to the other');
}

async function loadFurtherSchool(code, number, classes, tryThis) {
    const {employ} = await loadSchool(code, number, tryThis);
    const teacher = await employ('Математика', classes);
    for (const label of classes) await teach(teacher, label, [1, 2, 3, 4, 5], 15);
}

await account('operator', 'kz', 'operator', 'Сейітов Асқар');
remember('operator', 'operator', 'kz', 'Модульдер: turn the journal off in a district');
await account('ministry', 'kz', 'ministry', 'Қалиева Меруерт');
remember('ministry official', 'ministry', 'kz', 'Ұйымдар: the country in numbers, without names');
await account('region', 'kz-zhetisu', 'region', 'Оразбаева Ләззат');
remember('regional official', 'region', 'kz-zhetisu', 'the same of the region');
await account('district', 'kz-zhetisu-taldyqorgan', 'district', 'Тұрсынов Ерлан');
remember('district official', 'district', 'kz-zhetisu-taldyqorgan', 'down to one school');
await loadFirstSchool();
await loadFurtherSchool('school-2', 2, ['7Б', '8Б'], 'sees nobody of the other schools');
await loadFurtherSchool('school-3', 3, ['7В', '8В'], 'is in the other district');
writeFileSync(loginsFile, JSON.stringify(logins, null, 1));
