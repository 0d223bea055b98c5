// Nothing on a page is left in English where the page is Kazakh or Russian.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {Region, fullName, ids, rosters, visible} from '../support/region.mjs';

// Names of things that are the same in every language.
const same = new Set(['Kerege', 'English', 'CSV', 'UTF', 'Excel', 'xlsx', 'zip', 'School', 'Data', 'Sync', 'OneRoster', 'Enter', 'Esc', 'Ctrl', 'Tab', 'Home', 'End', 'Delete', 'Shift', 'Alt']);

// Words of Latin letters a reader meets: in the text, and in what is read out or shown beside it.
function latinWords(page, alsoSame) {
    const attributes = [...page.text.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
        .matchAll(/\s(?:placeholder|aria-label|title|alt|data-(?!r=|lesson|learner|theme|print|letters|labels|csrf|save|hx)[\w-]+)="([^"]*)"/g)].map((m) => load.decode(m[1]));
    const words = [visible(page), ...attributes].join(' ')
        .replace(/\S+@\S+|https?:\S+|\bPDF\b/g, ' ').replace(/%\w+/g, ' ');
    return [...new Set(words.match(/[A-Za-z]{3,}/g) ?? [])].filter((word) => !same.has(word) && !alsoSame.has(word));
}

// By the menu in the header: a link for visitors, a form for people who are signed in.
async function speak(browser, locale) {
    const page = await browser.get('/account');
    if (page.text.includes('action="/language"')) await browser.post('/language', {locale, next: '/account'});
    else await browser.get(`/language/${locale}?next=/account`);
}

test('K-KK11.2 no page of a role keeps English words in Kazakh or Russian', async (t) => {
    const region = await Region.open({modules: ['portfolio']});
    try {
        const admin = await region.fill('school-east');
        const slips = await load.printSlips(admin, 'employee');
        const slipPage = admin.page;
        const name = fullName(rosters['school-east'].staff.rows.find((row) => row[9] === 'Алгебра'));
        await load.assign(admin, (await load.teachers(admin)).find((one) => one.name === name), 'Алгебра', ['7А']);
        const slip = slips.find((one) => one.name === name);
        const teacher = region.browser();
        await teacher.signIn(slip.login, slip.password);
        const early = [teacher.page];
        await teacher.post('/first-login/confirm', {answer: 'wrong', message: 'Қате бар'});
        early.push(teacher.page, await teacher.post('/first-login/password', {old_password: slip.password, new_password: 'a', new_password_again: 'b'}));
        await teacher.post('/first-login/password', {old_password: slip.password, new_password: 'Dala samal terek 27', new_password_again: 'Dala samal terek 27'});
        const [section] = await load.sections(teacher);
        early.push(await teacher.get(section.href));
        const form = await teacher.get(`${section.href}/lessons`);
        const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
        await load.addLessonSeries(teacher, section, {from, until, weekdays: [1, 3]});
        early.push(teacher.page);
        const {lessons, learners} = await load.grid(teacher, section);
        await load.saveCell(teacher, section, lessons[0].id, learners[0].id, '9');
        await admin.get('/roster');
        const bad = rosters['school-east'].learners.rows[0].map((value, column) => (column === 4 ? '31.02.2014' : value));
        const preview = await admin.post('/roster', {kind: 'learners'}, {files: {file: {name: 'тізім', content: `${rosters['school-east'].learners.heading}\r\n${bad.join(';')}\r\n`}}});
        const achievements = `/portfolio/learners/${learners[0].id}`;
        await admin.get(`${achievements}/new`);
        const entry = `/portfolio/entries/${ids(await admin.post(`${achievements}/new`, {kind: 'sport', level: 'school', title: 'Волейбол', begins_on: '2026-10-01'}), '/portfolio/entries/')[0]}`;
        const classId = ids(await admin.get('/school/classes'), '/school/classes/')[0];
        const learner = await region.begin((await load.printSlips(admin, 'learner', '7А'))[0]);
        const guardian = await region.begin((await load.printSlips(admin, 'guardian', '7А'))[0]);
        const official = await region.as('official-east');
        const people = {
            stranger: [region.browser(), ['/sign-in', '/nowhere']],
            operator: [await region.as('operator'), ['/', '/modules', '/settings', '/mail', '/jobs', '/organisations', '/audit', '/account', '/people']],
            official: [official, ['/', '/organisations', `/organisations/${ids(await official.get('/organisations'), '/organisations/')[0]}`, '/account']],
            administrator: [admin, ['/', '/people', '/people?kind=learner', '/people?kind=guardian', '/people?q=zzz', `/people/${learners[0].id}`, '/roster', preview.path, `${preview.path}/columns`, '/credentials',
                '/reports', '/school/classes', `/school/classes/${classId}`, '/school/subjects', `/school/subjects/${ids(await admin.get('/school/subjects'), '/school/subjects/')[0]}`, '/school/teaching', '/journal', `/journal/classes/${classId}`, section.href, '/portfolio', `/portfolio/classes/${classId}`, `/portfolio/classes/${classId}/new`, `/portfolio/learners/${learners[0].id}`, `/portfolio/learners/${learners[0].id}/sheet`, entry, '/account', '/account/password', '/settings', '/audit', '/nowhere', '/modules']],
            teacher: [teacher, ['/', '/journal', section.href, `${section.href}/lessons`, `/journal/lessons/${lessons[0].id}`, '/people', '/school/classes', `/school/classes/${classId}`, '/account']],
            learner: [learner, ['/', '/journal/marks', '/portfolio/own', '/portfolio/own/sheet', '/account', '/people']],
            guardian: [guardian, ['/', '/journal/marks', '/account', '/account/history', `/account/history/${ids(await guardian.get('/'), '/account/history/')[0]}`]],
        };
        // Logins, names of files and their headings (E-mail) stand on pages as they are typed.
        const logins = new Set(['zzz', 'mail', 'journal', 'portfolio', 'school', 'example', 'staff', 'learners', 'csv']);
        for (const code of ['kz', 'east', 'school-east'])
            for (const line of region.house.run('account', 'list', '--organisation', code).trim().split('\n'))
                for (const word of line.split(' ')[0].match(/[A-Za-z]{3,}/g)) logins.add(word);
        const left = [];
        let pages = 0;
        for (const page of [...early, slipPage]) for (const word of latinWords(page, logins)) left.push(`kk ${page.path}: ${word}`);
        for (const locale of ['kk', 'ru']) {
            for (const [who, [browser, paths]] of Object.entries(people)) {
                await speak(browser, locale);
                for (const path of paths) {
                    const page = await browser.get(path);
                    assert.match(page.text, new RegExp(`<html lang="${locale}"`), `${who} ${path}`);
                    for (const word of latinWords(page, logins)) left.push(`${locale} ${who} ${path}: ${word}`);
                    pages += 1;
                }
            }
        }
        assert.deepEqual(left, []);
        await speak(admin, 'kk');
        assert.ok(visible(await admin.get('/audit')).includes('Тізім жүктелді'), 'what was changed is said in words');
        // The same pages in English do have such words: the search can find them.
        await speak(admin, 'en');
        assert.ok(latinWords(await admin.get('/people'), logins).length > 5);
        t.diagnostic(`${pages} pages`);
    } finally {
        assert.deepEqual(await region.close(), {code: 0, signal: null});
    }
});
