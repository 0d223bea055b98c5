// The administrator sets the school up: who teaches a class, and which subjects there are.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, fullName, ids, rosters, visible} from '../support/region.mjs';

const east = rosters['school-east'];
const [first, second] = east.staff.rows.filter((row) => row[9] === 'Алгебра').map((row) => fullName(row));
const director = fullName(east.staff.rows.find((row) => row[8] === 'Директор'));

// The sections of a class as the administrator sees them: [{id, subject, teacher}].
async function sectionsOf({admin, classId}) {
    const page = await admin.get(`/school/classes/${classId}`);
    return [...page.text.matchAll(/action="\/school\/sections\/(\d+)\/teacher"[\s\S]*?<label[^>]*>([^<]*)<[\s\S]*?<\/form>/g)].map(([form, id, subject]) => ({
        id, subject: load.decode(subject), teacher: load.decode(form.match(/<option[^>]*selected[^>]*>([^<]*)</)[1]),
    }));
}

async function settle(region) {
    const admin = await region.fill('school-east');
    const teachers = await load.teachers(admin);
    const of = (name) => teachers.find((one) => one.name === name);
    const classId = (await admin.get('/school/classes')).text.match(/href="\/school\/classes\/(\d+)"[^>]*>\s*7А/)[1];
    const teacherId = (name) => of(name).href.match(/\d+$/)[0];
    return {region, admin, of, teacherId, classId};
}

// Algebra in 7А goes from the first teacher to the second one, and back.
async function aTeacherComesBack(state) {
    const {admin, of, teacherId} = state;
    await load.assign(admin, of(first), 'Алгебра', ['7А']);
    const [earlier] = await sectionsOf(state);
    await admin.post(`/school/sections/${earlier.id}/end`);
    await load.assign(admin, of(second), 'Алгебра', ['7А']);
    const [later] = await sectionsOf(state);
    assert.equal(later.teacher, second);
    assert.notEqual(later.id, earlier.id);

    const page = await admin.post(`/school/sections/${later.id}/teacher`, {teacher: teacherId(first)});
    assert.equal(page.status, 200);
    assert.match(visible(page), /бұрынғы журналы қайта ашылды/);
    assert.deepEqual(await sectionsOf(state), [{id: earlier.id, subject: 'Алгебра', teacher: first}], 'the earlier section is open again');
    for (const {id} of [earlier, later]) assert.equal((await admin.get(`/journal/sections/${id}`)).status, 200, 'both journals are kept');
    await admin.post(`/school/sections/${earlier.id}/teacher`, {teacher: teacherId(second)});
    assert.deepEqual((await sectionsOf(state)).map((section) => section.id), [later.id], 'as often as it takes');
}

async function twoGroups(state) {
    const {admin, of, teacherId} = state;
    await load.assign(admin, of(first), 'Алгебра', ['7А']);
    const both = await sectionsOf(state);
    assert.deepEqual(both.map((section) => section.teacher).sort(), [first, second].sort());
    const page = await admin.post(`/school/sections/${both.find((one) => one.teacher === second).id}/teacher`, {teacher: teacherId(first)});
    assert.equal(page.status, 422);
    assert.match(page.text, /role="alert">Бұл мұғалім осы сыныпта пәнді жүргізіп жүр/);
    assert.match(page.text, /<h1>7А сыныбы<\/h1>/, 'said on the page of the class');
    assert.deepEqual(await sectionsOf(state), both, 'nothing has changed');
}

// Teachers before others, and a word about what others can't do.
async function whoIsOffered({admin, classId}) {
    const page = await admin.get(`/school/classes/${classId}`);
    const [, teachers, others] = page.text.match(/id="homeroom"[\s\S]*?<optgroup label="Мұғалімдер">([\s\S]*?)<\/optgroup>\s*<optgroup[^>]*>([\s\S]*?)<\/optgroup>/);
    assert.ok(load.decode(teachers).includes(first) && !load.decode(others).includes(first));
    assert.ok(load.decode(others).includes(director) && !load.decode(teachers).includes(director));
    const warning = /тек мұғалім рөлі бар адамдар/;
    assert.match(visible(page), warning);
    const list = await admin.get('/school/teaching');
    const href = (name) => list.text.match(new RegExp(`<a href="(/school/teaching/\\d+)">${name}<`))[1];
    assert.match(visible(await admin.get(href(director))), warning);
    assert.doesNotMatch(visible(await admin.get(href(first))), warning);
}

const subjectsOf = async (admin) => [...(await admin.get('/school/subjects')).text.matchAll(/href="\/school\/subjects\/(\d+)">([^<]*)</g)].map(([, id, name]) => ({id, name: load.decode(name)}));

