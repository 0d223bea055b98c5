// Agreements and consent, named after the clauses they answer to; over HTTP, without JavaScript.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {day as today} from '../../scripts/lib/clock.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases, root} from '../support/house.mjs';
import {Region, formOf, fullName, ids, password, rosters, visible} from '../support/region.mjs';

const documents = path.join(root, 'tests/data/agreements.yaml');
const redirected = {follow: false};
const gate = '/first-login/agreements';
const asked = (page) => [...page.text.matchAll(/name="accept" value="([^"]*)" required/g)].map((m) => m[1]);
const accept = (browser, ...names) => browser.post(gate, names.map((name) => ['accept', name]), redirected);

const on = (name, work) => {
    for (const database of databases.filter((one) => !one.includes('workers')))
        test(`${name} (${database})`, async () => {
            const region = await Region.open({database});
            try {
                await work(region);
            } finally {
                assert.deepEqual(await region.close(), {code: 0, signal: null});
            }
        });
};

// The documents of the file, these of them published today by the command line.
function publish(region, ...codes) {
    region.house.run('agreement', 'import', documents);
    return codes.map((code) => region.house.run('agreement', 'publish', code));
}

on('without documents nothing is asked, and nothing points to them', async (region) => {
    const admin = await region.as('admin-east');
    assert.ok(!admin.page.text.includes('/agreements'));
    assert.ok(!(await admin.get('/account')).text.includes('/account/agreements'));
    const stranger = region.browser();
    assert.ok(!(await stranger.get('/sign-in')).text.includes('/agreements'));
    assert.equal((await stranger.get('/agreements')).status, 200);
    assert.match(visible(stranger.page), /жарияланған жоқ/);
});

on('U2.1 nobody goes on without accepting: only the documents and the way out', async (region) => {
    publish(region, 'rules', 'school');
    const admin = region.browser();
    const page = await admin.signIn('admin-east', password);
    assert.equal(page.path, '/first-login');
    assert.deepEqual(asked(page), ['rules/1', 'school/1']);
    assert.ok(page.text.includes('Бірінші тармақ &lt;b&gt;.'), 'the text stands in place, as text');
    assert.match(visible(page), /Ұйымыңыздың атынан қабылдайсыз: Шығыс мектебі/);
    for (const where of ['/', '/people', '/account', '/journal', '/account/agreements'])
        assert.equal((await admin.get(where)).path, '/first-login', where);
    for (const where of ['/agreements', '/agreements/rules', '/agreements/rules/1'])
        assert.equal((await admin.get(where)).status, 200, where);
    await admin.get('/first-login');

    const some = await accept(admin, 'rules/1');
    assert.equal(some.status, 422);
    assert.match(some.text, /value="rules\/1" required checked/);
    assert.match(some.text, /role="alert"/);
    assert.deepEqual(region.house.rows('select count(*) from core_agreement_acceptance'), [['0']]);
    assert.equal((await accept(admin, 'rules/1', 'school/1')).status, 303);
    assert.equal((await admin.get('/first-login')).path, '/');
    assert.equal((await accept(admin, 'rules/1', 'school/1')).status, 303, 'sent twice, or from a second tab');
    assert.deepEqual(region.house.rows("select a.code, c.number, c.way, c.locale, c.address, case when c.party_id = 0 then 'person' else 'school' end from core_agreement_acceptance c join core_agreement a on a.id = c.agreement_id order by a.code"),
        [['rules', '1', 'sign_in', 'kk', '127.0.0.1', 'person'], ['school', '1', 'sign_in', 'kk', '127.0.0.1', 'school']]);

    const out = region.browser();
    await out.signIn('admin-west', password);
    await out.post('/sign-out');
    assert.equal((await out.get('/')).path.split('?')[0], '/sign-in');
});

