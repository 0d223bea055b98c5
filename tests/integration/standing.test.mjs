// The end of access, and what the operator restricts and blocks: over HTTP without scripts, on both
// databases. Tests are named after the clauses they answer to.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nowMs} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, formOf, fullName, ids, password, rosters, visible, withFields} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const on = (name, work, kinds = databases.filter((one) => !one.includes('workers'))) => {
    for (const database of kinds)
        test(`${name} (${database})`, async () => {
            const sink = await new SmtpSink().start();
            const region = await Region.open({database, yaml: `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`});
            try {
                await work(region, sink);
            } finally {
                await region.close();
                await sink.stop();
            }
        });
};

const cardOf = async (admin, kind, name) => {
    const {text} = await admin.get(`/people?kind=${kind}&q=${encodeURIComponent(name)}`);
    return text.match(/href="(\/people\/\d+)"/)?.[1] ?? assert.fail(`no card of ${name}`);
};
const slipOf = async (admin, kind, name, label = '') =>
    (await load.printSlips(admin, kind, label)).find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);

// A family with one child at the school, and its teacher.
const onlyChild = () => {
    const rows = rosters['school-east'].learners.rows;
    const parents = rows.flatMap((row) => [row[8], row[11]].filter(Boolean));
    return rows.find((row) => row[8] && !row[11] && parents.filter((one) => one === row[8]).length === 1);
};

on('U3.6 access ends in one organisation, at once, and comes back', async (region) => {
    const admin = await region.fill('school-east');
    const other = await region.fill('school-west');
    const child = onlyChild();
    const [name, parent] = [fullName(child, 1), child[8]];
    const learner = await region.begin(await slipOf(admin, 'learner', name, child[0]));
    const second = await region.as(learner.login);
    const guardian = await region.begin(await slipOf(admin, 'guardian', parent, child[0]));
    const card = await cardOf(admin, 'learner', name);

    assert.equal((await other.get(`${card}/end`)).status, 404, 'another school');
    assert.equal((await other.post(`${card}/end`, {ground: 'moved'}, redirected)).status, 404);
    assert.equal((await other.post(`${card}/reopen`, {}, redirected)).status, 404);

    const form = await admin.get(`${card}/end`);
    assert.deepEqual([...form.text.matchAll(/name="ground" value="(\w+)"/g)].map(([, one]) => one), ['studies_ended', 'expelled', 'moved']);
    assert.match(visible(form), new RegExp(`Бірге тоқтату.*${parent}`));
    assert.match(form.text, /name="guardian" value="\d+" checked/, 'whose only child leaves ends with it, unless unticked');
    const wrong = await admin.post(`${card}/end`, {ground: 'employment_ended', first_day: '31.02.2026', note: 'бұйрық 7'}, redirected);
    assert.equal(wrong.status, 422);
    assert.match(visible(wrong), /Негіздердің бірін таңдаңыз.*Мұндай күн жоқ/s);
    assert.match(wrong.text, /бұйрық 7/, 'what was typed is kept');
    const stranger = ids(await other.get('/people?kind=guardian'), '/people/')[0];
    assert.equal((await admin.post(`${card}/end`, {ground: 'moved', guardian: stranger}, redirected)).status, 404, 'a guardian of another school');
    assert.equal((await learner.get('/')).path, '/', 'nothing was changed yet');

    const ask = {ground: 'moved', first_day: formOf(form, `${card}/end`).find(([field]) => field === 'first_day')[1], note: 'бұйрық 7', guardian: form.text.match(/name="guardian" value="(\d+)"/)[1]};
    const ended = await admin.post(`${card}/end`, ask);
    assert.equal(ended.path, card);
    assert.match(visible(ended), /Қолжетімділік тоқтатылды\..*Басқа ұйымға ауысты.*бұйрық 7.*Шығыс Әкімшісі/s);
    for (const [who, browser] of Object.entries({learner, second, guardian})) assert.match((await browser.get('/')).path, /^\/sign-in/, `${who} is signed out`);
    const refused = await region.browser().signIn(learner.login, password);
    assert.match(visible(refused), /Қазір сізде кіру құқығы жоқ/);
    assert.equal((await admin.post(`${card}/end`, ask, redirected)).status, 303, 'the same form twice');
    assert.equal((await admin.get(`${card}/end`)).path, card, 'the back button');
    assert.equal(region.house.rows("select count(*) from core_membership_end")[0][0], '2');

    const surname = encodeURIComponent(child[1]);
    assert.doesNotMatch((await admin.get(`/people?kind=learner&q=${surname}`)).text, new RegExp(`href="${card}"`));
    const former = await admin.get(`/people?kind=learner&standing=former&q=${surname}`);
    assert.match(visible(former), new RegExp(`${name}.*Басқа ұйымға ауысты \\d\\d\\.\\d\\d\\.\\d{4}`, 's'));
    const parents = visible(await admin.get('/people?kind=guardian&standing=former'));
    assert.match(parents, new RegExp(`${parent}.*Баланың оқуы аяқталды`, 's'));
    assert.doesNotMatch(parents, /\+7 7\d\d|Ұялы телефон/, 'their telephone is theirs');
    assert.ok(child[9], 'a telephone');
    assert.ok(!visible(await admin.get(`/people?kind=guardian&standing=former&q=${encodeURIComponent(child[9])}`)).includes(parent), 'and leads nowhere');
    assert.match(visible(await admin.get('/audit')), /Қолжетімділік тоқтатылды/);
    const learners = Object.values(rosters).reduce((sum, {learners: {rows}}) => sum + rows.length, 0);
    const enrolled = () => Number(region.house.rows('select count(*) from school_enrolment where valid_until is null')[0][0]);
    await until('the class without the learner', () => enrolled() === learners - 1);

    const again = await admin.post(`${card}/reopen`);
    assert.match(visible(again), /Қолжетімділік қайта ашылды\./);
    assert.equal((await admin.post(`${card}/reopen`, {}, redirected)).status, 303, 'twice');
    await until('the learner back in the class', () => enrolled() === learners);
    await region.as(learner.login);
    await region.as(guardian.login);

    // By the command line.
    const where = ['--login', learner.login, '--organisation', 'school-east'];
    const live = await region.as(learner.login);
    assert.match(region.house.run('account', 'end', ...where, '--ground', 'studies_ended'), /is ended, with 1 parent\(s\)/);
    assert.notEqual((await region.browser().signIn(guardian.login, password)).status, 200);
    await until('the session to end', async () => /^\/sign-in/.test((await live.get('/')).path));
    assert.throws(() => region.house.run('account', 'end', ...where, '--ground', 'child_left'), /ground: Choose one of the grounds|ended already/);
    region.house.run('account', 'reopen', ...where);
    await region.as(learner.login);
    await region.as(guardian.login);
    region.house.run('account', 'end', ...where, '--ground', 'studies_ended', '--keep-parents');
    const left = await region.as(guardian.login);
    assert.doesNotMatch((await left.get('/')).text, /\/account\/history\/\d/, 'through a child who left nothing is open');
    assert.match(visible(await left.get('/journal/marks')), /Бұл профильге оқушы байланыстырылмаған/);
});

