// A school's first day, over HTTP and without JavaScript, on each database: from the roster to the parent
// who sees the mark, the official who sees numbers, and the operator who takes the journal away again.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {day} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, fullName, ids, numbers, password, rosters, visible, withFields} from '../support/region.mjs';

const east = rosters['school-east'];
const algebra = east.staff.rows.filter((row) => row[9] === 'Алгебра').map((row) => fullName(row));
const english = east.staff.rows.filter((row) => row[9] === 'Ағылшын тілі').map((row) => fullName(row));
const history = east.staff.rows.filter((row) => row[9] === 'Қазақстан тарихы').map((row) => fullName(row));
const learnerRows = east.learners.rows;
const parents = new Set(learnerRows.flatMap((row) => [row[8] && `${row[8]} ${row[9]}`, row[11] && `${row[11]} ${row[12]}`]).filter(Boolean));

const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);
const grades = (grid, learner) => grid.learners.find((line) => line.id === learner).cells.map((cell) => cell.text);

// The rows of a page's tables, as texts.
const rowsOf = (page) => [...page.text.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((m) => load.decode(m[1].replace(/<[^>]*>/g, '').trim())));

async function rosterImport({region, state}) {
    const admin = await region.as('admin-east');
    assert.match(admin.page.text, /href="\/roster"/, 'an empty school is shown its first steps');
    const staff = await load.importRoster(admin, 'staff', east.staff.text);
    assert.deepEqual(numbers(staff.preview), [east.staff.rows.length, 0, 0, 0, 0]);
    const learners = await load.importRoster(admin, 'learners', east.learners.text);
    assert.deepEqual(numbers(learners.preview), [learnerRows.length + parents.size, 0, 0, 0, 0]);
    const classes = await load.waitForClasses(admin);
    assert.deepEqual(rowsOf(classes).slice(1).map((row) => row[0]), ['7А', '7Б']);

    // Again: everybody is there, nothing may be saved twice.
    for (const kind of ['staff', 'learners']) {
        const count = kind === 'staff' ? east.staff.rows.length : learnerRows.length + parents.size;
        await admin.get('/roster');
        const again = await admin.post('/roster', {kind}, {files: {file: {name: 'again.csv', content: east[kind].text}}});
        assert.deepEqual(numbers(again), [0, 0, count, 0, 0], `${kind} a second time`);
        assert.doesNotMatch(again.text, /<form method="post" action="\/roster\/\d+"/);
    }
    state.admin = admin;
}

async function dirtyRoster({state: {admin}}) {
    const good = ['Сынақов', 'Сынақова'].map((family, i) =>
        learnerRows[i].map((value, column) => (column === 0 ? '7В' : column === 1 ? family : column === 6 || column >= 8 ? '' : value)));
    const faulty = [[...good[0]], [...good[0]]];
    faulty[0][4] = '31.02.2014';
    faulty[1][1] = '';
    const text = [east.learners.heading, ...[good[0], faulty[0], good[1], faulty[1]].map((row) => row.join(';'))].join('\r\n') + '\r\n';
    const before = (await admin.get('/people?kind=learner')).text.match(/<tr>/g).length;

    await admin.get('/roster');
    const preview = await admin.post('/roster', {kind: 'learners'}, {files: {file: {name: 'dirty.csv', content: text}}});
    assert.deepEqual(numbers(preview), [2, 0, 0, 0, 2]);
    const faults = rowsOf(preview).filter((row) => row.length === 4 && /^\d+$/.test(row[0]));
    assert.deepEqual(faults.map((row) => Number(row[0])), [3, 5], 'the lines of the file');
    assert.equal(faults[0][2], '31.02.2014');
    for (const fault of faults) assert.ok(fault[1] && fault[3], 'the column and what is wrong');

    const refused = await admin.post(preview.path, {});
    assert.equal(refused.status, 409, 'without the yes nothing is saved');
    assert.equal((await admin.get('/people?kind=learner')).text.match(/<tr>/g).length, before);
    const applied = await admin.post(preview.path, {accept_good_rows: 'yes'});
    assert.equal(applied.path, '/people');
    assert.equal((await admin.get('/people?kind=learner')).text.match(/<tr>/g).length, before + 2);
    const page = visible(await admin.get('/people?kind=learner&q=Сынақов'));
    assert.match(page, /Сынақова? /);
}