on('U3.2, U4.7 at the first sign-in: after the data, before the password; U4.9 parents and paper', async (region) => {
    publish(region, 'rules', 'consent');
    const admin = region.browser();
    await admin.signIn('admin-east', password);
    await accept(admin, ...asked(admin.page));
    await load.importRoster(admin, 'staff', rosters['school-east'].staff.text);
    await load.importRoster(admin, 'learners', rosters['school-east'].learners.text);
    await load.waitForClasses(admin);

    const row = rosters['school-east'].learners.rows.find((one) => one[0] === '7А' && one[8]);
    const slips = [...(await load.printSlips(admin, 'learner', '7А')), ...(await load.printSlips(admin, 'guardian', '7А'))];
    const slipOf = (name) => slips.find((slip) => slip.name === name) ?? assert.fail(name);

    const parent = region.browser();
    const slip = slipOf(row[8]);
    const first = await parent.signIn(slip.login, slip.password);
    assert.match(visible(first), /1-қадам, барлығы 3/);
    assert.equal((await accept(parent, 'rules/1', 'consent/1')).status, 303);
    assert.deepEqual(region.house.rows("select count(*) from core_agreement_acceptance where way <> 'sign_in'"), [['0']], 'nothing before the data are checked');
    const second = await parent.post('/first-login/confirm', {answer: 'right'});
    assert.match(visible(second), /2-қадам, барлығы 3/);
    assert.deepEqual(asked(second), ['rules/1', 'consent/1']);
    const third = await parent.acceptAgreements();
    assert.match(visible(third), /3-қадам, барлығы 3/);
    const done = await parent.post('/first-login/password', {old_password: slip.password, new_password: password, new_password_again: password});
    assert.equal(done.path, '/');

    // What was accepted, with the text of that version; and for the child.
    const own = await parent.get('/account/agreements');
    assert.match(visible(own), /Ережелер 1-нұсқа.*бірінші кіргенде, қазақ тілінде.*127\.0\.0\.1/);
    assert.ok(own.text.includes('href="/agreements/rules/1"'));
    const child = own.text.match(/name="membership" value="(\d+)"/)[1];
    const taken = await parent.post('/account/agreements', [['membership', child], ['accept', 'rules/1'], ['accept', 'consent/1']]);
    assert.match(visible(taken), /ата-анасы қабылдады/);
    const others = ids(await admin.get('/people?kind=learner'), '/people/').filter((id) => id !== child);
    for (const id of [others[0], '1', 'x', ''])
        assert.equal((await parent.post('/account/agreements', [['membership', id], ['accept', 'rules/1']], redirected)).status, 404, `child ${id}`);
    const learner = region.browser();
    const learnerSlip = slipOf(fullName(row, 1));
    await learner.signIn(learnerSlip.login, learnerSlip.password);
    const checked = [...learner.page.text.matchAll(/<dd>([^<]*)<\/dd>/g)].map(([, value]) => value);
    assert.deepEqual(checked.slice(0, 3), row.slice(1, 4), 'surname, name, patronymic');
    assert.deepEqual([checked.length, checked[3].includes(row[4].slice(-4)), checked[4]], [5, true, {м: 'ер', ж: 'әйел'}[row[5].toLowerCase()]], 'date of birth and sex');
    const after = await learner.post('/first-login/confirm', {answer: 'right'});
    assert.match(after.text, /name="new_password"/, 'a child whose parent accepted is not asked again');

    const card = `/people/${others[0]}/agreements`;
    assert.ok((await admin.get(`/people/${others[0]}`)).text.includes(`href="${card}"`));
    await admin.get(card);
    const wrong = await admin.post(card, [['accept', 'rules/1'], ['signed_on', '2999-01-01']], redirected);
    assert.equal(wrong.status, 422);
    assert.equal((await admin.post(card, {signed_on: today()}, redirected)).status, 422);
    const before = await admin.post(card, [['accept', 'rules/1'], ['signed_on', '2026-09-01']], redirected);
    assert.equal(before.status, 422);
    assert.match(before.text, /id="signed_on-error">Қағаздағы күн мәтін жарияланған күннен бұрын/);
    const unknown = await admin.post(card, [['accept', 'rules/7'], ['signed_on', today()]], redirected);
    assert.equal(unknown.status, 409, 'nothing is saved that nobody asked');
    const recorded = await admin.post(card, [['accept', 'rules/1'], ['signed_on', today()], ['shown_in', 'ru']]);
    assert.match(visible(recorded), /қағазда, орыс тілінде · қол қойылған күні: .*Шығыс Әкімшісі/);
    assert.deepEqual(region.house.rows("select signed_on from core_agreement_acceptance where way = 'paper'"), [[today()]]);
});