async function subjectsAreAdded({admin}) {
    const before = (await subjectsOf(admin)).length;
    const add = (name) => admin.post('/school/subjects', {name});
    for (const name of ['', '   ', '\u00a0\t', 'ә'.repeat(81), 'Алгебра', ' Алгебра ', 'Алгебра\u00a0']) {
        const page = await add(name);
        assert.equal(page.status, 422, JSON.stringify(name));
        assert.match(page.text, /role="alert"/);
    }
    assert.equal((await subjectsOf(admin)).length, before);
    assert.equal((await add('  Шахмт  "ойыны" ')).status, 200);
    assert.equal((await add('ә'.repeat(80))).status, 200, '80 letters of two bytes');
    assert.ok((await subjectsOf(admin)).some(({name}) => name === 'Шахмт "ойыны"'));
    const audit = load.decode((await admin.get('/audit')).text);
    assert.match(audit, /Пән қосылды<\/td><td>Шахмт "ойыны"<\/td><td class="wrap"><code><\/code>/);
}

async function subjectsAreMended({admin, of}) {
    const find = async (name) => (await subjectsOf(admin)).find((subject) => subject.name === name)?.id;
    const chess = await find('Шахмт "ойыны"');
    const card = `/school/subjects/${chess}`;
    assert.deepEqual(formOf(await admin.get(card), card).find(([name]) => name === 'name'), ['name', 'Шахмт "ойыны"']);
    const taken = await admin.post(card, {name: ' Алгебра'});
    assert.equal(taken.status, 422);
    assert.match(taken.text, /aria-invalid="true"/);
    assert.equal((await admin.post(card, {name: ' Шахмат '})).path, '/school/subjects');
    assert.equal(await find('Шахмат'), chess);

    // What the roster names would come back with the next roster.
    const algebra = `/school/subjects/${await find('Алгебра')}`;
    assert.doesNotMatch((await admin.get(algebra)).text, /action="\/school\/subjects/);
    assert.equal((await admin.post(algebra, {name: 'Математика'})).status, 422);
    assert.equal((await admin.post(`${algebra}/remove`)).status, 422);
    assert.ok(await find('Алгебра'));

    // What was taught has a journal.
    await load.assign(admin, of(first), 'Шахмат', ['7А']);
    assert.doesNotMatch((await admin.get(card)).text, /\/remove"/);
    assert.equal((await admin.post(`${card}/remove`)).status, 422);
    const long = `/school/subjects/${await find('ә'.repeat(80))}`;
    await admin.get(long);
    assert.equal((await admin.post(`${long}/remove`)).path, '/school/subjects');
    assert.equal(await find('ә'.repeat(80)), undefined);
    assert.equal((await admin.get(long)).status, 404);
    const audit = (await admin.get('/audit')).text;
    for (const words of ['Пән атауы өзгертілді', 'Пән алып тасталды']) assert.ok(audit.includes(words), words);
}

// A year without a published calendar says so; here the one that runs is made such a year.
async function aProvisionalYear({region, admin}) {
    const sentence = {kk: /күнтізбесі алдын ала жасалған/, ru: /предварительный/, en: /is provisional/};
    assert.doesNotMatch(visible(await admin.get('/school/classes')), sentence.kk);
    const [, host, port, name, user] = readFileSync(`${region.house.folder}/kerege.yaml`, 'utf8').match(/host: "([^"]*)", port: (\d+), name: (\w+), user: (\w+)/);
    execFileSync('psql', [`host=${host} port=${port} dbname=${name} user=${user}`, '-qc', 'update school_year set provisional = 1'], {stdio: 'pipe'});
    for (const [locale, words] of Object.entries(sentence)) {
        await admin.get('/account');
        await admin.post('/language', {locale, next: '/account'});
        assert.match(visible(await admin.get('/school/classes')), words);
    }
}

const steps = {
    'a teacher comes back to a subject': aTeacherComesBack,
    'two groups keep their teachers': twoGroups,
    'teachers are offered before others': whoIsOffered,
    'subjects are added': subjectsAreAdded,
    'subjects are renamed and removed': subjectsAreMended,
};

for (const database of databases) {
    test(`the school is set up on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = await settle(region);
            for (const [name, step] of Object.entries(steps)) await t.test(name, () => step(state));
            if (database === 'postgresql') await t.test('a year may be provisional', () => aProvisionalYear(state));
            assert.ok(ids(await state.admin.get('/school/classes'), '/school/classes/').length > 0);
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
