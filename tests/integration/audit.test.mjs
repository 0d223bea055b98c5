// The audit log: its chain, as the operator's commands see it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {databases} from '../support/house.mjs';
import {Region} from '../support/region.mjs';

// Written beside the host, by somebody with the rights of the database's owner.
function write(house, statement) {
    const [program, ...args] = house.database.filter((word) => word !== '-readonly');
    execFileSync(program, [...args, statement], {stdio: 'pipe'});
}

async function until(what, seen) {
    for (let i = 0; i < 200; i += 1) {
        if (seen()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(what);
}

// Ends with 1 and says why.
function refused(house, ...args) {
    try {
        house.run('audit', 'verify', ...args);
    } catch ({status, stderr}) {
        assert.equal(status, 1, String(stderr));
        return String(stderr);
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
    assert.ok(words.includes(`broken at number ${number}, entry ${entry}: `), words);
    assert.ok(words.includes(`${Number(number) - 1} entries before it are as they were sealed`), words);
    refused(house, `--head=${head}`);
}

for (const database of databases) {
    test(`U3.4: the audit log is a chain on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = {region, admin: await region.fill('school-east')};
            let sealed;
            await t.test('a job seals what waits', () => sealedByAJob(state));
            await t.test('entries of modules are in it', async () => { sealed = await ofModules(state); });
            await t.test('an edited entry is named', () => edited(state, sealed));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