async function firstLogin({region, state}) {
    state.staff = await load.printSlips(state.admin, 'employee');
    assert.equal(state.staff.length, east.staff.rows.length, 'a slip for each of the staff but the administrator, who has signed in');
    const slip = slipOf(state.staff, algebra[0]);
    const teacher = region.browser();
    await teacher.signIn(slip.login, slip.password);
    assert.equal(teacher.page.path, '/first-login');
    assert.ok(visible(teacher.page).includes(algebra[0].split(' ')[0]), 'one\'s own data are shown');
    assert.equal((await teacher.get('/journal')).path, '/first-login', 'nothing else before that');

    assert.equal((await teacher.post('/first-login/confirm', {answer: 'wrong', message: ''})).status, 422);
    await teacher.post('/first-login/confirm', {answer: 'wrong', message: 'Тегім басқаша жазылады <b>'});
    assert.match(teacher.page.text, /name="new_password"/);

    const choose = (given, wanted, again = wanted) =>
        teacher.post('/first-login/password', {old_password: given, new_password: wanted, new_password_again: again});
    for (const [why, ...fields] of [
        ['short', slip.password, 'Abc12345'], ['common', slip.password, 'qwerty1234567'],
        ['holds the login', slip.password, `${slip.login}-1`], ['the temporary one again', slip.password, slip.password],
        ['typed differently', slip.password, password, password + '1'], ['the present one is wrong', 'not the present one', password]]) {
        const page = await choose(...fields);
        assert.equal(page.status, 422, why);
        assert.match(page.text, /role="alert"/, why);
    }
    assert.equal((await choose(slip.password, password)).path, '/');

    const stranger = region.browser();
    const refused = await stranger.signIn(slip.login, slip.password);
    assert.notEqual(refused.status, 200, 'the slip\'s password no longer works');
    assert.equal(refused.path, '/sign-in');
    assert.equal((await teacher.get('/')).path, '/', 'one\'s own session goes on');
    assert.equal((await region.as(slip.login)).page.path, '/', 'one\'s own password works');
    state.teacher = teacher;

    // What was said to be wrong reaches the administrator, as text.
    assert.match((await state.admin.get('/')).text, /href="\/reports"><strong>1<\/strong>/);
    const reports = await state.admin.get('/reports');
    assert.ok(reports.text.includes('Тегім басқаша жазылады &lt;b&gt;'));
    assert.ok(visible(reports).includes(algebra[0]));
    await state.admin.post(reports.text.match(/action="(\/reports\/\d+)"/)[1], {outcome: 'corrected'});
    assert.doesNotMatch((await state.admin.get('/reports')).text, /action="\/reports\/\d+"/);
    assert.doesNotMatch((await state.admin.get('/')).text, /href="\/reports"/);
}

async function teaching({region, state}) {
    const {admin} = state;
    const all = await load.teachers(admin);
    const of = (name) => all.find((one) => one.name === name) ?? assert.fail(`${name} is no teacher`);
    await load.assign(admin, of(algebra[0]), 'Алгебра', ['7А', '7Б']);
    assert.match(visible(admin.page), /7А\s+7Б/);
    await load.assign(admin, of(english[0]), 'Ағылшын тілі', ['7А']);
    await load.assign(admin, of(history[0]), 'Қазақстан тарихы', ['7А']);
    const classes = await admin.get('/school/classes');
    const id = classes.text.match(/href="\/school\/classes\/(\d+)"[^>]*>\s*7А/)[1];
    const card = await admin.get(`/school/classes/${id}`);
    const option = [...card.text.matchAll(/<option value="(\d+)"[^>]*>([^<]*)</g)].find((m) => load.decode(m[2]) === history[0]);
    const saved = await admin.post(`/school/classes/${id}/homeroom`, {teacher: option[1]});
    assert.match(saved.text, new RegExp(`<option value="${option[1]}" selected>`));
    state.class7a = id;
    state.colleague = await region.begin(slipOf(state.staff, english[0]));
    state.homeroom = await region.begin(slipOf(state.staff, history[0]));
}

