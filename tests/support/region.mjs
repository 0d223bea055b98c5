// A small region for tests: a ministry, two districts, a school in each, filled from a few classes of the
// clean roster. Everything goes through the product's own doors.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {Browser, decode, formOf, withFields} from '../../scripts/lib/client.mjs';
import {offsetTo} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {House, roster} from './house.mjs';

// Cheap hashes and no limits that many requests from one address would meet.
const quick = `passwords: {memory_kib: 64, passes: 1, login_failures_free: 1000, address_failures_free: 100000}
limits: {session_requests_per_second: 100000, session_requests_burst: 100000, address_requests_per_second: 100000, address_requests_burst: 100000}
`;

const organisations = `organisations:
  - code: kz
    kind: ministry
    name: {kk: Министрлік, ru: Министерство, en: Ministry}
    children:
      - code: east
        kind: district
        name: {kk: Шығыс бөлімі, ru: Восточный отдел, en: East Office}
        children:
          - {code: school-east, kind: school, name: {kk: Шығыс мектебі, ru: Восточная школа, en: East School}}
      - code: west
        kind: district
        name: {kk: Батыс бөлімі, ru: Западный отдел, en: West Office}
        children:
          - {code: school-west, kind: school, name: {kk: Батыс мектебі, ru: Западная школа, en: West School}}
`;

export {formOf, withFields};

export const password = 'Dala samal terek 27';

// Rows of a clean roster as they stand in the file, with its heading: those `wanted` says yes to.
export function cut(kind, wanted) {
    const [heading, ...rows] = roster('roster-clean', kind).toString('utf8').split(/\r?\n/).filter(Boolean);
    const chosen = rows.map((row) => row.split(';')).filter(wanted);
    assert.ok(chosen.length > 0, 'rows of the roster');
    return {heading, rows: chosen, text: [heading, ...chosen.map((row) => row.join(';'))].join('\r\n') + '\r\n'};
}

// The first learners of some classes.
export function learnersOf(labels, count) {
    const seen = new Map();
    return cut('learners', ([label]) => {
        seen.set(label, (seen.get(label) ?? 0) + 1);
        return labels.includes(label) && seen.get(label) <= count;
    });
}

const eastSubjects = new Set(['Алгебра', 'Ағылшын тілі', 'Қазақстан тарихы']);
const westSubjects = new Set(['Химия', 'Биология']);
export const rosters = {
    'school-east': {
        staff: cut('staff', (row) => row[8] === 'Редактор' || row[8] === 'Директор' || eastSubjects.has(row[9])),
        learners: learnersOf(['7А', '7Б'], 7),
    },
    'school-west': {
        staff: cut('staff', (row) => westSubjects.has(row[9])),
        learners: learnersOf(['8А'], 6),
    },
};

export class Region {
    // options: of House; yaml is added to what makes tests quick. modules: turned on for everybody.
    static async open(options = {}) {
        const region = new Region();
        region.house = new House({...options, yaml: quick + (options.yaml ?? '')});
        try {
            region.house.run('migrate');
            const file = `${region.house.folder}/region.yaml`;
            writeFileSync(file, organisations);
            region.house.run('org', 'import', file);
            const accounts = [
                ['operator', 'kz', 'operator', '', 'Жүйе Операторы'],
                ['ministry', 'kz', 'ministry', '', 'Министрлік Маманы'],
                ['official-east', 'east', 'district', '', 'Шығыс Маманы'],
                ['official-west', 'west', 'district', '', 'Батыс Маманы'],
                ['admin-east', 'school-east', 'employee', 'administrator', 'Шығыс Әкімшісі'],
                ['admin-west', 'school-west', 'employee', 'administrator', 'Батыс Әкімшісі'],
            ];
            for (const [login, organisation, profile, role, name] of accounts)
                load.createAccount(region.house.kerege, {login, organisation, profile, role, name, language: 'kk'}, password);
            for (const module of options.modules ?? []) region.house.run('module', 'enable', module, '--organisation=kz');
            await region.house.start();
        } catch (error) {
            await region.house.remove();
            throw error;
        }
        return region;
    }

    browser(locale = 'kk') {
        return new Browser(this.house.address, locale);
    }

    async as(login, given = password) {
        const browser = this.browser();
        const page = await browser.signIn(login, given);
        assert.equal(page.status, 200, `${login} signs in`);
        assert.equal(page.path, '/', `${login} comes to the first page`);
        browser.login = login;
        return browser;
    }

    // Staff and learners of a school, imported by its administrator. Returns the administrator's browser.
    async fill(school) {
        const admin = await this.as(school.replace('school', 'admin'));
        await load.importRoster(admin, 'staff', rosters[school].staff.text);
        await load.importRoster(admin, 'learners', rosters[school].learners.text);
        await load.waitForClasses(admin);
        return admin;
    }

    // Somebody of the slips signs in for the first time. Returns the browser.
    async begin(slip) {
        const browser = this.browser();
        const page = await browser.firstLogin(slip.login, slip.password, password);
        assert.equal(page.path, '/', `${slip.login} ends the first login`);
        browser.login = slip.login;
        return browser;
    }

    // The same house so many days later; the clock is put right by close().
    async later(days) {
        await this.house.stop();
        const before = process.env.KEREGE_CLOCK_OFFSET_MS;
        this.clock ??= before;
        process.env.KEREGE_CLOCK_OFFSET_MS = String(Number(before) + days * 86_400_000);
        this.house.address = undefined;
        await this.house.start();
    }

    async close() {
        if (this.clock !== undefined) process.env.KEREGE_CLOCK_OFFSET_MS = this.clock;
        return this.house.remove();
    }
}

export const fullName = (row, at = 0) => row.slice(at, at + 3).filter(Boolean).join(' ');

// The words of a page a person reads, without markup, scripts and code.
export function visible(page) {
    return decode(page.text
        .replace(/<(script|style|template|code)\b[\s\S]*?<\/\1>/g, ' ')
        .replace(/<dd class="code">[\s\S]*?<\/dd>/g, ' ')
        .replace(/<[^>]*>|&nbsp;/g, ' ')).replace(/\s+/g, ' ').trim();
}

// The ids a page links to: ids(page, '/people/').
export const ids = (page, prefix) =>
    [...new Set([...page.text.matchAll(new RegExp(`(?:href|action)="${prefix}(\\d+)`, 'g'))].map((m) => m[1]))];

// The numbers of a preview, or of an official's page.
export const numbers = (page) =>
    [...page.text.match(/<ul class="numbers">([\s\S]*?)<\/ul>/)[1].matchAll(/<strong>(\d+)<\/strong>/g)].map((m) => Number(m[1]));

// The region's host at another time. Who moves the clock puts KEREGE_CLOCK_OFFSET_MS back.
export async function restartAt(region, instant) {
    await region.house.stop();
    process.env.KEREGE_CLOCK_OFFSET_MS = String(offsetTo(instant));
    await region.house.start();
}
