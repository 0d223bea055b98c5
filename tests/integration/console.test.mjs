// The operator's console: what the command line can do the pages can, and the other way round.
import assert from 'node:assert/strict';
import {execFile, execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {Browser, formOf, withFields} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, databases, root} from '../support/house.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';

const password = 'Dala samal terek 27';
const until = async (what, good) => {
    for (let tries = 0; tries < 300; tries += 1) {
        const found = await good();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail(`in vain waited for: ${what}`);
};
const run = promisify(execFile);
// A command that talks to the server in this process must not be waited for.
const printed = (house, ...args) => run(house.kerege[0], [...house.kerege.slice(1), ...args]).then(({stdout}) => stdout, (error) => error.stdout + error.stderr);
const head = {family_name: 'Ahmetov', given_name: 'Dias', patronymic: '', position: 'Head', phone: '+7 701 123 45 67', email: 'dias@mail.example', locale: 'en'};

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`the console of the operator (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const house = new House({
            database,
            yaml: `public_url: http://kerege.example\npasswords: {memory_kib: 64, passes: 1}\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: kerege@mail.example}\n`,
        });
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            const make = (login, profile, more = {}) => createAccount(house.kerege, {organisation: 'kz', login, profile, name: 'Seitova Aizhan', language: 'en', ...more}, password);
            make('operator', 'operator');
            make('second', 'operator');
            make('director', 'employee', {organisation: 'school-1', role: 'administrator', name: 'Omarov Daniyar'});
            await house.start();
            const as = async (login) => {
                const browser = new Browser(house.address, 'en');
                await browser.signIn(login, password);
                return browser;
            };
            const operator = await as('operator');
            await fromAFile(house, operator, sink);
            await withItsHead(house, operator, sink);
            await onTheCommandLine(house, sink);
            await intoAccounts(house, operator, as);
            await triesTheServer(house, operator, sink);
            await modules(house, operator);
            await health(operator);
            await chain(house, operator);
        } finally {
            await house.remove();
            await sink.stop();
        }
    });
}

const fileOf = (house, lines) => {
    const name = `${house.folder}/schools.yaml`;
    writeFileSync(name, `organisations:\n${lines.join('')}`);
    return [name];
};

