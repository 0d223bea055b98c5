// What the administrator changes takes effect at once, for people who are signed in: teachers, roles,
// passwords, sessions, classes.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, fullName, ids, password, rosters, visible} from '../support/region.mjs';

const east = rosters['school-east'];
const namesOf = (subject) => east.staff.rows.filter((row) => row[9] === subject).map((row) => fullName(row));
const [first, second] = namesOf('Алгебра');

async function settle(region) {
    const admin = await region.fill('school-east');
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const of = (name) => all.find((one) => one.name === name);
    await load.assign(admin, of(first), 'Алгебра', ['7А']);
    const [teacher, successor] = [await region.begin(slips.find((s) => s.name === first)), await region.begin(slips.find((s) => s.name === second))];
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until, weekdays: [1, 2, 3, 4, 5]});
    const grid = await load.grid(teacher, section);
    assert.equal((await load.saveCell(teacher, section, grid.lessons[0].id, grid.learners[0].id, '9')).status, 200);
    const id = (name) => of(name).href.match(/\d+$/)[0];
    return {region, admin, teacher, successor, section, grid, firstId: id(first), secondId: id(second)};
}

async function replaceTeacher({admin, teacher, successor, section, grid, secondId}) {
    const sectionId = section.href.match(/\d+$/)[0];
    assert.equal((await successor.get(section.href)).status, 404);
    const form = await teacher.get(`/journal/lessons/${grid.lessons[1].id}`);
    await admin.get('/school/classes');
    assert.equal((await admin.post(`/school/sections/${sectionId}/teacher`, {teacher: secondId}, {follow: false})).status, 303);
    assert.equal((await teacher.get(section.href)).status, 404, 'the journal has gone to the other teacher');
    assert.equal((await load.saveCell(teacher, section, grid.lessons[0].id, grid.learners[0].id, '1', 1)).status, 404);
    assert.equal((await teacher.post(`/journal/lessons/${grid.lessons[1].id}`, formOf(form, form.path))).status, 404, 'an open form, too');
    const now = await load.grid(successor, section);
    assert.equal(now.learners[0].cells[0].text, '9', 'with its marks');
    assert.equal((await load.saveCell(successor, section, grid.lessons[0].id, grid.learners[0].id, '8', 1)).status, 200);
}

async function endSection({admin, successor, section, grid}) {
    const sectionId = section.href.match(/\d+$/)[0];
    assert.equal((await admin.post(`/school/sections/${sectionId}/end`, {}, {follow: false})).status, 303);
    assert.equal((await load.saveCell(successor, section, grid.lessons[0].id, grid.learners[0].id, '1', 2)).status, 404, 'nothing is entered any more');
    const kept = await load.grid(admin, section);
    assert.equal(kept.page.status, 200);
    assert.equal(kept.learners[0].cells[0].text, '8', 'the journal is kept');
}

async function changeRoles({region, admin, successor, secondId}) {
    const card = `/people/${secondId}`;
    assert.equal((await successor.get('/roster')).status, 403);
    const fields = formOf(await admin.get(card), card).filter(([name]) => !['role', '_csrf', 'revision'].includes(name));
    const roles = (...given) => admin.post(card, [...fields, ...given.map((role) => ['role', role])], {follow: false});
    const unproved = await roles('administrator', 'teacher');
    assert.equal(unproved.status, 422, 'a role that opens accounts is given by who shows who they are');
    fields.push(['password', password]);
    assert.equal((await roles('administrator', 'teacher')).status, 303);
    assert.equal((await successor.get('/roster')).status, 200, 'a new role holds at once');
    assert.equal((await roles('editor')).status, 303);
    assert.equal((await successor.get('/roster')).status, 403, 'one taken away, too');
    assert.equal((await successor.get('/people')).status, 403);
    assert.equal((await roles('teacher')).status, 303);
    assert.equal((await successor.get('/people')).status, 200);
    assert.equal((await roles('operator')).status, 422, 'no school makes operators');
    assert.equal((await successor.get('/modules')).status, 403);
    // One's own role of an administrator: somebody has to be left.
    const own = ids(await admin.get('/people?q=Әкімшісі'), '/people/')[0];
    const mine = formOf(await admin.get(`/people/${own}`), `/people/${own}`).filter(([name]) => !['role', '_csrf', 'revision'].includes(name));
    assert.equal((await admin.post(`/people/${own}`, [...mine, ['role', 'teacher']], {follow: false})).status, 409, 'the last administrator stays one');
    assert.equal((await admin.get('/roster')).status, 200);
    await region.as('admin-east');
}