on('C1.2 a new version is asked before anything else, and what was being typed is kept', async (region) => {
    publish(region, 'rules');
    const admin = region.browser();
    await admin.signIn('admin-east', password);
    await accept(admin, 'rules/1');
    const [person] = ids(await admin.get('/people?kind=employee'), '/people/');
    const form = formOf(await admin.get(`/people/${person}`), `/people/${person}`);

    const operator = region.browser();
    await operator.signIn('operator', password);
    await accept(operator, 'rules/1');
    const edit = '/agreements/manage/rules/draft';
    const fields = formOf(await operator.get(edit), edit).map(([name, value]) => [name, name === 'text_kk' ? '1. Жаңа тармақ.' : value]);
    const preview = await operator.post(edit, fields);
    assert.equal(preview.path, '/agreements/manage/rules/preview');
    assert.match(visible(preview), /Жаңа тармақ\./);
    const stale = await operator.post(edit, fields, redirected);
    assert.equal(stale.status, 409, 'a second tab overwrites nothing');
    assert.ok(stale.text.includes('Жаңа тармақ'), 'and loses nothing');
    const other = await operator.post(edit, fields.map(([name, value]) => [name, name === 'text_ru' ? '1. Мой вариант.' : value]), redirected);
    assert.match(other.text, /<pre class="stored-text" lang="ru">[^<]*Первый пункт/, 'what stands there now is shown');
    assert.doesNotMatch(other.text, /<pre class="stored-text" lang="kk">/, 'where it differs');
    const publishing = formOf(await operator.get('/agreements/manage/rules/preview'), '/agreements/manage/rules/publish');
    const done = await operator.post('/agreements/manage/rules/publish', publishing);
    assert.equal(done.path, '/first-login', 'the operator first of all');
    assert.deepEqual(asked(done), ['rules/2']);
    await accept(operator, 'rules/2');
    assert.equal((await operator.post('/agreements/manage/rules/publish', publishing, redirected)).status, 409, 'sent twice');
    assert.match(visible(await operator.get('/agreements/manage/rules')), /Министрлік 1 6 Батыс бөлімі 0 2 Шығыс бөлімі 0 2/);

    const kept = await admin.post(`/people/${person}`, form.map(([name, value]) => [name, name === 'position' ? 'Хатшы қыз' : value]), redirected);
    assert.equal(kept.status, 403);
    assert.ok(kept.text.includes('Хатшы қыз') && kept.text.includes('data-again'), 'what was typed stands in the page');
    const again = formOf(kept, `/people/${person}`);
    assert.deepEqual(asked(await admin.get('/people')), ['rules/2']);
    assert.equal((await accept(admin, 'rules/1')).status, 422, 'the old one is not the new one');
    await accept(admin, 'rules/2');
    assert.match((await admin.post(`/people/${person}`, again)).text, /Хатшы қыз/);
    const history = visible(await admin.get('/account/agreements'));
    assert.match(history, /2-нұсқа.*1-нұсқа/);
    assert.match(visible(await admin.get('/agreements/rules/1')), /Бірінші тармақ/);
});

