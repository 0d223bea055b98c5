// A copy of one's own data, and the deletion of a profile up to its erasure: over HTTP without scripts, on both
// databases. Tests are named after the clauses they answer to.
import assert from 'node:assert/strict';
import {execFile, execFileSync} from 'node:child_process';
import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {send} from '../../scripts/lib/client.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, ids, password, rosters, visible} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {unzip} from '../support/zip.mjs';

const redirected = {follow: false};
const on = (name, work) => {
    for (const database of databases)
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

const until = async (what, good) => {
    for (let tries = 0; tries < 300; tries += 1) {
        const found = await good();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail(`in vain waited for: ${what}`);
};

const cardOf = async (admin, kind, name) => {
    const {text} = await admin.get(`/people?kind=${kind}&q=${encodeURIComponent(name)}`);
    return text.match(/href="(\/people\/\d+)"/)?.[1] ?? assert.fail(`no card of ${name}`);
};
const slipOf = async (admin, kind, name, label = '') =>
    (await load.printSlips(admin, kind, label)).find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);
const printed = (house, ...args) => promisify(execFile)(house.kerege[0], [...house.kerege.slice(1), ...args]).then(({stdout}) => stdout, (error) => error.stdout + error.stderr);
const one = (region, statement) => region.house.rows(statement)[0]?.[0];

// A child with a parent, both signed in, and a mark.
async function family(region) {
    const admin = await region.fill('school-east');
    const row = rosters['school-east'].learners.rows.find((line) => line[0] === '7А' && line[8]);
    const name = fullName(row, 1);
    const staff = rosters['school-east'].staff.rows.find((line) => line[9] === 'Алгебра');
    const teachers = await load.teachers(admin);
    await load.assign(admin, teachers.find((line) => line.name === fullName(staff)), 'Алгебра', ['7А']);
    const teacher = await region.begin(await slipOf(admin, 'employee', fullName(staff)));
    const [section] = await load.sections(teacher);
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, to] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until: to, weekdays: [2, 4]});
    const grid = await load.grid(teacher, section);
    const line = grid.learners.find((entry) => entry.name.startsWith(`${row[1]} ${row[2][0]}`));
    await load.saveCell(teacher, section, grid.lessons[0].id, line.id, '9');
    const learner = await region.begin(await slipOf(admin, 'learner', name, '7А'));
    const guardian = await region.begin(await slipOf(admin, 'guardian', row[8], '7А'));
    return {admin, teacher, learner, guardian, name, row, membership: line.id, card: `/people/${line.id}`};
}

const copyOf = async (browser) => {
    const href = await until('a copy', async () => (await browser.get('/account/data')).text.match(/href="(\/account\/data\/\d+)"/)?.[1]);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(new URL(href, browser.origin), 'GET', {cookie});
    assert.equal(answer.status, 200);
    return {href, answer};
};
const tableOf = (data, module, name) => data.parts.filter((part) => part.module === module).flatMap((part) => part.tables).find((table) => table.name === name);

