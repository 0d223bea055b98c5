// The journal's hard cases over HTTP, on each database: two teachers' windows over one lesson, what a form
// brings back, lessons still to come, a class that changes meanwhile, a section that has ended.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {day} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, fullName, rosters, visible, withFields} from '../support/region.mjs';

const east = rosters['school-east'];
const nameOf = (subject) => fullName(east.staff.rows.find((row) => row[9] === subject));
const alert = (page) => load.decode([...page.text.matchAll(/role="alert">([^<]*)</g)].map((m) => m[1]).join(' '));
const value = (page, name) => formOf(page, page.path).find(([field]) => field === name)?.[1];
const chosen = (page, name) => page.text.match(new RegExp(`name="${name}" value="(\\w+)" required checked`))?.[1];

async function settle(region) {
    const admin = await region.fill('school-east');
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const of = (name) => all.find((one) => one.name === name);
    const begin = (name) => region.begin(slips.find((slip) => slip.name === name));
    await load.assign(admin, of(nameOf('Алгебра')), 'Алгебра', ['7А']);
    const class7a = (await admin.get('/school/classes')).text.match(/href="\/school\/classes\/(\d+)"[^>]*>\s*7А/)[1];
    await admin.get(`/school/classes/${class7a}`);
    await admin.post(`/school/classes/${class7a}/homeroom`, {teacher: of(nameOf('Қазақстан тарихы')).href.match(/\d+$/)[0]});
    const teacher = await begin(nameOf('Алгебра'));
    const homeroom = await begin(nameOf('Қазақстан тарихы'));
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until, weekdays: [1, 2, 3, 4, 5, 6]});
    const {lessons, learners} = await load.grid(teacher, section);
    return {
        region, admin, teacher, homeroom, section, lessons, learners, class7a,
        tab: await region.as(teacher.login),
        marks: async (lesson) => {
            const grid = await load.grid(teacher, section);
            const column = grid.lessons.findIndex(({id}) => id === lesson);
            return new Map(grid.learners.map((line) => [line.id, line.cells[column].text]));
        },
    };
}

// Both windows open a lesson as a form: {path, mine, theirs}.
async function bothOpen({teacher, tab}, lesson) {
    const path = `/journal/lessons/${lesson}`;
    return {path, mine: formOf(await teacher.get(path), path), theirs: formOf(await tab.get(path), path)};
}

async function firstUnfilled({teacher, section, lessons, learners}) {
    const linked = async () => {
        for (const path of ['/', '/journal'])
            assert.deepEqual(load.decode((await teacher.get(path)).text).match(/href="\/journal\/lessons\/(\d+)"/)?.[1], expected.id, path);
        const {page} = await load.grid(teacher, section);
        const [head, ...more] = page.text.match(/<th[^>]*id="now"[^>]*>/g);
        assert.deepEqual(more, []);
        assert.ok(head.includes('class="today"') || head.includes(`data-lesson="${expected.id}"`), head);
    };
    let expected = lessons[0];
    await linked();
    assert.equal((await load.saveCell(teacher, section, expected.id, learners.at(-1).id, 'ж')).status, 200);
    expected = lessons[1];
    await linked();
    assert.equal((await load.saveCell(teacher, section, lessons[0].id, learners.at(-1).id, '', 1)).status, 200);
    expected = lessons[0];
    await linked();
}

async function oneWording({teacher, section, lessons}) {
    for (const locale of ['ru', 'en', 'kk']) {
        await teacher.get('/account');
        await teacher.post('/language', {locale, next: '/account'});
        const {page} = await load.grid(teacher, section);
        const [names, letters] = ['labels', 'letters'].map((name) => JSON.parse(load.decode(page.text.match(new RegExp(`data-${name}="([^"]*)"`))[1])));
        const form = await teacher.get(`/journal/lessons/${lessons[0].id}`);
        for (const [letter, code] of Object.entries(letters))
            assert.ok(load.decode(form.text).includes(`<option value="${code}" >${letter} – ${names[code]}<`), `${locale}: ${letter} – ${names[code]}`);
        const host = page.text.match(/<template id="kerege-grid-labels"[^>]*>/)[0];
        for (const code of Object.values(letters)) assert.doesNotMatch(host, new RegExp(`data-${code}=`), 'named in one place');
    }
}

