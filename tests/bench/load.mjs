// One class for the measurements: 25 learners, 40 lessons, a mark in each of the 1,000 cells, and somebody
// of every role. Loaded through the product's own doors.
import * as load from '../../scripts/lib/load.mjs';
import {Region, cut, numbers} from '../support/region.mjs';

const learnerCount = 25;
const lessonCount = 40;

const label = '7А';
const families = ['Әбенов', 'Ғалиев', 'Есенов', 'Жақыпов', 'Қасымов', 'Маратов', 'Нұрланов', 'Өмірбаев', 'Сәрсенов', 'Ұзақбаев', 'Үсенов', 'Шәріпов', 'Іскаков'];
const fathers = ['Асқарұлы', 'Бақытұлы', 'Серікұлы'];
const given = ['Айдос', 'Бекзат', 'Дәурен', 'Ерасыл', 'Нұрсұлтан'];

function learnerRows() {
    return Array.from({length: learnerCount}, (_, i) => {
        const family = families[i % families.length];
        const day = String(1 + (i % 28)).padStart(2, '0');
        return [label, family, given[i % given.length], fathers[i % fathers.length], `${day}.03.2013`, 'М', '', '', `${family}а Сәуле Асқарқызы`, `+7701${String(1000000 + i)}`, '', '', '', ''];
    });
}

async function series(browser, section) {
    const form = await browser.get(`${section.href}/lessons`);
    const day = (name) => form.text.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))[1];
    const [from, until] = [day('from'), day('until')];
    let count = 0;
    // Four lessons a day from the term's first day on, until there are as many as wanted: marks need lessons that were held.
    for (const at = new Date(`${from}T00:00:00Z`); count < lessonCount; at.setUTCDate(at.getUTCDate() + 1)) {
        const date = at.toISOString().slice(0, 10);
        if (date > until) throw new Error(`only ${count} lessons between ${from} and ${until}`);
        await load.addLessonSeries(browser, section, {from: date, until: date, weekdays: [1, 2, 3, 4, 5], perDay: 4});
        count = (await load.grid(browser, section)).lessons.length;
    }
    return {from, until};
}

// What the grid shows: [lesson, learner, revision, mark] of each cell.
export async function cellsOf(browser, section) {
    const {lessons, learners} = await load.grid(browser, section);
    if (learners.length !== learnerCount || lessons.length !== lessonCount) throw new Error(`the grid is ${learners.length} × ${lessons.length}`);
    return learners.flatMap((learner) => learner.cells.map((cell, i) => [lessons[i].id, learner.id, cell.revision, Number(cell.text)]));
}

async function fill(browser, section) {
    for (const [index, [lesson, learner]] of (await cellsOf(browser, section)).entries()) {
        const saved = await load.saveCell(browser, section, lesson, learner, String(1 + (index % 10)));
        if (saved.status !== 200) throw new Error(`a mark was not saved: ${saved.status} ${saved.text}`);
    }
}

// Returns {region, teacher, section, days, people: {role: browser}}. The host runs; the caller
// closes the region.
export async function loadClass(yaml) {
    const region = await Region.open({yaml});
    try {
        const admin = await region.as('admin-east');
        const staff = cut('staff', (row) => row[9] === 'Математика' || row[9] === 'Алгебра');
        await load.importRoster(admin, 'staff', staff.text);
        const heading = cut('learners', () => true).heading;
        const {preview} = await load.importRoster(admin, 'learners', [heading, ...learnerRows().map((row) => row.join(';'))].join('\r\n') + '\r\n');
        if (numbers(preview).at(-1) !== 0) throw new Error('rows of the roster are faulty');
        await load.waitForClasses(admin);

        const all = await load.teachers(admin);
        const [mathematician, homeroom] = [all.find((one) => one.subjects.includes('Математика')), all.find((one) => one.subjects.includes('Алгебра'))];
        await load.assign(admin, mathematician, 'Математика', [label]);
        const card = (await admin.get('/school/classes')).text.match(new RegExp(`href="(/school/classes/\\d+)"[^>]*>\\s*${label}`))[1];
        await admin.get(card);
        await admin.post(`${card}/homeroom`, {teacher: homeroom.href.match(/\d+$/)[0]});

        const slips = await load.printSlips(admin, 'employee');
        const begin = (name) => region.begin(slips.find((slip) => slip.name === name));
        const teacher = await begin(mathematician.name);
        const people = {administrator: admin, teacher, 'homeroom teacher': await begin(homeroom.name)};
        for (const role of ['learner', 'guardian']) people[role] = await region.begin((await load.printSlips(admin, role, label))[0]);
        for (const login of ['operator', 'ministry', 'official-east']) people[login] = await region.as(login);

        const [section] = await load.sections(teacher);
        const days = await series(teacher, section);
        await fill(teacher, section);
        return {region, teacher, section, days, people};
    } catch (error) {
        await region.close();
        throw error;
    }
}
