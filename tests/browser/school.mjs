// A small school for the browser: a few classes cut out of the clean roster, in a house of its own.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {Browser, addLessonSeries, assign, createAccount, decode, importRoster, printSlips, sections, teachers, waitForClasses} from '../../scripts/lib/load.mjs';
import {House, roster} from '../support/house.mjs';

export const password = 'sary-arqa-samal-2026';
export const mathematician = 'Мельник Варвара Артёмовна';
export const accounts = {operator: 'operator', official: 'bolim', administrator: 'akimshi', deputy: 'orynbasar'};

const region = `
organisations:
  - code: kz
    kind: ministry
    name: {kk: Оқу-ағарту министрлігі, ru: Министерство просвещения, en: Ministry of Education}
    children:
      - code: region
        kind: region
        name: {kk: Жетісу облысының білім басқармасы, ru: Управление образования области Жетісу, en: Zhetisu Region Education Department}
        children:
          - code: district
            kind: district
            name: {kk: Талдықорған қаласының білім бөлімі, ru: Отдел образования города Талдыкорган, en: Taldyqorgan City Education Office}
            children:
              - code: school
                kind: school
                name: {kk: № 1 орта мектеп, ru: Средняя школа № 1, en: Secondary School No. 1}
`;

// The roster with only these classes' learners, or with the first so many of the staff.
export function cut(kind, keep) {
    const [head, ...lines] = roster('roster-clean', kind).toString('utf8').trimEnd().split(/\r?\n/);
    return [head, ...lines.filter((line, index) => keep(line.split(';'), index))].join('\r\n');
}
export const learnersOf = (...classes) => cut('learners', ([label]) => classes.includes(label));
export const staff = () => cut('staff', (_, index) => index < 30);

// A house with an empty school, its administrator, an operator and an official.
export async function emptySchool(options) {
    const house = new House(options);
    house.run('migrate');
    const file = path.join(house.folder, 'region.yaml');
    writeFileSync(file, region);
    house.run('org', 'import', file);
    house.run('module', 'enable', 'portfolio', '--organisation=kz');
    const make = (login, organisation, profile, name, role) =>
        createAccount(house.kerege, {login, organisation, profile, role, name, language: 'kk'}, password);
    make(accounts.operator, 'kz', 'operator', 'Сейітов Асқар');
    make(accounts.official, 'region', 'region', 'Оразбаева Ляззат');
    make(accounts.administrator, 'school', 'employee', 'Жақсылықова Данагүл', 'administrator');
    make(accounts.deputy, 'school', 'employee', 'Әлімжанова Әселгүл', 'deputy');
    return house.start();
}

// A browser without scripts that has signed in: for what a test only needs to have been done.
export async function signedIn(house, login, secret = password) {
    const browser = new Browser(house.address);
    const page = await browser.signIn(login, secret);
    if (page.path.startsWith('/sign-in')) throw new Error(`${login} could not sign in`);
    return browser;
}

// Days of the lessons' form: a term's first and last.
export async function term(browser, section) {
    const page = await browser.get(`${section.href}/lessons`);
    const day = (name) => page.text.match(new RegExp(`name="${name}" type="date" value="([^"]*)"`))[1];
    return {from: day('from'), until: day('until')};
}

// Imports the roster, gives the mathematician 7А and lessons, prints slips of teachers, learners and parents.
export async function fill(house, classes = ['7А', '7Ә']) {
    const administrator = await signedIn(house, accounts.administrator);
    // Whoever has signed in already gets no slip that would replace the password.
    await signedIn(house, accounts.deputy);
    await importRoster(administrator, 'staff', staff());
    await importRoster(administrator, 'learners', learnersOf(...classes));
    await waitForClasses(administrator);
    const list = await teachers(administrator);
    const named = (name) => list.find((teacher) => teacher.name === name);
    await assign(administrator, named(mathematician), 'Математика', classes);
    const slips = {
        staff: await printSlips(administrator, 'employee'),
        learners: await printSlips(administrator, 'learner', classes[0]),
        guardians: await printSlips(administrator, 'guardian', classes[0]),
    };
    return {administrator, slips};
}

// First login of somebody, by the slip. Returns the browser.
export async function arrive(house, slip) {
    const browser = new Browser(house.address);
    await browser.firstLogin(slip.login, slip.password, password);
    return browser;
}

export const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? slips.find((slip) => slip.name.startsWith(name));

// The mathematician signs in for the first time and adds lessons over the term, on three days a week.
export async function openJournal(house, slips) {
    const teacher = await arrive(house, slipOf(slips.staff, mathematician));
    const [section] = (await sections(teacher)).filter(({label}) => label.includes('7А'));
    await addLessonSeries(teacher, section, {...(await term(teacher, section)), weekdays: [1, 3, 5]});
    return {teacher, section};
}

export {decode};
