// Loads the demonstration region: three schools with their rosters, teaching, lessons and marks.
// usage: KEREGE="kerege --config=…" node demo-load.mjs ADDRESS LOGINS_FILE
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import * as load from './load.mjs';

const [address, loginsFile] = process.argv.slice(2);
const kerege = process.env.KEREGE.split(' ');
const rosters = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../tests/data/roster-clean');
const password = 'zhaz-kuz-qys-koktem'; // of every demonstration account that has been used

// One roster of 44 classes makes three schools: by the letter of the class.
const letters = {'school-1': ['А', 'Ә'], 'school-2': ['Б'], 'school-3': ['В']};
const table = (name) => readFileSync(path.join(rosters, `${name}.csv`), 'utf8').replace(/^\uFEFF/, '').split('\r\n').filter(Boolean);
const file = (heading, rows) => `\uFEFF${[heading, ...rows].join('\r\n')}\r\n`;
const [staffHeading, ...staff] = table('staff');
const [learnerHeading, ...learners] = table('learners');
const staffOf = (school) => staff.filter((_, index) => index % 3 === Object.keys(letters).indexOf(school));
const learnersOf = (school) => learners.filter((row) => letters[school].some((letter) => row.split(';')[0].endsWith(letter)));

const logins = [];
const remember = (who, login, at, secret = password) => logins.push({who, login, password: secret, at});

async function account(login, organisation, profile, name, role) {
    load.createAccount(kerege, {login, organisation, profile, role, name, language: 'kk'}, password);
}

// A person from a slip, signed in for the first time.
async function useSlip(slip) {
    const browser = new load.Browser(address, 'kk');
    const page = await browser.firstLogin(slip.login, slip.password, password);
    if (page.status !== 200 || page.path.startsWith('/first-login')) throw new Error(`${slip.login}: ${load.message(page)}`);
    return browser;
}

// Enters marks as a class really has them: more good ones than bad, here and there somebody missing.
// Lessons still to come have none.
async function fillGrid(browser, section, columns) {
    const grid = await load.grid(browser, section);
    const marks = ['8', '9', '7', '10', '6', '8', '9', '5', '7', '4'];
    for (const [row, learner] of grid.learners.entries()) {
        for (const [column, lesson] of grid.lessons.filter(({toCome}) => !toCome).slice(0, columns).entries()) {
            const dice = (row * 7 + column * 13 + row * column) % 19;
            if (dice > 7 && dice !== 18) continue;
            const value = dice === 18 ? (row % 2 ? 'а' : 'ж') : marks[(row + column * 3) % marks.length];
            const saved = await load.saveCell(browser, section, lesson.id, learner.id, value);
            if (saved.status !== 200) throw new Error(`a mark was not saved: ${saved.status} ${saved.text}`);
        }
    }
    return grid;
}

async function loadSchool(code, number) {
    const login = `admin${number}`;
    await account(login, code, 'employee', `Әкімші ${['Бірінші', 'Екінші', 'Үшінші'][number - 1]}`, 'administrator');
    const admin = new load.Browser(address, 'kk');
    await load.settle(admin, login, password, password);
    await load.importRoster(admin, 'staff', file(staffHeading, staffOf(code)));
    await load.importRoster(admin, 'learners', file(learnerHeading, learnersOf(code)));
    await load.waitForClasses(admin);
    remember('administrator', login, code);
    return admin;
}

// Mathematics in 7А, all teaching beside it, a homeroom teacher, a learner and a parent.
async function loadFirstSchool() {
    const admin = await loadSchool('school-1', 1);
    const all = await load.teachers(admin);
    const mathematician = all.find((teacher) => teacher.subjects.includes('Математика'));
    await load.assign(admin, mathematician, 'Математика', ['7А', '7Ә', '5А']);
    const others = all.filter((teacher) => teacher !== mathematician && teacher.subjects[0]);
    for (const [index, teacher] of others.slice(0, 8).entries())
        await load.assign(admin, teacher, teacher.subjects[0], [['7А', '6А', '8А', '9А'][index % 4], ['7Ә', '5Ә', '6Ә', '8Ә'][index % 4]]);

    const staffSlips = await load.printSlips(admin, 'employee');
    const slipOf = (name) => staffSlips.find((slip) => slip.name === name);
    const teacher = await useSlip(slipOf(mathematician.name));
    remember('teacher of mathematics', slipOf(mathematician.name).login, 'school-1');
    const homeroom = others[0];
    const classes = await admin.get('/school/classes');
    const seventh = [...classes.text.matchAll(/href="(\/school\/classes\/\d+)"[^>]*>\s*7А/g)][0][1];
    const classPage = await admin.get(seventh);
    const option = [...classPage.text.matchAll(/<option value="(\d+)"[^>]*>([^<]*)</g)].find((m) => load.decode(m[2]).includes(homeroom.name));
    await admin.post(`${seventh}/homeroom`, {teacher: option[1]});
    await useSlip(slipOf(homeroom.name));
    remember('homeroom teacher of 7А', slipOf(homeroom.name).login, 'school-1');
    const fresh = staffSlips.find((slip) => slip.name === others[1].name);
    remember('teacher, first sign-in', fresh.login, 'school-1', fresh.password);

    const sections = await load.sections(teacher);
    const section = sections.find((one) => one.label.startsWith('7А'));
    await load.addLessonSeries(teacher, section, {from: '2026-11-02', until: '2026-12-27', weekdays: [1, 2, 3, 4, 5]});
    await fillGrid(teacher, section, 14);

    const learnerSlips = await load.printSlips(admin, 'learner', '7А');
    await useSlip(learnerSlips[0]);
    remember('learner of 7А', learnerSlips[0].login, 'school-1');
    const parentSlips = await load.printSlips(admin, 'guardian', '7А');
    await useSlip(parentSlips[0]);
    remember('parent of a learner of 7А', parentSlips[0].login, 'school-1');
}

await account('operator', 'kz', 'operator', 'Оператор Бас');
remember('operator', 'operator', 'kz');
await account('district', 'kz-zhetisu-taldyqorgan', 'district', 'Маман Аудандық');
remember('district official', 'district', 'kz-zhetisu-taldyqorgan');
await account('region', 'kz-zhetisu', 'region', 'Маман Облыстық');
remember('regional official', 'region', 'kz-zhetisu');
await loadFirstSchool();
await loadSchool('school-2', 2);
await loadSchool('school-3', 3);
writeFileSync(loginsFile, JSON.stringify(logins, null, 1));