async function lessons({state}) {
    const {teacher} = state;
    const own = await load.sections(teacher);
    assert.equal(own.length, 2);
    state.section = own.find((section) => section.label.startsWith('7А'));
    const form = await teacher.get(`${state.section.href}/lessons`);
    const [, from] = form.text.match(/name="from"[^>]*value="([^"]*)"/);
    const [, until] = form.text.match(/name="until"[^>]*value="([^"]*)"/);
    await load.addLessonSeries(teacher, state.section, {from, until, weekdays: [1, 2, 3, 4, 5], perDay: 2});
    const grid = await load.grid(teacher, state.section);
    assert.ok(grid.lessons.length >= 40, `${grid.lessons.length} lessons`);
    assert.equal(grid.learners.length, learnerRows.filter((row) => row[0] === '7А').length);
    assert.ok(grid.learners.every((line) => line.cells.length === grid.lessons.length));
    // The same series again adds nothing.
    await load.addLessonSeries(teacher, state.section, {from, until, weekdays: [1, 2, 3, 4, 5], perDay: 2});
    assert.equal((await load.grid(teacher, state.section)).lessons.length, grid.lessons.length);
    state.lessons = grid.lessons;
    state.learners = grid.learners;
}

async function marks({state}) {
    const {teacher, section} = state;
    const [lesson, other] = state.lessons;
    const [first, second, third] = state.learners.map((line) => line.id);
    const path = `/journal/lessons/${lesson.id}`;
    const form = formOf(await teacher.get(path), path);
    const saved = await teacher.post(path, withFields(form, {[`mark.${first}`]: '9', [`attendance.${second}`]: 'ill', topic: 'Бөлшектер'}));
    assert.equal(saved.status, 200);
    let grid = await load.grid(teacher, section);
    assert.equal(grades(grid, first)[0], '9');
    assert.notEqual(grades(grid, second)[0], '');
    assert.match((await teacher.get(path)).text, /value="Бөлшектер"/);

    // Cells, as the script sends them.
    for (const [value, shown] of [['7', '7'], ['10', '10']]) {
        const revision = grid.learners.find((line) => line.id === third).cells[1].revision;
        const cell = await load.saveCell(teacher, section, other.id, third, value, revision);
        assert.equal(cell.status, 200);
        assert.ok(cell.text.includes(`>${shown}</td>`), cell.text);
        grid = await load.grid(teacher, section);
        assert.equal(grades(grid, third)[1], shown);
    }
    for (const wrong of ['0', '11', '-1', '5.5', 'x', '<b>'])
        assert.equal((await load.saveCell(teacher, section, other.id, first, wrong)).status, 422, wrong);
    assert.equal(grades(await load.grid(teacher, section), first)[1], '');
    state.own = {learner: first, mark: '9'};
}

async function conflicts({region, state}) {
    const {teacher, section} = state;
    const [lesson] = state.lessons;
    const learner = state.learners[3].id;
    const tab = await region.as(slipOf(state.staff, algebra[0]).login);
    const cell = async () => (await load.grid(tab, section)).learners.find((line) => line.id === learner).cells[0];

    assert.equal((await load.saveCell(teacher, section, lesson.id, learner, '4', 0)).status, 200);
    const late = await load.saveCell(tab, section, lesson.id, learner, '8', 0);
    assert.equal(late.status, 409);
    assert.match(late.text, /data-theirs="4"/);
    assert.deepEqual(await cell(), {text: '4', revision: 1}, 'what was there stays');
    assert.equal((await load.saveCell(tab, section, lesson.id, learner, '8', 1)).status, 200, 'with the revision now seen');
    assert.deepEqual(await cell(), {text: '8', revision: 2});

    // The same by forms: both tabs open it, one saves, the other is asked line by line.
    const path = `/journal/lessons/${lesson.id}`;
    const mine = formOf(await teacher.get(path), path);
    const theirs = formOf(await tab.get(path), path);
    const free = state.learners[4].id;
    assert.equal((await tab.post(path, withFields(theirs, {[`mark.${learner}`]: '6'}))).status, 200);
    const asked = await teacher.post(path, withFields(mine, {[`mark.${learner}`]: '3', [`mark.${free}`]: '5'}));
    assert.equal(asked.status, 409);
    assert.match(asked.text, new RegExp(`name="take.${learner}"`));
    assert.equal((await cell()).text, '6', 'the form never overwrites');
    assert.equal(grades(await load.grid(tab, section), free)[0], '5', 'the other lines are saved');
    const chosen = await teacher.post(path, [...withFields(formOf(asked, path), {}), [`take.${learner}`, 'mine']]);
    assert.equal(chosen.status, 200);
    assert.equal((await cell()).text, '3', 'after the choice it is the one chosen');
}