on('U2.2 fixed addresses, in three languages; P2.3 offers are announced three days before', async (region) => {
    const [rules, offer] = publish(region, 'rules', 'offer');
    const day = (text) => text.match(/\d{4}-\d\d-\d\d/)[0];
    assert.equal(Date.parse(day(offer)) - Date.parse(day(rules)), 4 * 86_400_000, 'three whole days, then midnight');
    assert.throws(() => region.house.run('agreement', 'publish', 'offer'), /no draft/);
    region.house.run('agreement', 'import', documents);
    assert.throws(() => region.house.run('agreement', 'publish', 'consent', '--from=2020-01-01'), /from:/);

    const stranger = region.browser('ru');
    const list = await stranger.get('/agreements');
    assert.deepEqual([...list.text.matchAll(/<h2><a href="([^"]*)"/g)].map((m) => m[1]), ['/agreements/offer', '/agreements/rules'], 'drafts are nobody\'s');
    assert.match(visible(list), /Публичная оферта.*Объявлено/);
    assert.ok((await stranger.get('/sign-in')).text.includes('href="/agreements"'));
    const page = await stranger.get('/agreements/rules');
    assert.match(visible(page), /Общее 1\.1\. Первый пункт <b>\. раз два/);
    assert.ok(page.text.includes('Первый пункт &lt;b&gt;.'));
    const text = region.house.run('agreement', 'show', 'rules', '--language=ru');
    assert.equal(text, '# Общее\n1.1. Первый пункт <b>.\n- раз\n- два\n');
    assert.ok(page.text.includes(createHash('sha256').update(text).digest('hex')), 'the checksum of what `agreement show` prints');
    assert.match(visible(await region.browser('en').get('/agreements/rules/1')), /First clause/);
    for (const where of ['/agreements/consent', '/agreements/rules/2', '/agreements/rules/0', '/agreements/rules/x', '/agreements/none', '/agreements/none/1'])
        assert.equal((await stranger.get(where)).status, 404, where);
    assert.match(region.house.run('agreement', 'list'), /rules +binding +1 in force since .*, accepted by 0 of 6\n/);
    assert.match(region.house.run('agreement', 'import', documents), /0 created, 0 drafted, 4 as they were/);
    writeFileSync(`${region.house.folder}/wrong.yaml`, readFileSync(documents, 'utf8').replace('kind: offer', 'kind: binding'));
    assert.throws(() => region.house.run('agreement', 'import', `${region.house.folder}/wrong.yaml`), /can't be changed/);
});

on('the operator writes a document from nothing; other operators do not find it', async (region) => {
    const operator = await region.as('operator');
    const top = await operator.get('/agreements/manage');
    assert.match(visible(top), /Әзірге құжат жоқ/);
    const faults = await operator.post('/agreements/manage', {document_code: 'Ереже', kind: 'binding'});
    assert.equal(faults.status, 422);
    assert.ok(faults.text.includes('value="Ереже"'), 'what was typed is kept');
    const draft = await operator.post('/agreements/manage', [['document_code', 'school-rules'], ['kind', 'binding'], ['profiles', 'employee']]);
    assert.equal(draft.path, '/agreements/manage/school-rules/draft');
    const fields = [...formOf(draft, draft.path).filter(([name]) => name === 'revision'), ['title_kk', 'Ереже'], ['text_kk', '1. <script>alert(1)</script>']];
    const preview = await operator.post(draft.path, fields);
    assert.ok(preview.text.includes('&lt;script&gt;'));
    const form = formOf(preview, '/agreements/manage/school-rules/publish');
    const refused = await operator.post('/agreements/manage/school-rules/publish', form, redirected);
    assert.equal(refused.status, 422);
    assert.match(visible(refused), /Тілдердің бірінде/);
    load.createAccount(region.house.kerege, {login: 'operator-east', organisation: 'east', profile: 'operator', name: 'Басқа Оператор'}, password);
    const other = await region.as('operator-east');
    for (const page of ['', '/draft', '/preview'])
        assert.equal((await other.get(`/agreements/manage/school-rules${page}`)).status, 404, page);
    await other.get('/agreements/manage');
    for (const page of ['draft', 'publish'])
        assert.equal((await other.post(`/agreements/manage/school-rules/${page}`, form.filter(([name]) => name !== '_csrf'), redirected)).status, 404, page);
    assert.equal((await region.browser().get('/agreements/school-rules')).status, 404, 'a draft is not public');
});

on('a version is taken back, a document ends, and a file writes over no draft of the browser', async (region) => {
    publish(region, 'rules');
    const operator = region.browser();
    await operator.signIn('operator', password);
    await accept(operator, 'rules/1');
    const desk = '/agreements/manage/rules';
    const fields = formOf(await operator.get(`${desk}/draft`), `${desk}/draft`).map(([name, value]) => [name, name === 'text_kk' ? '1. Браузерде.' : value]);
    await operator.post(`${desk}/draft`, fields);
    const changed = `${region.house.folder}/changed.yaml`;
    writeFileSync(changed, readFileSync(documents, 'utf8').replace('Бірінші тармақ', 'Файлдан'));
    assert.throws(() => region.house.run('agreement', 'import', changed), /written in the browser; --replace-drafts/);
    assert.match(region.house.run('agreement', 'import', changed, '--replace-drafts'), /0 created, 1 drafted, 3 as they were/);
    assert.match(visible(await operator.get(`${desk}/preview`)), /Файлдан/);

    const publishing = async (from) => operator.post(`${desk}/publish`, formOf(await operator.get(`${desk}/preview`), `${desk}/publish`).map(([name, value]) => [name, name === 'in_force_from' ? from : value]), redirected);
    assert.match((await publishing('2062-01-01')).text, /id="in_force_from-error">Бұл күнге бір жылдан көп/);
    const soon = today(20);
    assert.equal((await publishing(soon)).status, 303);
    assert.match((await operator.get(desk)).text, /name="deed" value="withdraw"><input type="hidden" name="number" value="2"/);
    assert.equal((await operator.post(desk, {deed: 'withdraw', number: '1'}, redirected)).status, 409, 'it is in force');
    assert.equal((await operator.post(desk, {deed: 'withdraw', number: '2'}, redirected)).status, 303);
    assert.match(visible(await operator.get(desk)), /2-нұсқа.*Қайтарып алынған/);
    assert.doesNotMatch(operator.page.text, /value="withdraw"/);
    const stranger = region.browser();
    assert.match(visible(await stranger.get('/agreements/rules/2')), /Қайтарып алынған Ол күшіне енгенге дейін қайтарып алынды/);
    assert.match(visible(await stranger.get('/agreements/rules')), /Бірінші тармақ/);

    const far = await operator.post(desk, {deed: 'end', ended_from: '2062-01-01'}, redirected);
    assert.equal(far.status, 422);
    assert.match(far.text, /<a href="#ended_from">.*<details class="card" open>.*id="ended_from-error"/s);
    assert.equal((await operator.post(desk, {deed: 'end', ended_from: soon}, redirected)).status, 303);
    assert.match(visible(await operator.get(desk)), /бастап күшінде емес/);
    assert.match(visible(await stranger.get('/agreements/rules')), /бастап күшінде емес/);
    assert.equal((await operator.post(desk, {deed: 'keep'}, redirected)).status, 303);
    assert.doesNotMatch(visible(await operator.get(desk)), /бастап күшінде емес/);

    // Who waits at the gate goes on once it has ended.
    const admin = region.browser();
    assert.equal((await admin.signIn('admin-east', password)).path, '/first-login');
    assert.match(region.house.run('agreement', 'end', 'rules'), /rules is over from/);
    assert.match(region.house.run('agreement', 'list'), /rules +binding +ends/);
    assert.throws(() => region.house.run('agreement', 'keep', 'rules'), /has ended/);
    assert.equal((await region.as('admin-east')).page.path, '/');
    assert.match(visible(await stranger.get('/agreements')), /Ережелер.*Күшін жойған/s);
    for (const words of ['қайтарып алынды', 'тоқтайтын күні белгіленді', 'тоқтатудан бас тартылды']) assert.match(visible(await operator.get('/audit')), new RegExp(words));
});

on('who may not sign for the school has ways out, and the language is that of the text', async (region) => {
    const first = await region.as('admin-east');
    const self = (await first.get('/people')).text.match(/href="(\/people\/\d+)"/)[1];
    const form = formOf(await first.get(self), self);
    await first.post(self, form.map(([name, value]) => [name, {phone: '+77010000009', birth_date: '1980-01-01'}[name] ?? value]));
    const {heading, rows} = rosters['school-east'].learners;
    const child = [...rows[0]];
    child[8] = 'Шығыс Әкімшісі';
    child[9] = '+77010000009';
    child[10] = '';
    await load.importRoster(first, 'learners', `${heading}\r\n${child.join(';')}\r\n`);
    assert.deepEqual(region.house.rows("select count(*) from core_membership m join core_account a on a.person_id = m.person_id where a.login = 'admin-east'"), [['2']]);
    publish(region, 'school');
    const admin = region.browser();
    const held = await admin.signIn('admin-east', password);
    assert.deepEqual(asked(held), ['school/1']);
    assert.match(held.text, /href="\/account\/compromised"/);
    assert.equal((await admin.get('/account/compromised')).path, '/account/compromised');
    assert.equal((await admin.get('/account')).path, '/first-login', 'the rest waits');
    const other = held.text.match(/name="membership" value="(\d+)"/)[1];
    assert.equal((await admin.post('/account/membership', {membership: other})).path, '/', 'as a parent nothing is asked');
    await admin.post('/account/membership', {membership: self.match(/\d+$/)[0]});
    assert.equal(admin.page.path, '/first-login');
    assert.equal((await admin.post(gate, [['accept', 'school/1'], ['shown_in', 'ru']], redirected)).status, 303);
    assert.deepEqual(region.house.rows('select locale from core_agreement_acceptance'), [['ru']]);
});

on('U4.9 below the age of a document a parent accepts, and the child is told so', async (region) => {
    const file = `${region.house.folder}/aged.yaml`;
    writeFileSync(file, readFileSync(documents, 'utf8').replace('profiles: [learner, guardian]', 'profiles: [learner]\n    own_age: 18'));
    region.house.run('agreement', 'import', file);
    const admin = await region.fill('school-east');
    region.house.run('agreement', 'publish', 'consent');
    const row = rosters['school-east'].learners.rows.find((one) => one[0] === '7А' && one[8]);
    const slips = [...(await load.printSlips(admin, 'learner', '7А')), ...(await load.printSlips(admin, 'guardian', '7А'))];
    const slipOf = (name) => slips.find((slip) => slip.name === name) ?? assert.fail(name);
    const learner = region.browser();
    const slip = slipOf(fullName(row, 1));
    await learner.signIn(slip.login, slip.password);
    const held = await learner.post('/first-login/confirm', {answer: 'right'});
    assert.deepEqual(asked(held), [], 'nothing to tick alone');
    assert.match(visible(held), /Мұны сіз үшін ата-анаңыз қабылдайды.*ата-анаңыздан/is);
    assert.doesNotMatch(held.text, /action="\/first-login\/agreements"/);
    assert.equal((await accept(learner, 'consent/1')).status, 303);
    assert.deepEqual(region.house.rows('select count(*) from core_agreement_acceptance'), [['0']]);
    const parent = await region.begin(slipOf(row[8]));
    const own = await parent.get('/account/agreements');
    const membership = own.text.match(/name="membership" value="(\d+)"/)[1];
    const none = await parent.post('/account/agreements', {membership}, redirected);
    assert.equal(none.status, 422);
    assert.match(visible(none), /қабылдайтыныңызды белгілеңіз/);
    assert.equal((await parent.post('/account/agreements', [['membership', membership], ['accept', 'consent/7']], redirected)).status, 409);
    assert.equal((await parent.post('/account/agreements', [['membership', membership], ['accept', 'consent/1'], ['shown_in', 'en']], redirected)).status, 303);
    assert.deepEqual(region.house.rows('select way, locale from core_agreement_acceptance'), [['guardian', 'en']]);
    assert.match((await learner.get('/first-login')).text, /name="new_password"/, 'the child goes on');
});
