// The operator keeps the tree: organisations are added beneath others, named, and given a BIN and addresses.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Browser, formOf, withFields} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, databases, root} from '../support/house.mjs';
import {until} from '../support/until.mjs';

const password = 'Dala samal terek 27';
const linkTo = (page, pattern) => page.text.match(pattern)?.[1] ?? assert.fail(`no link ${pattern}`);

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`the tree of organisations (${database})`, async () => {
        const house = new House({database, yaml: 'passwords: {memory_kib: 64, passes: 1}\n'});
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            createAccount(house.kerege, {organisation: 'kz', login: 'operator', profile: 'operator', name: 'Seitova Aizhan', language: 'en'}, password);
            createAccount(house.kerege, {organisation: 'kz', login: 'ministry', profile: 'ministry', name: 'Omarov Daniyar', language: 'ru'}, password);
            await house.start();
            const as = async (login) => {
                const browser = new Browser(house.address, 'en');
                await browser.signIn(login, password);
                return browser;
            };
            const operator = await as('operator');
            const school = await added(operator, house);
            await edited(operator, await as('operator'), school);
            await seen(await as('ministry'), school);
            await stands(house, operator, school);
        } finally {
            await house.remove();
        }
    });
}

async function added(operator, house) {
    let page = await operator.get('/organisations');
    const form = linkTo(page, /href="(\/organisations\/\d+\/new)"/);
    page = await operator.get(form);
    assert.equal(page.status, 200);
    assert.deepEqual([...page.text.matchAll(/<option value="(\w+)"/g)].map((match) => match[1]), ['region', 'district', 'school', 'state_body', 'self_government', 'training_centre', 'course_provider'], 'what stands beneath a ministry');
    const typed = {kind: 'region', code: 'Oblys 9', name_kk: 'Тоғызыншы облыс', bin: '160340016782'};
    page = await operator.post(form, withFields(formOf(page, form), typed));
    assert.equal(page.status, 422);
    assert.match(page.text, /id="code-error">A code has small Latin letters/);
    assert.match(page.text, /id="bin-error">This is not a valid BIN/);
    assert.match(page.text, /name="name_kk" value="Тоғызыншы облыс"/, 'nothing typed is lost');
    page = await operator.post(form, {...typed, code: 'oblys-9', bin: '160340016781'});
    assert.equal(page.status, 200);
    assert.match(page.text, /The organisation is there\./);
    assert.match(page.text, /<dt>BIN<\/dt><dd>160340016781<\/dd>/);
    const region = page.path.split('?')[0];
    assert.match(house.run('org', 'list'), /oblys-9 +region +Тоғызыншы облыс/);
    const twice = await operator.post(form, {...typed, code: 'oblys-9', bin: ''});
    assert.equal(twice.status, 409);
    assert.match(twice.text, /Another organisation has this code/);
    assert.equal((await operator.post(`${region}/new`, {kind: 'ministry', code: 'x', name_kk: 'x'})).status, 422, 'no ministry beneath a region');
    page = await operator.post(`${region}/new`, {kind: 'school', code: 'school-900', name_kk: 'Мектеп'});
    assert.equal(page.status, 200);
    assert.match((await operator.get(region)).text, /Мектеп/, 'it is counted at once');
    return page.path.split('?')[0];
}

async function edited(operator, second, school) {
    const beneath = await operator.get(`${school}/new`);
    assert.deepEqual([...beneath.text.matchAll(/<option value="(\w+)"/g)].map((match) => match[1]), ['state_body', 'self_government'], 'bodies hang on any node');
    const form = `${school}/edit`;
    const mine = formOf(await operator.get(form), form);
    const theirs = formOf(await second.get(form), form);
    let page = await operator.post(form, withFields(mine, {name_ru: 'Школа № 900', address_ru: 'ул. Абая, 1', address_kk: 'Абай к., 1'}));
    assert.equal(page.status, 200);
    assert.match(page.text, /<dt>Address<\/dt><dd>Абай к\., 1<\/dd>/);
    page = await second.post(form, withFields(theirs, {name_ru: 'Школа 900'}));
    assert.equal(page.status, 409);
    assert.match(page.text, /value="Школа 900"/);
    assert.match(page.text, /It says now: Школа № 900/);
    page = await second.post(form, withFields(formOf(page, form), {name_ru: 'Школа-900'}));
    assert.equal(page.status, 200, 'who has seen it may save');
    page = await operator.get(`/audit?kind=organisation.changed`);
    assert.match(page.text, /Organisation changed/);
    assert.match(page.text, /name_ru/);
}

async function seen(ministry, school) {
    const page = await ministry.get(school);
    assert.equal(page.status, 200);
    assert.match(page.text, /Школа-900/);
    assert.doesNotMatch(page.text, /\/edit"|\/new"/, 'an official looks');
    assert.equal((await ministry.get(`${school}/edit`)).status, 403);
}