async function homeroom({state}) {
    const page = await state.homeroom.get(`/journal/classes/${state.class7a}`);
    assert.equal(page.status, 200);
    const words = visible(page);
    for (const line of state.learners) assert.ok(words.includes(line.name), line.name);
    const row = rowsOf(page).find((cells) => cells[0] === state.learners[0].name);
    assert.ok(row.includes('9') || row.some((cell) => /^9[.,]0+$/.test(cell)), `an average of 9: ${row}`);
    assert.equal((await state.homeroom.get(state.section.href)).status, 200, 'reads the section');
    assert.equal((await load.saveCell(state.homeroom, state.section, state.lessons[0].id, state.learners[5].id, '1')).status, 404, 'does not enter there');
    assert.equal((await state.colleague.get(`/journal/classes/${state.class7a}`)).status, 404);
    assert.equal((await state.colleague.get(state.section.href)).status, 404);
}

async function families({region, state}) {
    const learners = await load.printSlips(state.admin, 'learner', '7А');
    const guardians = await load.printSlips(state.admin, 'guardian', '7А');
    const people = {
        learner: await region.begin(slipOf(learners, fullName(state.rowOf(state.own.learner), 1))),
        parent: await region.begin(slipOf(guardians, state.rowOf(state.own.learner)[8])),
    };
    const own = state.rowOf(state.own.learner);
    const others = learnerRows.filter((row) => row !== own && fullName(row, 1) !== fullName(own, 1));
    assert.ok(others.length > 0);
    for (const [who, browser] of Object.entries(people)) {
        const page = await browser.get('/journal');
        assert.equal(page.path.split('?')[0], '/journal/marks');
        const words = visible(page);
        assert.ok(words.includes('Алгебра') && page.text.includes('<strong>9</strong>'), `${who} sees the mark`);
        assert.ok(words.includes('Бөлшектер'), `${who} sees the topic`);
        assert.match((await browser.get('/')).text, /<strong>9<\/strong>/, `${who} sees it on the first page`);
        for (const path of ['/', '/journal/marks', '/account']) {
            const all = visible(await browser.get(path));
            for (const row of others) assert.ok(!all.includes(`${row[1]} ${row[2]}`) || who === 'parent' && row[8] === own[8], `${who} sees nobody else on ${path}`);
        }
        assert.equal((await browser.get(`/journal/marks?learner=${state.learners[1].id}`)).status, 404, `${who}: somebody else's marks`);
        assert.equal((await browser.get(state.section.href)).status, 403);
        assert.equal((await browser.get(`/journal/lessons/${state.lessons[0].id}`)).status, 403);
        assert.equal((await browser.get('/people')).status, 403);
        assert.equal((await load.saveCell(browser, state.section, state.lessons[0].id, state.own.learner, '10', 1)).status, 403);
    }
    assert.equal(grades(await load.grid(state.teacher, state.section), state.own.learner)[0], '9');
    state.learner = people.learner;
}

// The last week in numbers, and how they follow what is entered, cleared and deleted.
async function sums({state, official}) {
    const {teacher, section} = state;
    const line = async () => rowsOf(await official.get('/organisations')).find((row) => row.length === 4 && row[0] === 'Шығыс мектебі').slice(1).map(Number);
    const lessonDays = async () => rowsOf(await teacher.get(`${section.href}/lessons`)).map((row) => row[0].match(/(\d\d)\.(\d\d)/)).filter(Boolean).map(([, day, month]) => `${month}-${day}`);
    const today = (await official.get('/organisations')).text.match(/(\d\d)\.(\d\d) – (\d\d)\.(\d\d)/);
    const [from, until] = [`${today[2]}-${today[1]}`, `${today[4]}-${today[3]}`];
    const within = (day) => (from <= until ? from <= day && day <= until : from <= day || day <= until);
    const days = async () => rowsOf(await official.get(`/organisations/${state.schoolId}`)).filter((row) => row.length === 4).map((row) => row.map((cell) => Number(cell) || 0));
    const ofItsOwn = async () => {
        const [all, ...each] = (await days()).reverse();
        assert.ok(each.length > 1, 'a head and days');
        for (const column of [1, 2, 3]) assert.equal(each.reduce((sum, row) => sum + row[column], 0), all[column], 'the days add up');
        return all.slice(1);
    };
    const before = await line();
    assert.deepEqual(await ofItsOwn(), before, 'the school\'s page has the school\'s figures');
    assert.equal(before[0], (await lessonDays()).filter(within).length, 'the lessons of the week');

    await teacher.get(`${section.href}/lessons`);
    const known = new Set((await load.grid(teacher, section)).lessons.map(({id}) => id));
    await teacher.post(`${section.href}/lessons`, {day: day()});
    const {id} = (await load.grid(teacher, section)).lessons.find((lesson) => !known.has(lesson.id)) ?? assert.fail('a lesson today');
    assert.deepEqual(await line(), [before[0] + 1, before[1], before[2]]);
    const values = ['9', '8 к', 'ж', 'а', 'к'];
    for (const [i, value] of values.entries())
        assert.equal((await load.saveCell(teacher, section, id, state.learners[i].id, value)).status, 200, value);
    assert.deepEqual(await line(), [before[0] + 1, before[1] + 2, before[2] + 2], 'two marks and two absences; who was late was there');
    assert.deepEqual(await ofItsOwn(), await line());
    assert.equal((await load.saveCell(teacher, section, id, state.learners[0].id, 'д', 1)).status, 200);
    assert.deepEqual(await line(), [before[0] + 1, before[1] + 1, before[2] + 3], 'a mark became an absence');

    const remove = async () => (await teacher.post(`/journal/lessons/${id}/delete`, {}, {follow: false})).status;
    assert.equal(await remove(), 422, 'a lesson with entries stays');
    for (const [i] of values.entries())
        assert.equal((await load.saveCell(teacher, section, id, state.learners[i].id, '', i === 0 ? 2 : 1)).status, 200);
    assert.deepEqual(await line(), [before[0] + 1, before[1], before[2]]);
    assert.equal(await remove(), 303);
    assert.deepEqual(await line(), before, 'as before the lesson');
}