async function passwords({region, admin, teacher, firstId}) {
    const other = await region.as(teacher.login);
    // A new slip: every session ends, the old password is dead, the new one is temporary.
    await admin.get('/credentials');
    const [slip] = load.slips(await admin.post('/credentials', {membership: firstId, password}));
    assert.equal(slip.login, teacher.login);
    for (const browser of [teacher, other]) assert.match((await browser.get('/')).path, /^\/sign-in/, 'sessions end with the password');
    assert.notEqual((await region.browser().signIn(teacher.login, password)).status, 200);
    const fresh = region.browser();
    await fresh.signIn(slip.login, slip.password);
    assert.equal(fresh.page.path, '/first-login');
    const repeated = await fresh.post('/first-login/password', {old_password: slip.password, new_password: password, new_password_again: password});
    assert.equal(repeated.status, 422, 'none of the last five');
    const own = 'Qyzyl alma 2027 baqta';
    assert.equal((await fresh.post('/first-login/password', {old_password: slip.password, new_password: own, new_password_again: own})).path, '/');

    // Changing one's own password ends the other sessions, not this one.
    const second = await region.as(teacher.login, own);
    const next = 'Kok aspan 2028 dalada';
    await fresh.get('/account/password');
    assert.equal((await fresh.post('/account/password', {old_password: own, new_password: next, new_password_again: next})).path, '/account');
    assert.equal((await fresh.get('/')).path, '/');
    assert.match((await second.get('/')).path, /^\/sign-in/);
    // And the command line.
    load.command(region.house.kerege, ['account', 'reset-password', '--login', teacher.login, '--password-env', 'KEREGE_NEW_PASSWORD'], {KEREGE_NEW_PASSWORD: 'Sary kuz 2029 zhapyraq'});
    for (let i = 0; i < 60 && (await fresh.get('/')).path === '/'; i += 1) await new Promise((resolve) => setTimeout(resolve, 200));
    assert.match(fresh.page.path, /^\/sign-in/);
    const last = await region.as(teacher.login, 'Sary kuz 2029 zhapyraq');
    const beside = await region.as(teacher.login, 'Sary kuz 2029 zhapyraq');
    await last.get('/account');
    assert.equal((await last.post('/account/sessions/end-others')).path, '/account');
    assert.match((await beside.get('/')).path, /^\/sign-in/, 'all others at once');
}

async function changeClass({region, admin}) {
    // A learner goes to another class by the next roster; the data mended on the card stay where the roster is silent.
    const row = east.learners.rows.find((one) => one[0] === '7А');
    const moved = east.learners.rows.map((one) => (one === row ? ['7Б', ...one.slice(1)] : one));
    const text = [east.learners.heading, ...moved.map((one) => one.join(';'))].join('\r\n') + '\r\n';
    const {preview} = await load.importRoster(admin, 'learners', text);
    assert.match(visible(preview), new RegExp(fullName(row, 1)));
    const classes = await admin.get('/school/classes');
    const id = (label) => classes.text.match(new RegExp(`href="/school/classes/(\\d+)"[^>]*>\\s*${label}`))[1];
    const name = fullName(row, 1);
    let inOld = true, inNew = false;
    for (let i = 0; i < 50 && (inOld || !inNew); i += 1) {
        inOld = visible(await admin.get(`/school/classes/${id('7А')}`)).includes(name);
        inNew = visible(await admin.get(`/school/classes/${id('7Б')}`)).includes(name);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok(!inOld && inNew, 'in the new class and no longer in the old one');
    const people = await admin.get(`/people?kind=learner&q=${encodeURIComponent(row[1])}`);
    assert.equal([...people.text.matchAll(/<th scope="row"><a href="\/people\/\d+">([^<]*)</g)].filter((m) => m[1] === name).length, 1, 'still one person');
}

const steps = {
    'another teacher takes a section over': replaceTeacher,
    'a section ends and its journal is kept': endSection,
    'roles hold from the next request': changeRoles,
    'a new password ends the sessions': passwords,
    'a learner changes the class by the roster': changeClass,
};

for (const database of databases) {
    test(`changes take effect at once on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = await settle(region);
            for (const [name, step] of Object.entries(steps)) await t.test(name, () => step(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
