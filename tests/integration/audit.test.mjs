// The audit log: its chain, as the operator's commands see it; and how it is searched.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {schoolMorning} from '../../scripts/lib/clock.mjs';
import {databases} from '../support/house.mjs';
import {decode} from '../../scripts/lib/client.mjs';
import * as load from '../../scripts/lib/load.mjs';
import {Region, ids, password, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';

// Written beside the host, by somebody with the rights of the database's owner.
function write(house, statement) {
    const [program, ...args] = house.database.filter((word) => word !== '-readonly');
    execFileSync(program, [...args, statement], {stdio: 'pipe'});
}

// Ends with 1 and says why.
function refused(house, ...args) {
    try {
        house.run('audit', 'verify', ...args);
    } catch ({status, stdout, stderr}) {
        assert.equal(status, 1, String(stderr));
        return `${stdout}${stderr}`;
    }
    return assert.fail('the chain holds');
}

const waiting = (house) => Number(house.rows('select count(*) from core_audit_unsealed')[0][0]);

async function sealedByAJob({region: {house}}) {
    assert.ok(waiting(house) > 3, 'accounts were made and somebody signed in');
    const now = Date.now() + Number(process.env.KEREGE_CLOCK_OFFSET_MS);
    write(house, `insert into core_job (id, module, organisation_id, kind, job_key, payload, state, attempts, attempts_max, next_at_ms, taken,
        cancel_asked, done, total, error, created_at_ms) values (101, '', 0, 'audit.seal', '', '{}', 'waiting', 0, 5, ${now}, 0, 0, 0, 0, '', ${now})`);
    await until('the job ran', () => waiting(house) === 0);
    await until('the head is in the log', () => /sealed up to \d+:[0-9a-f]{64}/.test(house.log));
    assert.match(house.run('audit', 'verify'), /^\d+ entries are as they were sealed\n$/);
}

async function ofModules({region: {house}, admin}) {
    const page = await admin.post('/school/subjects', {name: 'Робототехника'});
    assert.equal(page.status, 200);
    assert.match(house.run('audit', 'verify'), /\n[1-9]\d* not sealed yet, the oldest of 20\d\d-/, 'the tail is named');
    assert.match(house.run('audit', 'seal'), /^[1-9]\d* sealed\n$/);
    const [[entry, number]] = house.rows(`select a.id, s.number from core_audit a join core_audit_seal s on s.audit_id = a.id
        where a.module = 'school' and a.action = 'school.subject.added' order by a.id desc limit 1`);
    const head = house.run('audit', 'head').trim();
    assert.match(house.run('audit', 'verify', `--head=${head}`), /among them those before the head kept/);
    assert.throws(() => house.run('audit', 'verify', '--head=17'), ({status}) => status === 2);
    return {entry, number, head};
}

async function edited({region: {house}}, {entry, number, head}) {
    const guard = house.database[0] === 'psql'
        ? ['alter table core_audit disable trigger core_audit_guard', 'alter table core_audit enable trigger core_audit_guard']
        : ['drop trigger core_audit_no_update', 'select 1'];
    write(house, `${guard[0]}; update core_audit set person_id = person_id + 1 where id = ${entry}; ${guard[1]}`);
    const words = refused(house);
    assert.match(words, new RegExp(`^number ${number}, entry ${entry}: the entry or its seal was changed`, 'm'));
    assert.ok(words.includes(`${Number(number) - 1} entries before the first break are as they were sealed`), words);
    assert.match(house.run('audit', 'verify', `--after=${head}`), /^0 entries are/, 'what lies before a head kept is not looked at');
    refused(house, `--head=${head}`);
}

// The lines of the page: what they say.
const lines = (page) => [...page.text.matchAll(/<tr><td class="day">([\s\S]*?)<\/tr>/g)].map((m) => decode(m[1]));
const all = (page, pattern) => {
    assert.ok(lines(page).length > 0, `${page.path} is empty`);
    for (const line of lines(page)) assert.match(line, pattern);
};

async function search({region, admin}) {
    await admin.post('/school/subjects', {name: '=1+HYPERLINK("x")'});
    await admin.get('/people?kind=learner');
    const learner = ids(admin.page, '/people/')[0];
    await admin.get(`/people/${learner}`);
    const name = decode(admin.page.text.match(/<h1>([^<]*)<\/h1>/)[1]);
    const surname = name.split(' ')[0];
    const form = Object.fromEntries([...admin.page.text.matchAll(/<input id="(\w+)"[^>]*value="([^"]*)"/g)].map((m) => [m[1], decode(m[2])]));
    assert.equal((await admin.post(`/people/${learner}`, {...form, sex: 'male', phone: '+77011234567'})).status, 200);

    let page = await admin.get('/audit?kind=roster.applied');
    all(page, /Тізім жүктелді/);
    assert.equal(lines(page).length, 2);
    assert.match(page.text, /<option value="roster.applied" selected>Тізім жүктелді/);
    assert.match(page.text, /<option value="school.subject.added" >Пән қосылды/, 'deeds of modules are among the kinds');
    page = await admin.get('/audit?kind=school.subject.added');
    all(page, /Пән қосылды/);
    assert.match(lines(page)[0], /<td>=1\+HYPERLINK\("x"\)<\/td>/, 'a deed of a module by its name');

    page = await admin.get(`/audit?about=${learner}`);
    all(page, new RegExp(`<a href="/people/${learner}">${surname}|<a href="/people\\?kind=learner">Оқушылар|Тізім жүктелді|Тізім файлы қабылданды`));
    assert.equal(lines(page).filter((line) => /Тізім жүктелді/.test(line)).length, 1, 'the import that brought them');
    assert.ok(visible(page).includes(`Кімге қатысты: ${name}`), 'who was chosen');
    all(await admin.get(`/audit?${new URLSearchParams({whom: name, kind: 'person.edited'})}`), /Жеке деректер өзгертілді/);
    page = await admin.get('/audit?whom=а');
    assert.equal(lines(page).length, 0, 'one of them has to be chosen first');
    assert.match((await admin.get('/audit/table?whom=а')).text, /<a href="\/audit\?about=/);
    assert.ok(visible(page).includes('Осылардың қайсысы?'));
    assert.match(page.text, /<a href="\/audit\?about=\d+">[^<]+<\/a> <span class="help">7[АБ]/);
    assert.ok(visible(await admin.get('/audit?who=Ешкім')).includes('Мұндай аты-жөні бар адам табылмады. «Ешкім»'));

    const [[by]] = region.house.rows("select person_id from core_account where login = 'admin-east'");
    page = await admin.get(`/audit?person=${by}&kind=person.edited`);
    all(page, /Шығыс Әкімшісі[\s\S]*Жеке деректер өзгертілді/);
    assert.equal((await admin.get('/audit?about=1')).status, 404);
}

// What was looked at: papers with passwords, lists with names, the log itself; and who went.
async function looks({region, admin}) {
    const count = (action, subject = '') => Number(region.house.rows(`select count(*) from core_audit where action = '${action}' and subject like '${subject}%'`)[0][0]);
    const before = count('audit.viewed');
    const operator = await region.as('operator');
    for (let i = 0; i < 3; i += 1) await operator.get('/audit');
    assert.equal(count('audit.viewed'), before + 1, 'once an hour');
    assert.match(visible(operator.page), /Өзгерістер журналы ашылды/);
    await load.printSlips(admin, 'employee');
    assert.ok(count('slips.fetched', 'batch:') > 0);

    assert.equal((await operator.get('/restrictions')).status, 200);
    assert.equal(count('list.viewed', 'list:'), 0, 'nobody stands in it');
    const [login] = region.house.rows("select a.login from core_account a join core_membership m on m.person_id = a.person_id where m.profile = 'learner' order by 1").flat();
    assert.equal((await operator.post('/restrictions', {login, level: 'restricted', reason: '6.4', password})).status, 200);
    await operator.get('/restrictions');
    await operator.get('/restrictions');
    assert.equal(count('list.viewed', 'list:restrictions'), 1);
    await operator.post('/sign-out');
    assert.equal(count('session.signed_out', 'person:'), 1);
}

async function days({admin}) {
    const today = lines(await admin.get('/audit')).length;
    assert.ok(today > 0);
    const held = schoolMorning.slice(0, 10);
    assert.equal(lines(await admin.get(`/audit?from=${held}&until=${held}`)).length, today, 'all of it is of today');
    assert.equal(lines(await admin.get('/audit?from=2099-01-01')).length, 0);
    assert.ok(visible(admin.page).includes('Мұндай өзгеріс болған жоқ'));
    assert.equal(lines(await admin.get('/audit?until=2001-01-01')).length, 0);
    const wrong = await admin.get('/audit?from=31.02.2026');
    assert.equal(wrong.status, 422);
    assert.ok(visible(wrong).includes('Күнді 31.12.2026 түрінде жазыңыз.'));
}

async function beneath({region}) {
    const operator = await region.as('operator');
    const page = await operator.get('/audit');
    assert.ok(lines(page).some((line) => /Шығыс мектебі/.test(line) && /Жеке деректер өзгертілді/.test(line)), 'of a school beneath');
    const [[school]] = region.house.rows("select id from core_organisation where code = 'school-east'");
    assert.ok(lines(await operator.get(`/audit?organisation=${school}`)).length > 3);
    assert.ok(visible(page).includes('Ұйым'), 'a column says where');
    const west = await region.as('admin-west');
    const seen = await west.get('/audit');
    assert.ok(lines(seen).length > 0);
    assert.ok(!lines(seen).some((line) => /Шығыс/.test(line)), 'nothing of another school');
    assert.equal((await west.get(`/audit?organisation=${school}`)).status, 404);
}

async function table({admin}) {
    const page = await admin.get('/audit/table?kind=school.subject.added');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type'), /^text\/csv; charset=utf-8/);
    assert.match(page.headers.get('content-disposition'), /^attachment; filename="audit-20\d\d-\d\d-\d\d\.csv"$/);
    const [heading, ...rows] = page.text.replace(/^\uFEFF/, '').split('\r\n').filter(Boolean);
    assert.equal(heading, '"Қашан";"Ұйым";"Кім";"Әрекет";"Неге қатысты";"Мәлімет";"Нөмірі"');
    assert.equal(rows.length, 2);
    assert.ok(rows[0].includes(`;"Пән қосылды";"'=1+HYPERLINK(""x"")";`), rows[0]);
    assert.ok(lines(await admin.get('/audit')).some((line) => /Өзгерістер журналы жүктеп алынды/.test(line)), 'that is noted too');
}

for (const database of databases) {
    test(`U3.4: the audit log is a chain on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = {region, admin: await region.fill('school-east')};
            let sealed;
            await t.test('a job seals what waits', () => sealedByAJob(state));
            await t.test('entries of modules are in it', async () => { sealed = await ofModules(state); });
            await t.test('it is searched by person, deed and whom it concerns', () => search(state));
            await t.test('it is searched by days', () => days(state));
            await t.test('what was looked at is in it', () => looks(state));
            await t.test('operators see what is beneath them, others their own', () => beneath(state));
            await t.test('it is taken along as a table', () => table(state));
            await t.test('an edited entry is named', () => edited(state, sealed));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