async function theSameSeriesAgain({teacher, section, lessons}) {
    const path = `${section.href}/lessons`;
    const form = await teacher.get(path);
    const [from, until] = ['from', 'until'].map((field) => value(form, field));
    const again = await teacher.post(path, [['from', from], ['until', until], ['per_day', '1'], ...[1, 2, 3, 4, 5, 6].map((day) => ['weekday', String(day)])]);
    assert.equal(again.status, 422);
    assert.match(alert(again), /бұрыннан бар/, 'why nothing was added');
    assert.match(again.text, /name="weekday" value="6" checked/, 'what was chosen stays');
    assert.equal((await load.grid(teacher, section)).lessons.length, lessons.length);
}

async function whoIsSlipping({teacher, homeroom, section, lessons, learners, class7a}) {
    const held = lessons.filter(({toCome}) => !toCome).slice(-3);
    const learner = learners[2];
    const listed = async () => {
        const {text} = await homeroom.get(`/journal/classes/${class7a}`);
        const [head] = [...text.matchAll(/<thead><tr>([\s\S]*?)<\/tr>/g)].map((m) => load.decode(m[1].replace(/<[^>]*>/g, '|')).split(/[|\s]*\|[|\s]*/).filter(Boolean));
        assert.deepEqual(head, ['Оқушы', 'Барлығы', 'Келмегені', 'Алгебра'], 'what matters first stands first');
        const row = load.decode(text).match(new RegExp(`<tr><th scope="row">${learner.name}([\\s\\S]*?)</th>`))[1];
        const list = load.decode(text).match(new RegExp(`<li><strong>${learner.name}</strong>([\\s\\S]*?)</li>`))?.[1] ?? '';
        assert.equal(row.includes('назар аудару керек'), list !== '', 'in words, in both places');
        return list.replace(/<[^>]*>/g, ' ').trim();
    };
    assert.equal(await listed(), '');
    for (const {id} of held) assert.equal((await load.saveCell(teacher, section, id, learner.id, 'ж')).status, 200);
    assert.equal(await listed(), 'екі аптада 3 сабаққа себепсіз келмеді');
    for (const [revision, mark] of ['4', '5'].entries())
        for (const {id} of held) assert.equal((await load.saveCell(teacher, section, id, learner.id, mark, revision + 1)).status, 200);
    assert.equal(await listed(), '', 'an average of five is none');
    assert.equal((await load.saveCell(teacher, section, held[0].id, learner.id, '4', 3)).status, 200);
    assert.equal(await listed(), 'орташа бағасы 5-тен төмен');
    for (const [at, {id}] of held.entries()) assert.equal((await load.saveCell(teacher, section, id, learner.id, '', at === 0 ? 4 : 3)).status, 200);
}

// What was entered for the newest lesson stands first, though an old one was filled after it.
async function latestFirst({region, admin, teacher, section, lessons, learners}) {
    const [slip] = await load.printSlips(admin, 'learner', '7А');
    const own = learners.find(({name}) => slip.name.startsWith(name));
    const held = lessons.filter(({toCome}) => !toCome);
    for (const [lesson, mark] of [[held.at(-1), '9'], [held[0], '8']])
        assert.equal((await load.saveCell(teacher, section, lesson.id, own.id, mark)).status, 200);
    const learner = await region.begin(slip);
    const marks = [...(await learner.get('/')).text.matchAll(/<strong>(\d+)<\/strong>/g)].map(([, mark]) => mark);
    assert.deepEqual(marks, ['9', '8']);
    for (const lesson of [held.at(-1), held[0]]) assert.equal((await load.saveCell(teacher, section, lesson.id, own.id, '', 1)).status, 200);
}