// K3.3.4, U3.7, K3.4.3: what people have a right to at any time goes on where the organisation is suspended.
async function givesRights(house, head) {
    createAccount(house.kerege, {organisation: 'school-900', login: 'leaver', profile: 'employee', role: 'teacher', name: 'Serik Arman', language: 'en'}, password);
    const card = (await head.get('/people?q=Serik')).text.match(/href="(\/people\/\d+)"/)[1];
    assert.equal((await head.post(card, {family_name: 'Serikov', given_name: 'Arman'})).status, 403, 'data are not edited');
    assert.equal((await head.post(`${card}/end`, {ground: 'employment_ended'})).status, 403);
    assert.equal((await head.post(`${card}/data`, {password}, {follow: false})).status, 303, 'a copy');
    assert.equal((await head.post(`${card}/deletion`, {ground: 'no-such'}, {follow: false})).status, 422, 'asked for what is missing');
    const scan = {name: 'paper.pdf', type: 'application/pdf', content: '%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n'};
    const begun = await head.post(`${card}/deletion`, {ground: 'withdrawn', password}, {files: {scan}});
    assert.equal(begun.status, 200, begun.text.match(/role="alert"[\s\S]{0,400}/)?.[0]);
    assert.deepEqual(house.rows('select ground from core_deletion where confirmed_at_ms is not null and taken_back_at_ms is null'), [['withdrawn']]);
    assert.equal((await head.post('/archive', {password}, {follow: false})).status, 303);
}

const archiveOf = (page) => page.text.match(/href="(\/archive\/\d+)"/)?.[1];

// K3.4.3: whoever belonged to a closed organisation comes in for what is theirs, and for nothing else.
async function fetchesWhatIsTheirs(house, operator, head, form) {
    const there = await head.signIn('head', password);
    assert.equal(there.path, '/account/data');
    assert.match(there.text, /is closed<\/h2>/);
    assert.doesNotMatch(there.text, /href="\/people"/, 'no menu');
    for (const path of ['/', '/people', '/roster', '/search']) assert.equal((await head.get(path)).path, '/account/data', path);
    assert.equal((await head.post('/roster', {kind: 'staff'})).status, 403);
    assert.equal((await head.post('/account/data', {}, {follow: false})).status, 303);
    assert.equal((await head.post('/account/data/deletion', {note: 'x'}, {follow: false})).status, 303);
    assert.match((await head.get('/account/data')).text, /It begins a day later/);
    assert.equal((await head.post('/account/data/deletion/take-back', {}, {follow: false})).status, 303);
    const href = await until('the archive of the closed organisation', async () => archiveOf(await head.get('/archive')));
    assert.match((await operator.get(form)).text, /What is still to be done[^]*nobody has fetched it yet/);
    assert.equal((await operator.get(href)).status, 403, 'the operator orders it, and does not read it');
    assert.equal((await head.get(href)).status, 200);
    assert.match((await operator.get(form)).text, /fetched on/);
    assert.match(house.run('org', 'show', 'school-900'), /archive of everything: fetched/);
}

// U1.15: a state from a day on, entered by the operator and by the command, and what it means.
async function stands(house, operator, school) {
    const form = `${school}/status`;
    createAccount(house.kerege, {organisation: 'school-900', login: 'head', profile: 'employee', role: 'administrator', name: 'Akhmet Dana', language: 'en'}, password);
    const head = new Browser(house.address, 'en');
    await head.signIn('head', password);
    let page = await operator.get(form);
    assert.match(page.text, /It has always been active/);
    page = await operator.post(form, {status: 'suspended', status_from: '', status_reason: ''});
    assert.equal(page.status, 422);
    assert.match(page.text, /id="status_reason-error">Say why/);
    page = await operator.post(form, {status: 'suspended', status_from: '', status_reason: 'No heating'});
    assert.equal(page.status, 200);
    assert.match(page.text, /badge bad">Suspended/);
    assert.match(page.text, /No heating/);
    assert.match((await operator.get(school)).text, /badge bad">Suspended/);
    assert.match((await head.get('/')).text, /Your organisation is suspended/);
    const refused = await head.post('/roster', {kind: 'staff'});
    assert.equal(refused.status, 403);
    assert.match(refused.text, /Your organisation is suspended/);
    await givesRights(house, head);
    await until('the archive of before', async () => archiveOf(await head.get('/archive')));
    assert.match(house.run('org', 'status', 'school-900', 'closed', '--reason=Merged'), /school-900: closed\npeople fetch what is theirs until .*\narchive of everything: being made\nprofiles: 1 to delete, 1 deleted and not yet erased, 0 erased/);
    assert.match(house.run('org', 'list'), /school-900 .*\(closed\)/);
    assert.match(house.run('org', 'show', 'school-900'), /closed +Merged[^]*suspended +No heating/);
    assert.match(house.run('org', 'export', '--organisation=school-900'), /status: \{state: closed/);
    const late = new Browser(house.address, 'en');
    await fetchesWhatIsTheirs(house, operator, late, form);
    const top = (await operator.get('/organisations')).text.match(/href="(\/organisations\/\d+)\/status"/)[1];
    assert.match((await operator.get(`${top}/status`)).text, /for those above it/);
    assert.equal((await operator.post(`${top}/status`, {status: 'closed', status_reason: 'x'})).status, 409, 'nobody shuts the door behind themselves');
    assert.match(house.run('org', 'status', 'school-900', 'active'), /school-900: active/);
    assert.equal((await late.signIn('head', password)).path.split('?')[0], '/');
}
