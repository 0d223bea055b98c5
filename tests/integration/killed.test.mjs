// A host whose process is killed (SIGKILL) in the middle of long work: another start goes on where it stopped, nothing is
// lost and nothing is done twice. On both databases.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databaseKinds} from '../support/house.mjs';
import {Region, learnersOf, password, rosters} from '../support/region.mjs';

const kMinuteMs = 60_000;
const kDayMs = 24 * 60 * kMinuteMs;

const on = (name, yaml, work) => {
    for (const database of databaseKinds)
        test(`${name} (${database})`, async (t) => {
            const before = process.env.KEREGE_CLOCK_OFFSET_MS;
            const region = await Region.open({database, yaml});
            try {
                await work(region, t);
            } finally {
                process.env.KEREGE_CLOCK_OFFSET_MS = before;
                await region.close();
            }
        });
};

const count = (region, statement) => Number(region.house.rows(statement)[0][0]);

// As soon as it is so: no pause between looks, for what is waited for is over in a moment.
const until = async (what, good) => {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
        if (await good()) return;
        await new Promise((resolve) => setImmediate(resolve));
    }
    assert.fail(`in vain waited for: ${what}`);
};

async function kill(region) {
    assert.deepEqual(await region.house.stop('SIGKILL'), {code: null, signal: 'SIGKILL'});
}

// A host that begins so much later: what waits for another attempt is due.
async function startLater(region, ms) {
    process.env.KEREGE_CLOCK_OFFSET_MS = String(Number(process.env.KEREGE_CLOCK_OFFSET_MS) + ms);
    await region.house.start();
}

const kPeople = 120;
const staffOf = ({heading, rows}) => {
    const letters = 'АӘБВГҒДЕЖЗ';
    const staff = Array.from({length: kPeople}, (_, i) => rows[0].map((value, column) => (column === 0 ? `Тест${letters[i % 10]}${letters[Math.floor(i / 10) % 10]}${i < 100 ? '' : 'н'}` : [6, 7].includes(column) ? '' : value)));
    return [heading, ...staff.map((row) => row.join(';'))].join('\r\n') + '\r\n';
};

on('a batch of passwords', 'jobs: {lease_ms: 2000}\n', async (region) => {
    const {house} = region;
    await load.importRoster(await region.as('admin-east'), 'staff', staffOf(rosters['school-east'].staff));
    await house.stop();
    // Hashes as an installation makes them, so that a batch takes its time, and a key that outlives the process.
    const config = `${house.folder}/kerege.yaml`;
    writeFileSync(`${house.folder}/key`, 'k'.repeat(43));
    writeFileSync(config, `${readFileSync(config, 'utf8').replace('memory_kib: 64, passes: 1', 'memory_kib: 19456, passes: 2')}second_factor: {key_file: ${house.folder}/key}\n`);
    await house.start();

    let admin = await region.as('admin-east');
    const once = (await admin.get('/credentials')).text.match(/name="once" value="([^"]+)"/)[1];
    const asked = await admin.post('/credentials', {group: 'employee ', once, password}, {follow: false});
    const batch = asked.headers.get('location');
    assert.match(batch, /^\/credentials\/batches\/\d+$/);

    const made = () => count(region, "select count(*) from core_credential_slip where state = 'made'");
    const theirs = "from core_account a join core_person p on p.id = a.person_id where p.family_name like 'Тест%'";
    const stops = [];
    for (let round = 0; round < 2; round += 1) {
        const before = made();
        await until('some more of them', () => made() > before);
        await kill(region);
        stops.push(made());
        assert.ok(stops[round] < kPeople, `${stops[round]} were made before it was killed`);
        assert.equal(count(region, `select count(*) ${theirs} and a.password_hash is not null`), stops[round], 'an account has a password exactly if there is its slip');
        await startLater(region, 5 * kMinuteMs);
    }
    assert.ok(stops[1] > stops[0], 'the second host went on');

    admin = await region.as('admin-east');
    const slips = load.slips(await load.made(admin, await admin.get(batch)));
    assert.equal(slips.length, kPeople, 'nobody is lost');
    assert.equal(new Set(slips.map(({login}) => login)).size, kPeople);
    assert.equal(count(region, `select count(*) ${theirs} and a.password_hash is null`), 0);
    assert.equal(count(region, "select count(*) from core_audit where action = 'password.issued'"), kPeople, 'nobody was given two');
    assert.equal(count(region, "select count(distinct subject) from core_audit where action = 'password.issued'"), kPeople);
    // Of those made before, between and after: the password that is printed is the one that opens the account.
    for (const slip of slips.filter((_, i) => i % 6 === 0))
        assert.equal((await region.browser().signIn(slip.login, slip.password)).path, '/first-login', slip.name);
});