on('U3.6 a teacher whose access ends is signed out, and stays what they are elsewhere', async (region) => {
    const admin = await region.fill('school-east');
    load.createAccount(region.house.kerege, {login: 'mugalim', organisation: 'school-east', profile: 'employee', role: 'teacher', name: 'Мұғалімова Әсел', language: 'kk'}, password);
    const teacher = await region.as('mugalim');
    const card = await cardOf(admin, 'employee', 'Мұғалімова');
    const self = await cardOf(admin, 'employee', 'Әкімшісі');
    assert.doesNotMatch((await admin.get(self)).text, /\/end"/, 'not one\'s own');
    assert.equal((await admin.post(`${self}/end`, {ground: 'employment_ended'}, redirected)).status, 409);
    const later = new Date(nowMs() + 3 * 86_400_000).toISOString().slice(0, 10);
    assert.match(visible(await admin.post(`${card}/end`, {ground: 'employment_ended', first_day: later})), /Қолжетімділік тоқтатылады/);
    assert.equal((await teacher.get('/people')).path, '/people', 'until that day');
    await admin.post(`${card}/reopen`);
    await admin.post(`${card}/end`, {ground: 'employment_ended'});
    assert.match((await teacher.get('/people')).path, /^\/sign-in/);
});

on('K3.2.4, K-KK3.2.4, U8.1, K3.1.4 a profile is restricted and blocked', async (region, sink) => {
    const admin = await region.fill('school-east');
    const self = await cardOf(admin, 'employee', 'Әкімшісі');
    await admin.post(self, [...withFields(formOf(await admin.get(self), self), {email: 'admin@mail.example'}), ['password', password]]);
    const child = onlyChild();
    const [name, parent] = [fullName(child, 1), child[8]];
    const learner = await region.begin(await slipOf(admin, 'learner', name, child[0]));
    const guardian = await region.begin(await slipOf(admin, 'guardian', parent, child[0]));
    const card = await cardOf(admin, 'learner', name);
    const operator = await region.as('operator');
    const page = await operator.get('/restrictions');
    assert.match(visible(page), /Шектелген не бұғатталған профиль жоқ/);
    assert.equal((await admin.get('/restrictions')).status, 403);

    // Restricted: looks, and sends nothing but what keeps the account safe.
    const ask = {login: learner.login, level: 'restricted', reason: '6.8', note: 'спам', until: ''};
    assert.equal((await operator.post('/restrictions', {...ask, reason: '6.9'}, redirected)).status, 422);
    assert.equal((await operator.post('/restrictions', ask)).path, '/restrictions');
    assert.equal((await operator.post('/restrictions', ask, redirected)).status, 303, 'twice');
    assert.equal(region.house.rows('select count(*) from core_restriction')[0][0], '1');
    assert.equal((await learner.get('/')).path, '/', 'still signed in');
    for (const address of ['/example/reminders', '/journal/sections/1/cells', '/people/1', '/roster', '/first-login/none']) {
        const answer = await learner.post(address, {x: '1'}, redirected);
        assert.ok([403, 404].includes(answer.status), `${address}: ${answer.status}`);
    }
    const refused = await learner.post('/people/1', {family_name: 'x'}, redirected);
    assert.equal(refused.status, 403);
    assert.match(visible(refused), /Профиліңіз шектелген/);
    assert.match(visible(await learner.post('/journal/sections/1/cells', {value: '5'}, redirected)), /Профиліңіз шектелген/, 'a module\'s route');
    assert.equal((await learner.post('/language', {locale: 'ru'}, redirected)).status, 303);
    assert.match(visible(await learner.post('/people/1', {}, redirected)), /Ваш профиль ограничен/);
    await learner.post('/language', {locale: 'kk'});
    await learner.get('/account');
    assert.equal((await learner.post('/account/password', {old_password: password, new_password: 'Qyzyl alma baqta 27', new_password_again: 'Qyzyl alma baqta 27'}, redirected)).status, 303);
    assert.equal((await learner.post('/account/sessions/end-others', {}, redirected)).status, 303);

    // The administrator is told: on the first page, in the list, on the card, in the log, by letter.
    assert.match(visible(await admin.get('/')), /1 профильді оператор шектеген/);
    assert.match(visible(await admin.get('/reports')), new RegExp(`${child[1]} ${child[2]} Шектелген 6\\.8 Жүйеге шабуыл`));
    assert.match(visible(await admin.get(card)), /Оператор шектеген Шектелген.*6\.8 Жүйеге шабуыл.*спам/s);
    assert.match(visible(await admin.get('/audit')), /Профиль шектелді/);
    assert.doesNotMatch(visible(await (await region.as('admin-west')).get('/')), /оператор шектеген/);
    await until('the letter', () => sink.letters.length > 0);
    assert.deepEqual(sink.letters.map(({to}) => to), ['admin@mail.example']);
    assert.match(sink.letters[0].subject, /профиль шектелді$/);

    // Blocked.
    const later = new Date(nowMs() + 9 * 86_400_000).toISOString().slice(0, 10);
    await operator.post('/restrictions', {...ask, level: 'blocked', until: later});
    assert.match((await learner.get('/')).path, /^\/sign-in/);
    const wrong = await region.browser().signIn(learner.login, 'wrong');
    assert.doesNotMatch(visible(wrong), /бұғатталған/, 'nothing is said to whoever guesses');
    const right = await region.browser().signIn(learner.login, 'Qyzyl alma baqta 27');
    assert.match(visible(right), /Бұл профиль бұғатталған, мерзімі: \d\d\.\d\d\.\d{4}\. Ұйымыңыздың әкімшісіне хабарласыңыз/);

    // Neither the administrator nor the parents are kept from anything.
    const edited = await admin.post(card, [...withFields(formOf(await admin.get(card), card), {phone: '+77017654321'})]);
    assert.match(visible(edited), /Сақталды/);
    assert.equal((await guardian.get('/journal/marks')).status, 200);
    assert.match(visible(guardian.page), new RegExp(child[2]));

    // Lifted, on the page and on the command line.
    const [lift] = (await operator.get('/restrictions')).text.match(/\/restrictions\/\d+\/lift/);
    assert.equal((await operator.post(lift)).path, '/restrictions');
    assert.equal((await operator.post(lift, {}, redirected)).status, 404, 'twice');
    assert.match(visible(await operator.get('/restrictions')), /Бұрынғы.*Жүйе Операторы/s);
    const back = await region.as(learner.login, 'Qyzyl alma baqta 27');
    region.house.run('account', 'block', '--login', learner.login, '--breach', '6.3', '--until', `${later} 18:00`);
    await until('the session to end', async () => /^\/sign-in/.test((await back.get('/')).path));
    assert.match(region.house.run('account', 'restrictions'), /blocked +6\.3 .*until \d{4}-\d\d-\d\d 18:00/);
    region.house.run('account', 'lift', '--login', learner.login);
    assert.equal(region.house.run('account', 'restrictions'), '');
    await until('the letter of the command line', () => sink.letters.length === 3);
    const third = await region.as(learner.login, 'Qyzyl alma baqta 27');
    region.house.run('account', 'restrict', '--login', learner.login, '--breach', '6.3');
    await until('the restriction on another process\'s word', async () => (await third.post('/people/1', {}, redirected)).status === 403 && /шектелген/.test(visible(third.page)));
});