on('K3.4.3 a person takes their data along', async (region) => {
    const {admin, learner, guardian, teacher, name, membership} = await family(region);
    assert.match(visible(await learner.get('/account/data')), /Сіз әлі көшірме сұраған жоқсыз/);
    assert.equal((await learner.post('/account/data')).path, '/account/data');
    const {href, answer} = await copyOf(learner);
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    assert.match(answer.headers.get('content-disposition'), /attachment/);
    const files = unzip(answer.bytes);
    assert.deepEqual(Object.keys(files).sort(), ['data.html', 'data.json']);
    const data = JSON.parse(files['data.json']);
    assert.equal(data.format, 'kerege-personal-data/1');
    assert.ok(name.startsWith(data.person));
    const person = tableOf(data, 'core', 'person');
    assert.deepEqual(person.columns.slice(0, 2), [{name: 'family_name', label: 'Тегі'}, {name: 'given_name', label: 'Аты'}]);
    assert.equal(person.rows[0][0], name.split(' ')[0]);
    assert.equal(tableOf(data, 'core', 'account').rows[0][0], learner.login);
    assert.match(tableOf(data, 'school', 'classes').rows[0].join(), /2026,7А/);
    assert.equal(tableOf(data, 'journal', 'marks').rows[0][3], 9);
    const [change, ...rest] = tableOf(data, 'journal', 'changes').rows;
    assert.equal(rest.length, 0);
    assert.match(change.at(-1), /^\S+ \S+$/, 'who wrote it');
    assert.ok(!files['data.json'].includes('password_hash') && !files['data.json'].includes('$argon2'), 'no secrets');
    const page = files['data.html'].toString();
    assert.match(page, /<html lang="kk">[\s\S]*7А[\s\S]*Бағалар мен қатысу/);
    assert.doesNotMatch(page, /<script|<link|src=/, 'it needs nothing else');
    for (const other of [guardian, admin, teacher]) assert.equal((await other.get(href)).status, 404, 'only for who asked');
    assert.equal((await region.browser().get(href)).path.replace(/\?.*/, ''), '/sign-in');

    // The language is the reader's; the next copy takes the place of the last.
    await learner.post('/language', {locale: 'ru', next: '/account/data'});
    await learner.post('/account/data');
    const again = await until('another copy', async () => {
        const found = await copyOf(learner);
        return found.href !== href && found;
    });
    assert.match(unzip(again.answer.bytes)['data.html'].toString(), /<html lang="ru">[\s\S]*Оценки и посещаемость/);
    assert.equal((await learner.get(href)).status, 404, 'the former one is gone');
    assert.match(visible(await learner.get('/account/history')), /Скачана копия персональных данных/);

    // A parent of a young child; an administrator on a written request, of which the child is told.
    assert.equal((await guardian.post('/account/data', {membership: '1'}, redirected)).status, 404);
    await guardian.post('/account/data', {membership});
    const parents = await copyOf(guardian);
    const childs = JSON.parse(unzip(parents.answer.bytes)['data.json']);
    assert.equal(tableOf(childs, 'core', 'person').rows[0][0], name.split(' ')[0]);
    assert.equal(tableOf(childs, 'core', 'sessions').rows.length, 0, 'the account is the child\'s own');
    const other = await region.as('admin-west');
    assert.equal((await other.post(`/people/${membership}/data`, {}, redirected)).status, 404, 'another school');
    assert.equal((await admin.post(`/people/${membership}/data`)).status, 422, 'not without the password');
    await admin.post(`/people/${membership}/data`, {password});
    const ordered = await copyOf(admin);
    assert.equal(tableOf(JSON.parse(unzip(ordered.answer.bytes)['data.json']), 'journal', 'marks').rows.length, 1);
    assert.match(visible(await learner.get('/account/data')), /Запрошено другими.*Әкімшісі Шығыс|Запрошено другими.*Шығыс Әкімшісі/s);

    // The school's last child of a parent has left: it is no longer theirs to ask for here.
    region.house.run('account', 'end', '--login', learner.login, '--organisation', 'school-east', '--ground', 'moved', '--keep-parents');
    assert.equal((await guardian.post('/account/data', {membership}, redirected)).status, 404);
    assert.equal((await guardian.get(parents.href)).status, 404, 'nor to fetch what was asked before');
    assert.ok(!(await guardian.get('/account/data')).text.includes(parents.href));

    // What an administrator ordered stays with the office: elsewhere they are somebody else.
    assert.equal((await admin.get(ordered.href)).status, 200);
    region.house.run('account', 'join', '--login=admin-east', '--organisation=school-west', '--profile=employee');
    const west = (await admin.get('/account')).text.match(/name="membership" value="(\d+)">\s*<button type="submit" >/)[1];
    await admin.post('/account/membership', {membership: west});
    assert.equal((await admin.get(ordered.href)).status, 404);
    assert.ok(!(await admin.get('/account/data')).text.includes(ordered.href));
    const [home] = region.house.rows("select m.id from core_membership m join core_account a on a.person_id = m.person_id join core_organisation o on o.id = m.organisation_id where a.login = 'admin-east' and o.code = 'school-east'")[0];
    await admin.post('/account/membership', {membership: home});
    assert.equal((await admin.get(ordered.href)).status, 200);

    // A teacher's data are no learner's.
    await teacher.post('/account/data');
    const own = unzip((await copyOf(teacher)).answer.bytes)['data.json'].toString();
    assert.equal(tableOf(JSON.parse(own), 'journal', 'entered').rows[0][1], 1);
    assert.ok(!own.includes(name.split(' ')[0]), 'no other people');
    assert.ok(readdirSync(`${region.house.folder}/copies`).every((file) => file.endsWith('.zip')));
});