async function choicesComeBack(state) {
    const {teacher, tab, lessons, learners} = state;
    for (const [at, take, expected] of [[0, 'theirs', '6'], [1, 'mine', '3']]) {
        const lesson = lessons[at].id;
        const [disputed, other] = learners.map(({id}) => id);
        const {path, mine, theirs} = await bothOpen(state, lesson);
        assert.equal((await tab.post(path, withFields(theirs, {[`mark.${disputed}`]: '6'}))).path, path);
        const asked = await teacher.post(path, withFields(mine, {[`mark.${disputed}`]: '3'}));
        assert.equal(asked.status, 409);
        const answer = [...withFields(formOf(asked, path), {[`mark.${other}`]: '5', [`attendance.${other}`]: 'ill'}), [`take.${disputed}`, take]];
        const back = await teacher.post(path, answer);
        assert.equal(back.status, 422, 'a mark beside "ill"');
        assert.equal(chosen(back, `take.${disputed}`), take, 'the choice is shown again');
        assert.equal(value(back, `mark.${disputed}`), '3', 'with what was typed');
        // The radio that is checked goes along with the form, as browsers send it.
        const mended = [...withFields(formOf(back, path), {[`attendance.${other}`]: ''})];
        assert.equal((await teacher.post(path, mended, {follow: false})).status, 303);
        const now = await state.marks(lesson);
        assert.equal(now.get(disputed), expected);
        assert.equal(now.get(other), '5');
    }
}

async function newConflictsInAReturnedForm(state) {
    const {teacher, tab, lessons, learners} = state;
    const [disputed, other] = learners.map(({id}) => id);
    const lesson = lessons[2].id;
    const {path, mine, theirs} = await bothOpen(state, lesson);
    await tab.post(path, withFields(theirs, {[`mark.${disputed}`]: '6'}));
    const back = await teacher.post(path, withFields(mine, {[`mark.${disputed}`]: '3', [`mark.${other}`]: '5', [`attendance.${other}`]: 'ill'}));
    assert.equal(back.status, 422);
    assert.match(back.text, new RegExp(`name="conflict.${disputed}"`));
    assert.equal((await state.marks(lesson)).get(disputed), '6', 'nothing is written');
}

async function topics(state) {
    const {teacher, tab, lessons} = state;
    const {path, mine, theirs} = await bothOpen(state, lessons[3].id);
    await tab.post(path, withFields(theirs, {topic: 'Теңдеу'}));
    const asked = await teacher.post(path, withFields(mine, {topic: 'Бөлшектер'}));
    assert.equal(asked.status, 409, 'another topic is never overwritten unseen');
    assert.ok(visible(asked).includes('Теңдеу') && visible(asked).includes('Бөлшектер'), 'both are shown');
    assert.equal(value(await tab.get(path), 'topic'), 'Теңдеу');
    const kept = await teacher.post(path, [...formOf(asked, path), ['take_topic', 'theirs']]);
    assert.equal(kept.status, 200);
    assert.equal(value(kept, 'topic'), 'Теңдеу');
    const put = await teacher.post(path, [...formOf(asked, path), ['take_topic', 'mine']]);
    assert.equal(value(put, 'topic'), 'Бөлшектер');
    // What the window has seen goes back with a form that has a fault.
    const second = await bothOpen(state, lessons[3].id);
    await tab.post(path, withFields(second.theirs, {topic: 'Үшбұрыш'}));
    const [learner] = state.learners.map(({id}) => id);
    const back = await teacher.post(path, withFields(second.mine, {topic: 'Шеңбер', [`mark.${learner}`]: '5', [`attendance.${learner}`]: 'ill'}));
    assert.equal(back.status, 422);
    assert.match(back.text, /name="conflict_topic"/);
    assert.equal(value(await tab.get(path), 'topic'), 'Үшбұрыш');
}

async function longTopics({teacher, lessons, learners}) {
    const path = `/journal/lessons/${lessons[4].id}`;
    const form = formOf(await teacher.get(path), path);
    const long = 'қ'.repeat(201);
    const back = await teacher.post(path, withFields(form, {topic: long, [`mark.${learners[0].id}`]: '7'}));
    assert.equal(back.status, 422);
    assert.match(back.text, /id="problem-topic"/);
    assert.equal(value(back, 'topic'), long, 'nothing typed is lost');
    assert.equal(value(back, `mark.${learners[0].id}`), '7');
    const fits = 'қ'.repeat(200);
    const saved = await teacher.post(path, withFields(formOf(back, path), {topic: fits}));
    assert.equal(saved.status, 200);
    assert.equal(value(saved, 'topic'), fits, '200 letters fit, whatever they take in bytes');
}