const kLeaving = 30;

on('erasures', 'jobs: {lease_ms: 2000}\n', async (region, t) => {
    const {house} = region;
    const admin = await region.as('admin-east');
    await load.importRoster(admin, 'learners', learnersOf(['7А', '7Б'], kLeaving).text);
    await load.waitForClasses(admin);
    const all = `select m.id from core_membership m where m.profile = 'learner' order by m.id limit ${kLeaving}`;
    const members = house.rows(all).map(([id]) => id);
    assert.equal(members.length, kLeaving);
    for (const id of members) {
        const card = `/people/${id}`;
        await admin.get(`${card}/data`);
        assert.equal((await admin.post(`${card}/deletion`, {ground: 'own_request', note: ''})).status, 200);
    }
    const list = members.join(', ');
    assert.equal(count(region, `select count(*) from core_deletion where membership_id in (${list}) and confirmed_at_ms is not null`), kLeaving);
    // What is there of each before: {table: {membership: rows}}.
    const kept = {core_placement: 'membership_id', core_guardianship: 'learner_membership_id', school_enrolment: 'learner_membership_id'};
    const rowsOf = (table) => new Map(house.rows(`select ${kept[table]}, count(*) from ${table} where ${kept[table]} in (${list}) group by ${kept[table]}`).map(([id, rows]) => [id, Number(rows)]));
    const before = Object.fromEntries(Object.keys(kept).map((table) => [table, rowsOf(table)]));
    for (const table of ['core_placement', 'school_enrolment']) assert.equal(before[table].size, kLeaving, table);

    await house.stop();
    const erased = () => count(region, 'select count(*) from core_deletion where erased_at_ms is not null');
    const halfway = () => count(region, 'select count(distinct p.deletion_id) from core_deletion_part p join core_deletion d on d.id = p.deletion_id where d.erased_at_ms is null');
    // Stands still while it is looked at, so that it is there when it is killed.
    const heldHalfway = () => {
        house.process.kill('SIGSTOP');
        if (halfway() > 0) return true;
        house.process.kill('SIGCONT');
        return false;
    };
    let [kills, half] = [0, 0];
    await startLater(region, 92 * kDayMs);
    for (let done = 0; ; ) {
        // What the last one left half-way comes first.
        const further = () => (half === 0 ? heldHalfway() : erased() > done && (halfway() > 0 || erased() > done + 5));
        await until('one half-way, and some more', () => erased() === kLeaving || further());
        if (erased() === kLeaving) break;
        await kill(region);
        kills += 1;
        half += halfway();
        done = erased();
        await startLater(region, 60 * kMinuteMs);
    }
    t.diagnostic(`${kills} kills, ${half} of them with an erasure half-way`);
    assert.ok(half > 0, 'it was killed between a module\'s part and the last');

    // Each certificate says what was erased: no more, since nothing is counted twice, and no less.
    const deletions = house.rows(`select id, membership_id from core_deletion where membership_id in (${list})`);
    const certificates = new Map(deletions.map(([id, membership]) => [membership, house.run('person', 'certificate', id)]));
    for (const [membership, certificate] of certificates) {
        for (const module of ['core', 'journal', 'school']) assert.equal(certificate.split(`\nmodule ${module}\n`).length, 2, `${module} once`);
        const counted = (table) => Number(certificate.match(new RegExp(`^${table} \\S+ (?:deleted|anonymised) (\\d+)$`, 'm'))?.[1] ?? 0);
        for (const table of Object.keys(kept)) assert.equal(counted(table), before[table].get(membership) ?? 0, `${table} of ${membership}:\n${certificate}`);
        assert.match(certificate, /^core_person - anonymised 1$/m);
    }
    for (const table of Object.keys(kept)) assert.equal(rowsOf(table).size, 0, table);
    assert.equal(count(region, `select count(*) from core_membership m join core_person p on p.id = m.person_id where m.id in (${list}) and p.family_name <> '—'`), 0);
    assert.equal(count(region, "select count(*) from core_audit where action = 'profile.erased'"), kLeaving, 'each once');
    assert.match(house.run('audit', 'verify'), /as they were sealed/);
});