// K4.1: in bulk from a file, the administrators too.
async function fromAFile(house, operator, sink) {
    const page = '/organisations/file';
    assert.match((await operator.get('/organisations')).text, /href="\/organisations\/file"/);
    const look = async (content) => operator.post(page, {answer: 'look'}, {files: {file: {name: 'tree.yaml', content}}});
    await operator.get(page);
    assert.equal((await operator.post(page, {answer: 'look'})).status, 422, 'no file');

    let shown = await look('organisations:\n  - [\n');
    assert.equal(shown.status, 422);
    assert.match(shown.text, /can&#39;t be read|can't be read/);
    shown = await look(`organisations:
  - {code: f-1, parent: kz-zhetisu, kind: school, bin: "1", name: {kk: Бір}}
  - {code: f-2, parent: nowhere, kind: school, name: {kk: Екі}}
  - {code: f-3, parent: kz-zhetisu, kind: school, name: {kk: Үш}, administrator: {family_name: A, given_name: B, position: Head, email: x, phone: "+7 701 123 45 67"}}
`);
    assert.equal(shown.status, 422);
    for (const said of [/<th scope="row">2<\/th><td><code>f-1<\/code><\/td><td class="wrap">BIN: This is not a valid BIN/, /<th scope="row">3<\/th>[^]*No organisation has the code nowhere/, /<th scope="row">4<\/th>[^]*E-mail: /])
        assert.match(shown.text, said, 'all faults at once, by row');
    assert.doesNotMatch(shown.text, /<a href="#">/, 'what is wrong in the file is no field of the form');
    assert.doesNotMatch(house.run('org', 'list'), /f-1|f-3/);

    const good = `organisations:
  - {code: f-1, parent: kz-zhetisu, kind: school, name: {kk: Бір}}
  - {code: f-3, parent: kz-zhetisu, kind: school, name: {kk: "Үш & төрт"}, administrator: {family_name: Bulat, given_name: Asan, position: Head, email: asan@mail.example, phone: "+7 701 123 45 67", language: en}}
`;
    shown = await look(good);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /<strong>2<\/strong> created/);
    assert.match(shown.text, /Bulat Asan[^]*asan@mail\.example/);
    assert.doesNotMatch(house.run('org', 'list'), /f-1/, 'only looked at');
    const fields = formOf(shown, page);
    let saved = await operator.post(page, [...withFields(fields, {password: 'wrong'}), ['answer', 'save']]);
    assert.equal(saved.status, 422, 'letters that open accounts ask for the own password');
    assert.doesNotMatch(house.run('org', 'list'), /f-1/);
    saved = await operator.post(page, [...withFields(formOf(saved, page), {password}), ['answer', 'save']]);
    assert.match(saved.text, /Created: 2, changed: 0, letters to administrators: 1/);
    assert.match(saved.text, /<h1>Letters to first administrators<\/h1>[^]*1 letter with a login is on its way/, 'a few are made at once');
    assert.match(house.run('org', 'list'), /f-3 +school +Үш & төрт/);
    await until('the letter', () => sink.letters.find(({to}) => to === 'asan@mail.example'));

    // Thousands would be: nobody waits for their hashes.
    const schools = Array.from({length: 120}, (_, i) => `  - {code: g-${i}, parent: kz-zhetisu, kind: school, name: {kk: "Мектеп ${i}"}, administrator: {family_name: Bulat, given_name: Asan, position: Head, email: head${i}@mail.example, phone: "+7 701 123 45 67", language: kk}}\n`);
    shown = await look(`organisations:\n${schools.join('')}`);
    assert.match(shown.text, /head49@mail\.example[^]*and 70 more/);
    assert.doesNotMatch(shown.text, /head50@mail\.example<\/span>/);
    saved = await operator.post(page, [...withFields(formOf(shown, page), {password}), ['answer', 'save']]);
    assert.match(saved.text, /letters to administrators: 120/);
    assert.match(saved.text, /id="progress"/, 'and shows how far it is');
    const [href] = saved.text.match(/\/organisations\/file\/letters\/\d+/);
    await until('all letters', async () => /120 letters with logins are on their way/.test((await operator.get(href)).text));
    assert.match((await operator.get(page)).text, new RegExp(`href="${href}"[^]*120 of 120 people`));
    assert.deepEqual(house.rows("select count(*), count(distinct a.password_hash), count(distinct a.login) from core_account a join core_person p on p.id = a.person_id where p.email like 'head%'"), [['120', '120', '120']]);
    await until('the letters', () => sink.letters.filter(({to}) => /^head\d+@/.test(to)).length === 120);
    assert.deepEqual(house.rows("select count(distinct l.organisation_id) from core_audit l join core_organisation o on o.id = l.organisation_id where o.code like 'g-%' and l.action = 'password.issued'"), [['120']]);
    assert.match(house.run('org', 'import', ...fileOf(house, schools)), /g-0: has an administrator already/);

    const tree = await operator.request('GET', `${page}/export`);
    assert.match(tree.headers['content-disposition'] ?? tree.headers.get?.('content-disposition') ?? '', /organisations\.yaml/);
    assert.match(tree.text, /code: "?f-3/);
    shown = await look(tree.text);
    assert.match(shown.text, /changes nothing/, 'what was taken along changes nothing');
    const stranger = await look('organisations:\n  - {code: other-top, kind: ministry, name: {kk: Басқа}}\n');
    assert.equal(stranger.status, 422);
    assert.match(stranger.text, /outside of your own tree/);
}

// K4.1: an organisation and its first administrator in one step.
async function withItsHead(house, operator, sink) {
    const [[region]] = house.rows("select id from core_organisation where code = 'kz-zhetisu'");
    const form = `/organisations/${region}/new`;
    assert.match((await operator.get(form)).text, /\?administrator=yes/);
    let page = await operator.get(`${form}?administrator=yes`);
    const typed = {...head, administrator: 'yes', kind: 'school', code: 'N 1', name_kk: 'Жаңа', password, email: 'dias'};
    page = await operator.post(form, withFields(formOf(page, form), {...typed, password: 'wrong'}));
    assert.equal(page.status, 422);
    assert.match(page.text, /id="password-error"/);
    page = await operator.post(form, withFields(formOf(page, form), typed));
    assert.equal(page.status, 422);
    assert.match(page.text, /id="code-error"/);
    assert.match(page.text, /id="email-error"/, 'both are looked at at once');
    assert.match(page.text, /value="Ahmetov"/, 'nothing typed is lost');
    page = await operator.post(form, withFields(formOf(page, form), {...typed, code: 'n-1', email: 'dias@mail.example'}));
    assert.equal(page.status, 200);
    assert.match(page.text, /in preparation/);
    assert.match(house.run('org', 'list'), /n-1 .*\(preparation\)/);
    const letter = await until('the letter', () => sink.letters.find(({to}) => to === 'dias@mail.example'));
    assert.match(letter.text, /ahmetov\.dias/);
    assert.deepEqual(house.rows("select count(*) from core_organisation where code = 'N 1'"), [['0']]);
}

async function onTheCommandLine(house, sink) {
    assert.match(house.run('org', 'add', 'c-1', 'school', '--parent=kz-zhetisu', '--name-kk=Бір', '--bin=160340016781'), /c-1 is there/);
    assert.match(house.run('org', 'edit', 'c-1', '--name-ru=Первая', '--address-kk=Абай к., 1'), /c-1 is changed/);
    assert.match(house.run('org', 'edit', 'c-1', '--name-ru=Первая'), /as it was/);
    const shown = house.run('org', 'show', 'c-1');
    for (const said of [/name kk +Бір/, /name ru +Первая/, /bin +160340016781/, /address kk +Абай к\., 1/]) assert.match(shown, said);
    assert.match(await printed(house, 'org', 'edit', 'c-1', '--bin=1'), /not a valid BIN/);
    const args = ['--parent=kz-zhetisu', '--name-kk=Екі', '--name=Omar Ali', '--position=Head', '--phone=+77011234567'];
    assert.match(await printed(house, 'org', 'add', 'c-2', 'school', ...args, '--email=no'), /email/);
    assert.doesNotMatch(house.run('org', 'list'), /c-2/, 'both or neither');
    assert.match(await printed(house, 'org', 'add', 'c-2', 'school', ...args, '--email=omar@mail.example'), /omar\.ali is its administrator/);
    await until('the letter', () => sink.letters.find(({to}) => to === 'omar@mail.example'));
    assert.match(house.run('audit', 'list', '--organisation=kz', '--action=organisation.created'), /organisation\.created/);
    assert.equal(house.run('audit', 'list', '--organisation=c-2', '--login=operator'), '');
    assert.equal(house.run('person', 'withdrawals', '--organisation=kz'), '');
}

async function intoAccounts(house, operator, as) {
    const page = '/accounts';
    const director = await as('director');
    let shown = await operator.get(`${page}?login=nobody`);
    assert.match(shown.text, /no such login/);
    shown = await operator.get(`${page}?login=director`);
    assert.match(shown.text, /Omarov Daniyar/);
    assert.match(shown.text, /End all sessions/);
    let done = await operator.post(page, {login: 'director', password: 'wrong', answer: 'sessions'});
    assert.equal(done.status, 422);
    assert.equal((await director.get('/account')).path, '/account', 'nothing was ended');
    done = await operator.post(page, {login: 'director', password, answer: 'sessions'});
    assert.match(done.text, /1 session ended/);
    assert.match((await director.get('/account')).path, /^\/sign-in/);
    done = await operator.post(page, {login: 'director', password, answer: 'password'});
    const [, fresh] = done.text.match(/Temporary password<\/dt><dd><code>([a-z0-9-]+)</) ?? assert.fail(done.text);
    const again = new Browser(house.address, 'en');
    assert.match((await again.signIn('director', fresh)).path, /^\/first-login/);
    assert.doesNotMatch((await operator.get(`${page}?login=director`)).text, new RegExp(fresh), 'it is shown once');
    assert.equal((await operator.post(page, {login: 'second', password, answer: 'password'})).status, 403, 'another operator');
    assert.equal((await operator.post(page, {login: 'operator', password, answer: 'sessions'})).status, 403, 'oneself');
    const [[ministry]] = house.rows("select id from core_organisation where code = 'kz'");
    const form = `/organisations/${ministry}/account`;
    assert.match((await operator.get(`/organisations/${ministry}`)).text, new RegExp(`href="${form}"`));
    shown = await operator.get(form);
    assert.deepEqual([...shown.text.matchAll(/<option value="(\w+)"[^>]*>(?:Official|Admin)/g)].map((m) => m[1]), ['ministry', 'employee']);
    const typed = {profile: 'ministry', family_name: 'Omar', given_name: 'Ali', locale: 'en', password};
    assert.equal((await operator.post(form, {...typed, password: 'wrong'})).status, 422);
    assert.equal((await operator.post(form, {...typed, profile: 'operator'})).status, 422, 'operators are made at the machine');
    assert.equal((await operator.post(form, {...typed, given_name: ''})).status, 422);
    done = await operator.post(form, withFields(formOf(shown, form), typed));
    const [, login, temporary] = done.text.match(/Login<\/dt><dd><code>([^<]+)<[^]*Temporary password<\/dt><dd><code>([^<]+)</) ?? assert.fail(done.text);
    const official = new Browser(house.address, 'en');
    assert.match((await official.signIn(login, temporary)).path, /^\/first-login/);
    const log = await operator.get('/audit?kind=sessions.ended_for');
    assert.match(log.text, /ended by the operator/);
}

async function triesTheServer(house, operator, sink) {
    await operator.get('/mail');
    assert.equal((await operator.post('/mail/test', {email: 'no address'})).status, 422);
    const page = await operator.post('/mail/test', {email: 'probe@mail.example'});
    assert.match(page.text, /on its way/);
    const letter = await until('the letter', () => sink.letters.find(({to}) => to === 'probe@mail.example'));
    assert.match(letter.text, /has arrived/);
    assert.match((await operator.get('/audit?kind=mail.tested')).text, /try the mail server/);
}

async function modules(house, operator) {
    const page = '/modules/file';
    assert.match((await operator.get('/modules')).text, /href="\/modules\/file"/);
    const look = async (content) => operator.post(page, {answer: 'look'}, {files: {file: {name: 'modules.yaml', content}}});
    await operator.get(page);
    let shown = await look('modules:\n  - organisation: kz-zhetisu\n    on: [journl]\n  - organisation: nowhere\n    off: [journal]\n  - organisation: school-1\n    settings:\n      journal: {weekly_letter: perhaps}\n');
    assert.equal(shown.status, 422);
    for (const said of [/<th scope="row">3<\/th>[^]*There is no such module/, /<th scope="row">5<\/th>[^]*No organisation has the code nowhere/, /<th scope="row">8<\/th>/]) assert.match(shown.text, said);
    const good = 'modules:\n  - organisation: school-1\n    off: [journal]\n    settings:\n      journal: {weekly_letter: true}\n';
    shown = await look(good);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /<strong>1<\/strong> switches of modules/);
    assert.match(house.run('module', 'show', 'journal', '--organisation=school-1'), /: on/, 'only looked at');
    shown = await operator.post(page, [...formOf(shown, page), ['answer', 'save']]);
    assert.match(shown.text, /holds now/);
    assert.match(house.run('module', 'show', 'journal', '--organisation=school-1'), /: off[^]*weekly_letter = 1/);
    assert.match((await operator.get('/audit?kind=setting.set')).text, /Seitova/);
    assert.match(await printed(house, 'module', 'apply', '/no/such/file'), /can't be read/);
}

async function health(operator) {
    const page = await operator.get('/installation');
    assert.equal(page.status, 200);
    for (const said of [/the database answers: /, /the mail server 127\.0\.0\.1:\d+ has refused nothing lately/, /badge good">Serves/, /in the host/]) assert.match(page.text, said);
    await operator.post('/language', {locale: 'kk', next: '/installation'});
    assert.match(operator.page.text, /дерекқор жауап береді/);
    await operator.post('/language', {locale: 'en', next: '/installation'});
}

// Written beside the host, by somebody with the rights of the database's owner.
function write(house, statement) {
    const [program, ...args] = house.database.filter((word) => word !== '-readonly');
    execFileSync(program, [...args, statement], {stdio: 'pipe'});
}

async function chain(house, operator) {
    const page = '/audit/chain';
    assert.match((await operator.get('/audit')).text, /href="\/audit\/chain"/);
    assert.match((await operator.get(page)).text, /Nobody has looked yet/);
    assert.match((await operator.post(`${page}/seal`, {})).text, /Entries sealed: [1-9]/);
    const kept = (await operator.get(page)).text.match(/<code>(\d+:[0-9a-f]{64})<\/code>/)[1];
    assert.equal((await operator.post(page, {kept_head: '17'})).status, 422);
    await operator.post(page, {kept_head: kept});
    await until('the result', async () => /All entries are as they were sealed: [1-9]/.test((await operator.get(page)).text));
    const [[entry, number]] = house.rows("select audit_id, number from core_audit_seal where number = 2");
    const guard = house.database[0] === 'psql'
        ? ['alter table core_audit disable trigger core_audit_guard', 'alter table core_audit enable trigger core_audit_guard']
        : ['drop trigger core_audit_no_update', 'select 1'];
    write(house, `${guard[0]}; update core_audit set person_id = 4711 where id = ${entry}; ${guard[1]}`);
    await operator.post(page, {kept_head: ''});
    const shown = await until('the break', async () => {
        const {text} = await operator.get(page);
        return /The log was changed/.test(text) && text;
    });
    assert.match(shown, new RegExp(`<th scope="row">${number}</th><td>${entry}</td>[^]*was changed`));
    assert.match((await operator.get('/audit?kind=audit.verified')).text, /as it was written/);
}

// K4.1: without a mail server the operator hands slips out, of all or of a region.
for (const database of databases.filter((name) => !name.includes('workers')))
    test(`first administrators of a file come by slips where there is no mail (${database})`, async () => {
        const house = new House({database, yaml: 'passwords: {memory_kib: 64, passes: 1}\n'});
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            for (const [login, organisation] of [['operator', 'kz'], ['second', 'kz'], ['beneath', 'kz-zhetisu']])
                createAccount(house.kerege, {organisation, login, profile: 'operator', name: 'Seitova Aizhan', language: 'en'}, password);
            await house.start();
            const [operator, second, beneath] = await Promise.all(['operator', 'second', 'beneath'].map(async (login) => {
                const browser = new Browser(house.address, 'en');
                await browser.signIn(login, password);
                return browser;
            }));
            const page = '/organisations/file';
            await operator.get(page);
            const line = (i, parent) => `  - {code: s-${i}, parent: ${parent}, kind: school, name: {kk: "Мектеп № ${i}", en: "School No. ${i}"}, administrator: {family_name: Bulat, given_name: Asan${i}, position: Head, email: h${i}@mail.example, phone: "+7 701 123 45 67", language: kk}}\n`;
            const file = `organisations:\n  - {code: kz-abai, parent: kz, kind: region, name: {kk: Абай, en: Abai}}\n${[1, 2].map((i) => line(i, 'kz-zhetisu')).join('')}${line(3, 'kz-abai')}`;
            const shown = await operator.post(page, {answer: 'look'}, {files: {file: {name: 'tree.yaml', content: file}}});
            assert.match(shown.text, /No mail server is configured: you fetch their slips/);
            const saved = await operator.post(page, [...withFields(formOf(shown, page), {password}), ['answer', 'save']]);
            assert.match(saved.text, /slips for administrators: 3[^]*PDF of all[^]*<a href="[^"]*part=\d+" download>[^<]*<\/a> \(2\)[^]*Abai<\/a> \(1\)/);
            const path = saved.path.split('?')[0];
            assert.equal((await second.get(path)).status, 404, 'who asked for them fetches them');
            assert.equal((await beneath.get(path)).status, 404);
            const words = (sheets) => execFileSync('pdftotext', ['-raw', '-', '-'], {input: sheets.bytes}).toString();
            const [, part] = saved.text.match(/href="([^"]*part=\d+)" download>Abai/);
            const abai = words(await operator.get(part));
            assert.match(abai, /School No\. 3/);
            assert.doesNotMatch(abai, /School No\. 1/);
            const all = words(await operator.get(`${path}/pdf`));
            for (const i of [1, 2, 3]) assert.match(all, new RegExp(`School No\\. ${i}`));
            const secret = (text, i) => text.match(new RegExp(`School No\\. ${i}\\s[^]*?bulat\\.asan${i}\\s+Temporary password\\s+(\\S+)`))[1];
            const first = secret(all, 1);
            const head1 = new Browser(house.address, 'kk');
            assert.equal((await head1.firstLogin('bulat.asan1', first, 'Qyzyl alma baqta 27')).status, 200);
            await operator.get(path);
            await operator.post(`${path}/forget`);
            assert.match((await operator.get(path)).text, /thrown away/);
            // Lost ones are made anew, where nobody has signed in.
            assert.match((await operator.get(page)).text, /2 administrators have logins that nobody has used/);
            assert.equal((await operator.post('/organisations/file/slips', {password: 'wrong'})).status, 422);
            await operator.get(page);
            const again = await operator.post('/organisations/file/slips', {password});
            assert.match(again.text, /PDF of all/);
            const others = words(await operator.get(`${again.path.split('?')[0]}/pdf`));
            assert.doesNotMatch(others, /School No\. 1\s/);
            assert.notEqual(secret(others, 2), secret(all, 2));
            assert.match(await printed(house, 'org', 'import', ...fileOf(house, [line(9, 'kz')])), /no mail server/, 'the command line has letters alone');
        } finally {
            await house.remove();
        }
    });