async function officials({region, state}) {
    const families = new Set([...learnerRows, ...rosters['school-west'].learners.rows].map((row) => row[1]));
    const named = (words, family) => new RegExp(`(^|\\P{L})${family}(\\P{L}|$)`, 'u').test(words);
    const learnersPage = visible(await state.admin.get('/people?kind=learner'));
    assert.ok(learnerRows.every((row) => named(learnersPage, row[1])), 'the search finds names where they are');
    const official = await region.as('official-east');
    const seen = new Set();
    const queue = ['/', '/organisations', '/account', '/account/password'];
    while (queue.length) {
        const path = queue.pop();
        if (seen.has(path)) continue;
        seen.add(path);
        const page = await official.get(path);
        assert.equal(page.status, 200, path);
        const words = visible(page);
        for (const family of families) assert.ok(!named(words, family), `${family} on ${path}`);
        for (const [, href] of page.text.matchAll(/href="(\/[^"#]*)"/g))
            if (!/^\/(assets|language)\//.test(href)) queue.push(load.decode(href));
    }
    const own = await official.get('/organisations');
    const learners = learnerRows.length + 2;
    assert.deepEqual(numbers(own).slice(0, 3), [1, learners, east.staff.rows.length + 1]);
    const school = ids(own, '/organisations/');
    assert.equal(school.length, 1, 'only the district\'s own school');
    state.schoolId = school[0];
    const page = await official.get(`/organisations/${school[0]}`);
    assert.ok(seen.has(`/organisations/${school[0]}`), 'the school was walked to');
    assert.equal(numbers(page)[1], learners);
    await sums({state, official});
    assert.equal((await (await region.as('official-west')).get(`/organisations/${school[0]}`)).status, 404);
    for (const path of ['/people', `/people/${state.learners[0].id}`, '/journal', '/school/classes', '/roster', '/audit', '/modules'])
        assert.equal((await official.get(path)).status, 403, path);
}

// The journal in the school of the east: on with everything that was entered, or off without a trace.
async function journalIs(on, {region, state}) {
    const {teacher, learner, section} = state;
    assert.equal((await teacher.get(section.href)).status, on ? 200 : 404);
    assert.equal((await teacher.get('/journal')).status, on ? 200 : 404);
    assert.equal((await learner.get('/journal/marks')).status, on ? 200 : 404);
    const saved = await load.saveCell(teacher, section, state.lessons[0].id, state.learners[6].id, on ? '2' : '1', state.lastRevision ?? 0);
    assert.equal(saved.status, on ? 200 : 404);
    if (on) state.lastRevision = Number(saved.text.match(/data-r="(\d+)"/)[1]);
    const slots = await learner.get('/');
    assert.equal(/href="\/journal"/.test(slots.text), on, 'the menu');
    assert.equal(/href="\/journal\/marks\?/.test(slots.text), on, 'the slot of the first page');
    const official = await region.as('official-east');
    assert.equal(/<h2>Журнал/.test((await official.get('/organisations')).text), on, 'the officials\' slot');
    // The other district and the module beneath are as before.
    assert.equal((await state.adminWest.get('/journal')).status, 200);
    assert.match((await state.adminWest.get('/')).text, /href="\/journal"/);
    assert.equal((await teacher.get('/school/classes')).status, 200);
}

async function eventually(work) {
    for (let i = 0; ; i += 1) {
        try {
            return await work();
        } catch (error) {
            if (i >= 40) throw error;
            await new Promise((resolve) => setTimeout(resolve, 250));
        }
    }
}

async function switches({region, state}) {
    // The other school comes in by the command line; the running host tells its modules.
    const west = rosters['school-west'];
    for (const kind of ['staff', 'learners']) {
        writeFileSync(`${region.house.folder}/${kind}.csv`, west[kind].text);
        region.house.run('roster', 'import', `${region.house.folder}/${kind}.csv`, '--organisation', 'school-west', '--kind', kind);
    }
    state.adminWest = await region.as('admin-west');
    assert.match((await load.waitForClasses(state.adminWest)).text, /8А/);
    await journalIs(true, {region, state});
    const before = JSON.stringify((await load.grid(state.teacher, state.section)).learners);
    const operator = await region.as('operator');
    const district = (await operator.get('/modules')).text.match(/Шығыс бөлімі<\/a><\/th>[\s\S]*?name="organisation" value="(\d+)"/)[1];

    // At the console the change is in force at once.
    const atConsole = (stateWanted) => operator.post('/modules', {module: 'journal', organisation: district, state: stateWanted});
    assert.equal((await atConsole('off')).status, 200);
    await journalIs(false, {region, state});
    assert.equal((await atConsole('inherited')).status, 200);
    await journalIs(true, {region, state});

    // From the command line the running host follows by itself.
    const {house} = region;
    house.run('module', 'disable', 'journal', '--organisation', 'east');
    assert.match(house.run('module', 'show', 'journal', '--organisation', 'school-east'), /^journal at school-east: off/);
    assert.match(house.run('module', 'show', 'journal', '--organisation', 'school-west'), /^journal at school-west: on/);
    await eventually(() => journalIs(false, {region, state}));
    house.run('module', 'enable', 'journal', '--organisation', 'east');
    await eventually(() => journalIs(true, {region, state}));

    const file = `${house.folder}/modules.yaml`;
    writeFileSync(file, 'modules:\n  - organisation: east\n    off: [journal]\n');
    house.run('module', 'apply', file);
    await eventually(() => journalIs(false, {region, state}));
    writeFileSync(file, 'modules:\n  - organisation: east\n    inherited: [journal]\n');
    house.run('module', 'apply', file);
    await eventually(() => journalIs(true, {region, state}));

    const after = (await load.grid(state.teacher, state.section)).learners;
    const strip = (lines) => JSON.stringify(lines.map((line) => line.cells.map((cell) => cell.text)));
    assert.equal(strip(after), strip(JSON.parse(before)), 'nothing is lost');
    // A file with a fault changes nothing.
    writeFileSync(file, 'modules:\n  - organisation: east\n    off: [journal]\n  - organisation: nowhere\n    off: [journal]\n');
    assert.throws(() => house.run('module', 'apply', file), (error) => /modules\.yaml:\d+: .*nowhere/.test(error.stderr));
    assert.match(house.run('module', 'show', 'journal', '--organisation', 'school-east'), /^journal at school-east: on/);
}

const steps = {
    'the administrator imports the roster, and again without a change': rosterImport,
    'a roster with faults lists them and needs the yes': dirtyRoster,
    'slips, and a teacher\'s first login': firstLogin,
    'the administrator assigns the teaching and a homeroom teacher': teaching,
    'the teacher adds the lessons of a term': lessons,
    'marks and attendance by the form and by cells': marks,
    'another tab\'s entry is never overwritten': conflicts,
    'the homeroom teacher sees the class, a colleague does not': homeroom,
    'learner and parent see their own marks and nobody else\'s': families,
    'an official sees numbers and no names': officials,
    'the operator switches the journal off in one district and on again': switches,
};

for (const database of databases) {
    test(`a school day on ${database}`, async (t) => {
        const region = await Region.open({database});
        const state = {};
        // The learner's line of the roster, by the name the grid shows.
        state.rowOf = (learner) => {
            const {name} = state.learners.find((line) => line.id === learner);
            return learnerRows.find((row) => row[0] === '7А' && name.startsWith(`${row[1]} ${row[2]}`.slice(0, row[1].length + 2))) ?? assert.fail(name);
        };
        try {
            for (const [name, step] of Object.entries(steps)) await t.test(name, () => step({region, state}));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