async function lessonsToCome(state) {
    const {teacher, section, lessons, learners} = state;
    const ahead = lessons.find(({toCome}) => toCome) ?? assert.fail('a lesson still to come');
    const [first, second] = learners.map(({id}) => id);
    for (const typed of ['9', '9 к', 'к', 'ж']) {
        const refused = await load.saveCell(teacher, section, ahead.id, first, typed);
        assert.equal(refused.status, 422, typed);
        assert.match(refused.text, /әлі өткен жоқ/);
    }
    for (const [revision, typed] of ['а', 'д', ''].entries())
        assert.equal((await load.saveCell(teacher, section, ahead.id, first, typed, revision)).status, 200, `"${typed}" may be known ahead`);
    const path = `/journal/lessons/${ahead.id}`;
    const page = await teacher.get(path);
    assert.doesNotMatch(page.text, /<option value="9"/, 'marks are not offered');
    const back = await teacher.post(path, withFields(formOf(page, path), {[`mark.${second}`]: '9', topic: 'Алдағы тақырып'}));
    assert.equal(back.status, 422);
    assert.match(back.text, new RegExp(`id="problem-${second}"`));
    const saved = await teacher.post(path, withFields(formOf(back, path), {[`mark.${second}`]: '', [`attendance.${second}`]: 'excused'}));
    assert.equal(saved.status, 200);
    assert.equal(value(saved, 'topic'), 'Алдағы тақырып', 'topics are planned ahead');
    assert.equal((await state.marks(ahead.id)).get(second), 'д');
}

async function history(state) {
    const {teacher, tab, section, lessons, learners} = state;
    const lesson = lessons[5].id;
    const [, learner] = learners;
    assert.equal((await load.saveCell(teacher, section, lesson, learner.id, '4')).status, 200);
    assert.equal((await load.saveCell(teacher, section, lesson, learner.id, 'а', 1)).status, 200);
    assert.equal((await load.saveCell(tab, section, lesson, learner.id, '8', 1)).status, 409);
    const page = await teacher.get(`/journal/lessons/${lesson}`);
    const details = page.text.match(/<details>[\s\S]*?<\/details>/)?.[0] ?? assert.fail('a history');
    const lines = [...details.matchAll(/<tr><td>([\s\S]*?)<\/tr>/g)].map(([, row]) => load.decode(row.replace(/<[^>]*>/g, '|').replace(/\|+/g, '|')).split('|'));
    const who = nameOf('Алгебра').split(' ').slice(0, 2).join(' ');
    assert.deepEqual(lines.map((line) => line.slice(1, 4)), [[learner.name, '4 → ауырды', who], [learner.name, 'бос → 4', who]], 'two saves, and not the one that was refused');
    for (const [at] of lines) assert.match(at, /\d\d:\d\d/);
    assert.doesNotMatch((await state.homeroom.get(`/journal/lessons/${lesson}`)).text, /<details>\s*<summary>/, 'for those who may enter');
}

async function emptyLessons({teacher, lessons, section}) {
    const lesson = lessons[6].id;
    const path = `/journal/lessons/${lesson}`;
    await teacher.post(path, withFields(formOf(await teacher.get(path), path), {topic: 'Жай бөлшектер'}));
    assert.doesNotMatch((await teacher.get(`${section.href}/lessons`)).text, new RegExp(`action="${path}/delete"`));
    assert.equal((await teacher.post(`${path}/delete`, {}, {follow: false})).status, 422, 'a lesson with a topic stays');
    assert.equal(value(await teacher.get(path), 'topic'), 'Жай бөлшектер');
    await teacher.post(path, withFields(formOf(await teacher.get(path), path), {topic: ''}));
    assert.equal((await teacher.post(`${path}/delete`, {}, {follow: false})).status, 303);
    assert.equal((await teacher.get(path)).status, 404);
}

