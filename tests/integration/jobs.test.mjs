// Work beside requests as the operator meets it: the page, its buttons, and the commands.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {databases} from '../support/house.mjs';
import {Region, visible} from '../support/region.mjs';

const hour = 3_600_000;

// Written beside the host, as another one would.
function write(house, statement) {
    const [program, ...args] = house.database.filter((word) => word !== '-readonly');
    execFileSync(program, [...args, statement], {stdio: 'pipe'});
}

function addJob(house, id, {module = '', organisation = 0, kind, state, error = '', reason = '', inMs = 0}) {
    const now = Date.now() + Number(process.env.KEREGE_CLOCK_OFFSET_MS);
    const ended = state === 'failed' ? now : 'null';
    write(house, `insert into core_job (id, module, organisation_id, kind, job_key, payload, state, attempts, attempts_max, next_at_ms, taken,
        cancel_asked, done, total, error, reason, created_at_ms, finished_at_ms)
        values (${id}, '${module}', ${organisation}, '${kind}', '', '{}', '${state}', 2, 5, ${now + inMs}, 0, 0, 3, 20, '${error}', '${reason}', ${now}, ${ended})`);
}

const stateOf = (house, id) => house.rows(`select state from core_job where id = ${id}`)[0]?.[0];

async function becomes(house, id, state) {
    for (let i = 0; i < 100 && stateOf(house, id) !== state; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(stateOf(house, id), state);
}

async function page({region, operator}) {
    const [[school]] = region.house.rows("select id from core_organisation where code = 'school-east'");
    addJob(region.house, 101, {module: 'school', organisation: school, kind: 'gone', state: 'failed', error: 'no <paper>'});
    addJob(region.house, 102, {kind: 'sessions.expired', state: 'waiting', reason: 'host_lost', inMs: hour});
    const shown = visible(await operator.get('/jobs'));
    for (const word of ['Фондық тапсырмалар', 'Шығыс мектебі', 'Мерзімі өткен сеанстарды жою']) assert.ok(shown.includes(word), word);
    assert.ok(operator.page.text.includes('no &lt;paper&gt;'), 'the reason');
    assert.ok(shown.includes('Оны орындап жатқан сервер тоқтады'), 'the host says why in the reader’s language');
    for (const [locale, ...words] of [['ru', 'Удаление истёкших сеансов', 'Сервер, выполнявший его, остановился'], ['en', 'Delete expired sessions', 'The host that ran it ended']]) {
        await operator.post('/language', {locale, next: '/jobs'});
        for (const word of words) assert.ok(visible(operator.page).includes(word), word);
    }
    await operator.post('/language', {locale: 'kk', next: '/jobs'});
    assert.match(visible(await operator.get('/')), /Сәтсіз: 1/);
}

async function buttons({region, operator}) {
    const {house} = region;
    await operator.get('/jobs');
    assert.equal((await operator.post('/jobs/101/retry', {_csrf: 'x'}, {follow: false})).status, 403);
    assert.equal(stateOf(house, 101), 'failed');
    assert.equal((await operator.post('/jobs/101/retry', {})).path, '/jobs');
    assert.equal(stateOf(house, 101), 'waiting', 'of a kind nobody knows');
    assert.equal((await operator.post('/jobs/101/cancel', {})).path, '/jobs');
    assert.equal(stateOf(house, 101), 'cancelled');
    assert.equal((await operator.post('/jobs/101/cancel', {}, {follow: false})).status, 409);
    assert.equal((await operator.post('/jobs/4711/retry', {}, {follow: false})).status, 404);
    await operator.get('/jobs');
    await operator.post('/jobs/102/retry', {});
    await becomes(house, 102, 'done');
    const audit = visible(await operator.get('/audit'));
    assert.match(audit, /Фондық тапсырма қайталанды/);
    assert.match(audit, /Фондық тапсырма тоқтатылды/);
}

async function others({region}) {
    const admin = await region.as('admin-east');
    assert.equal((await admin.get('/jobs')).status, 403);
    await admin.get('/');
    assert.equal((await admin.post('/jobs/101/retry', {}, {follow: false})).status, 403);
}

async function commands({region}) {
    const {house} = region;
    addJob(house, 103, {kind: 'sessions.expired', state: 'failed', error: 'no disk'});
    addJob(house, 104, {kind: 'rosters.old', state: 'waiting', inMs: hour});
    const listed = house.run('job', 'list');
    assert.match(listed, /103 +failed +kerege sessions\.expired .*attempt 2 of 5 .*no disk/);
    assert.match(listed, /104 +waiting +kerege rosters\.old .*due \d{4}-/);
    assert.match(listed, /1 failed/);
    house.run('job', 'retry', '103');
    await becomes(house, 103, 'done');
    house.run('job', 'cancel', '104');
    assert.equal(stateOf(house, 104), 'cancelled');
    assert.throws(() => house.run('job', 'cancel', '104'), /ended/);
    assert.throws(() => house.run('job', 'retry', 'all'), /number/);
}

// A host was killed while it ran the job: nobody renews its lease.
async function takeover({region}) {
    addJob(region.house, 105, {kind: 'rosters.old', state: 'running', inMs: -1000});
    await becomes(region.house, 105, 'done');
    assert.deepEqual(region.house.rows('select attempts from core_job where id = 105'), [['3']]);
}

for (const database of databases) {
    test(`background jobs on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            const state = {region, operator: await region.as('operator')};
            await t.test('the operator sees what waits and what failed', () => page(state));
            await t.test('and tries again or cancels', () => buttons(state));
            await t.test('nobody else does', () => others(state));
            await t.test('the same by commands', () => commands(state));
            await t.test('a job of a host that died is begun anew', () => takeover(state));
        } finally {
            await region.close();
        }
    });
}