on('K3.3.4 consent is withdrawn with the signed paper', async (region) => {
    const admin = await region.fill('school-east');
    const [row] = rosters['school-east'].learners.rows;
    const card = await cardOf(admin, 'learner', fullName(row, 1));
    const operator = await region.as('operator');
    assert.match(visible(await operator.get('/withdrawals')), /Ешкім келісімін кері қайтарған жоқ/);
    await admin.get(`${card}/data`);
    const without = await admin.post(`${card}/deletion`, {ground: 'withdrawn', note: '№ 3'});
    assert.equal(without.status, 422);
    assert.match(visible(without), /Сканерленген қағазды таңдаңыз/);
    const wrong = await admin.post(`${card}/deletion`, {ground: 'withdrawn'}, {files: {scan: {name: 'a.pdf', type: 'application/pdf', content: 'Келісім'}}});
    assert.equal(wrong.status, 422);
    assert.match(visible(wrong), /Бұл файл PDF те, сурет те емес/);
    const content = '%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n';
    const begun = await admin.post(`${card}/deletion`, {ground: 'withdrawn', note: '№ 3'}, {files: {scan: {name: 'otinish.pdf', type: 'application/pdf', content}}});
    assert.match(visible(begun), /Келісім кері қайтарылды.*Сканерленген қағаз/s);
    const [scan] = begun.text.match(/\/deletions\/\d+\/scan/);
    assert.equal((await admin.get(scan)).text, content);
    const other = await region.as('admin-west');
    assert.equal((await other.get(scan)).status, 404, 'another school');
    assert.match(visible(await operator.get('/')), /адам келісімін кері қайтарды/);
    assert.match(visible(await operator.get('/withdrawals')), new RegExp(`${row[1]}.*school-east.*18\\.02\\.2027`, 's'));
    assert.equal((await operator.get(scan)).status, 403, 'the paper stays with the school');

    // The same by the operator's command line.
    const [, second] = rosters['school-east'].learners.rows;
    const membership = (await cardOf(admin, 'learner', fullName(second, 1))).match(/\d+$/)[0];
    const login = one(region, `select a.login from core_account a join core_membership m on m.person_id = a.person_id where m.id = ${membership}`);
    const [paper, letter] = ['paper.pdf', 'letter.txt'].map((file) => path.join(region.house.folder, file));
    writeFileSync(paper, content);
    writeFileSync(letter, 'Келісім');
    const erase = ['person', 'erase', '--organisation', 'school-east', '--login', login, '--note', '№ 4'];
    for (const [given, said] of [[`${paper}.none`, /can't be read/], [letter, /neither a PDF nor a picture/]])
        assert.throws(() => region.house.run(...erase, '--withdrawn', given), ({stderr}) => said.test(stderr));
    assert.throws(() => region.house.run(...erase, '--withdrawn', paper, '--by-agreement'));
    assert.equal(one(region, 'select count(*) from core_deletion'), '1', 'nothing was begun');
    assert.match(region.house.run(...erase, '--withdrawn', paper), /erased on 2027-02-18/);
    assert.match(region.house.run('person', 'withdrawals', '--organisation=kz'), new RegExp(`withdrawn.*${second[1]}`));
    assert.match(visible(await operator.get('/withdrawals')), new RegExp(`${second[1]}.*18\\.02\\.2027`, 's'));
    const papers = (await admin.get(`/people/${membership}/data`)).text.match(/\/deletions\/\d+\/scan/);
    assert.equal((await admin.get(papers[0])).text, content);
    assert.equal(one(region, `select count(*) from core_audit where action = 'deletion.begun' and subject = 'membership:${membership}' and coalesce(person_id, 0) = 0`), '1', 'the act of the console');

    // And a copy on a written request, of what the host and the modules keep.
    const copy = path.join(region.house.folder, 'copy.zip');
    const parts = ['--login', login, '--organisation', 'school-east', '--language', 'ru'];
    assert.match(await printed(region.house, 'person', 'copy', copy, ...parts), /what school-east keeps about/);
    const files = unzip(readFileSync(copy));
    const data = JSON.parse(files['data.json']);
    assert.equal(tableOf(data, 'core', 'person').rows[0][0], second[1]);
    assert.ok(data.parts.some(({module}) => module === 'school'), 'the modules\' too');
    assert.equal(statSync(copy).mode & 0o777, 0o600);
    assert.match(await printed(region.house, 'person', 'copy', copy, '--login', 'nobody', '--organisation', 'school-east'), /is no member there/);
    assert.equal(one(region, `select count(*) from core_audit where action = 'personal_data.fetched' and subject = 'membership:${membership}' and coalesce(person_id, 0) = 0`), '1');
    await admin.get('/');
    assert.equal(region.house.process.exitCode, null, 'the host beside it goes on');
});

on('U3.7 U4.12 a profile is deleted, and erased three months later', async (region) => {
    const {admin, learner, teacher, name, card, membership} = await family(region);
    const surname = name.split(' ')[0];
    const person = one(region, `select person_id from core_membership where id = ${membership}`);
    assert.equal((await learner.post('/account/data/deletion', {note: 'x'.repeat(501)})).status, 422);
    assert.match(visible(await learner.post('/account/data/deletion', {note: 'Көшіп кетеміз', sure: 'yes'})), /Өтінішіңіз жеткізілді/);
    assert.match(visible(await learner.post('/account/data/deletion/take-back')), /Ештеңе жойылмайды/);
    await learner.post('/account/data/deletion', {note: 'Көшіп кетеміз', sure: 'yes'});
    assert.match(visible(await admin.get('/')), /адам профилін жоюды сұрайды/);
    assert.match(visible(await admin.get('/deletions')), new RegExp(`${surname}.*Растауды күтуде.*адамның өзі`, 's'));

    const other = await region.as('admin-west');
    for (const address of [`${card}/data`, `${card}/deletion`]) assert.equal((await other.post(address, {ground: 'own_request'}, redirected)).status, 404);
    assert.equal((await admin.post(`${card}/deletion`, {ground: 'none'})).status, 422);
    assert.match(visible(await admin.post(`${card}/deletion`, {ground: 'own_request'})), /Профиль жойылды.*Өшірілетін күні 18\.02\.2027/s);
    assert.match((await learner.get('/')).path, /^\/sign-in/, 'access ends at once');
    assert.match(visible(await region.browser().signIn(learner.login, password)), /Қазір сізде кіру құқығы жоқ/);
    assert.doesNotMatch((await admin.get(card)).text, /name="family_name"/, 'the data are frozen');
    assert.equal((await teacher.get(card)).status, 404, 'and not for colleagues to see');
    assert.equal((await admin.post(card, {family_name: 'Басқа', given_name: 'Біреу'}, redirected)).status, 403);

    assert.match(visible(await admin.post(`${card}/deletion/take-back`)), /Кері қайтарылды: ештеңе өшірілмейді/);
    await region.as(learner.login);
    const where = ['--login', learner.login, '--organisation', 'school-east'];
    assert.match(region.house.run('person', 'erase', ...where, '--note', '№ 12'), /erased on 2027-02-18/);
    region.house.run('person', 'restore', ...where);
    region.house.run('person', 'erase', ...where, '--note', '№ 12');
    assert.match(region.house.run('person', 'erasures'), /deleted +school-east +own_request +2027-02-18/);

    const people = () => Number(one(region, 'select count(*) from core_membership where profile = \'learner\' and valid_until is null'));
    const here = people();
    await load.importRoster(admin, 'learners', rosters['school-east'].learners.text);
    assert.equal(people(), here + 1, 'who returns by a roster is new');
    assert.match((await admin.get(`${card}/data`)).text, /deletion\/take-back/);

    await region.later(92);
    await until('the erasure', () => one(region, 'select count(*) from core_deletion where erased_at_ms is not null') === '1');
    assert.equal(one(region, `select family_name from core_person where id = ${person}`), '—');
    assert.equal(one(region, `select count(*) from core_account where login = '${learner.login}'`), '0');
    assert.equal(one(region, `select count(*) from journal_entry where learner_membership_id = ${membership}`), '0');
    assert.equal(one(region, 'select count(*) from journal_entry where mark = 9'), '1', 'the mark counts on as nobody\'s');
    assert.equal(one(region, `select count(*) from school_enrolment where learner_membership_id = ${membership}`), '0');
    assert.match(region.house.run('audit', 'verify'), /as they were sealed/);

    const list = region.house.run('person', 'erasures');
    const [deletion] = list.match(/^\d+(?=  erased)/m);
    const certificate = region.house.run('person', 'certificate', deletion);
    assert.match(certificate, /module core\n[\s\S]*core_person - anonymised 1[\s\S]*module journal\njournal_entry learner_membership_id anonymised 1[\s\S]*module school\n/);
    assert.ok(!certificate.includes(surname) && !list.includes(surname));

    const renewed = region.browser();
    await renewed.signIn('admin-east', password);
    await renewed.post('/first-login/password', {old_password: password, new_password: 'Sary arqa samal 2027', new_password_again: 'Sary arqa samal 2027'});
    const page = visible(await renewed.get(`/deletions/${deletion}`));
    assert.match(page, /Өшіру туралы анықтама.*Оқушының бағалары.*Иесіздендірілді: 1.*Жазылған күйінде/s);
    const sheet = await renewed.get(`/deletions/${deletion}/sheet`);
    assert.equal(sheet.headers.get('content-type'), 'application/pdf');
    const printed = execFileSync('pdftotext', ['-raw', '-', '-'], {input: sheet.bytes}).toString();
    assert.match(printed, /^Өшіру туралы анықтама\nҰйым\s+Шығыс мектебі[\s\S]*Иесіздендірілді: 1[\s\S]*Жазылған күйінде/);
    assert.ok(printed.replace(/\s/g, '').includes(one(region, `select certificate from core_deletion where id = ${deletion}`)) && !printed.includes(surname));
    assert.match(visible(await renewed.get(`${card}/data`)), /Өшірілді/);
    assert.equal((await renewed.post(`${card}/deletion/take-back`, {}, redirected)).status, 409);
    assert.equal(ids(await renewed.get('/deletions'), '/deletions/')[0], deletion);
});