async function whoLeft(state) {
    const {region, admin, teacher, section, learners} = state;
    const known = new Set((await load.grid(teacher, section)).lessons.map(({id}) => id));
    await teacher.get(`${section.href}/lessons`);
    await teacher.post(`${section.href}/lessons`, {day: day()});
    const {id} = (await load.grid(teacher, section)).lessons.find((lesson) => !known.has(lesson.id));
    const path = `/journal/lessons/${id}`;
    const form = formOf(await teacher.get(path), path);
    const row = east.learners.rows.find((one) => one[0] === '7А' && learners.at(-1).name === `${one[1]} ${one[2]}`);
    const [gone, stays] = [learners.at(-1), learners[0]];
    const moved = east.learners.rows.map((one) => (one === row ? ['7Б', ...one.slice(1)] : one));
    await load.importRoster(admin, 'learners', [east.learners.heading, ...moved.map((one) => one.join(';'))].join('\r\n') + '\r\n');
    for (let i = 0; i < 100 && (await teacher.get(path)).text.includes(`name="mark.${gone.id}"`); i += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await teacher.post(path, withFields(form, {[`mark.${gone.id}`]: '9', [`mark.${stays.id}`]: '8'}));
    assert.equal(answer.status, 409);
    assert.ok(alert(answer).includes(gone.name), `who was left out is named: ${alert(answer)}`);
    assert.equal((await state.marks(id)).get(stays.id), '8', 'the rest is saved');
    assert.deepEqual(region.house.rows(`select 1 from journal_entry where lesson_id = ${id} and learner_membership_id = ${gone.id}`), []);
    assert.equal((await teacher.post(path, formOf(answer, path), {follow: false})).status, 303);
}

async function endedSection(state) {
    const {admin, teacher, homeroom, section, class7a} = state;
    const path = `/journal/classes/${class7a}`;
    const cells = async (who) => [...(await who.get(path)).text.matchAll(/<tr>(<th scope="row">[\s\S]*?)<\/tr>/g)].map((m) => m[1]);
    const before = await cells(homeroom);
    assert.ok(before.some((row) => /\d[.,]\d\d/.test(row)), 'averages');
    await admin.get('/school/classes');
    assert.equal((await admin.post(`/school/sections/${section.href.match(/\d+$/)[0]}/end`, {}, {follow: false})).status, 303);
    assert.deepEqual(await cells(homeroom), before, 'its marks still count');
    for (const [who, at] of [[homeroom, path], [teacher, '/journal']]) {
        const page = await who.get(at);
        assert.ok(page.text.includes(`href="${section.href}#now"`), `${at} leads to it`);
        assert.ok(visible(page).includes('Аяқталған'), `${at} says that it has ended`);
    }
    const kept = await load.grid(teacher, section);
    assert.equal(kept.page.status, 200);
    assert.doesNotMatch(kept.page.text, /<kerege-grid/, 'to be read only');
    assert.doesNotMatch((await teacher.get('/')).text, new RegExp(`href="${section.href}[#"]`), 'nothing is due there');
}

const steps = {
    'what was never filled in: a link straight to the first such lesson': firstUnfilled,
    'attendance is called the same in the grid and in the form': oneWording,
    'a series that is there already says so': theSameSeriesAgain,
    'the homeroom teacher sees who is slipping': whoIsSlipping,
    'a learner reads of the last lessons first': latestFirst,
    'a choice in a conflict comes back with the form': choicesComeBack,
    'a form with a fault shows the conflicts that came meanwhile': newConflictsInAReturnedForm,
    'a topic is never overwritten unseen': topics,
    'a topic that is too long is a fault of its field': longTopics,
    'a lesson still to come takes only absences known ahead': lessonsToCome,
    'the history of a lesson': history,
    'only an empty lesson is deleted': emptyLessons,
    'a mark for who left the class is named, not dropped': whoLeft,
    'a section that has ended is still counted and found': endedSection,
};

for (const database of databases) {
    test(`K7.1 the journal's hard cases on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = await settle(region);
            for (const [name, step] of Object.entries(steps)) await t.test(name, () => step(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
