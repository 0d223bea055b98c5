// A school takes all its data along: every table is in the archive, or stands here with a reason.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {matching, read} from './files.mjs';

// table → its columns, as the migrations leave them.
function tablesOf(folder) {
    const tables = new Map();
    for (const name of matching(new RegExp(`^${folder}/migrations/.*(?<!\\.pg)\\.sql$`))) {
        const text = read(name).replace(/--.*$/gm, '');
        for (const [, table, body] of text.matchAll(/create table (\w+) \(([\s\S]*?)\n\)[^;]*;/g))
            tables.set(table, [...body.matchAll(/^ {4}(?!constraint|primary|foreign|unique|references|check)(\w+) /gm)].map(([, column]) => column));
        for (const [, table, column] of text.matchAll(/alter table (\w+) add column (\w+)/g)) tables.get(table).push(column);
    }
    return tables;
}

const stay = {
    // What opens accounts, or is gone in minutes.
    core_password_history: 'hashes', core_session: 'who is signed in', core_ticket: 'who is signing in', core_credential_batch: 'minutes', core_credential_slip: 'passwords, for minutes', core_second_factor: 'keys', core_join_code: 'codes, for a week', core_recovery_code: 'keys',
    core_login_failure: 'minutes',
    // The installation's own.
    core_change: 'counters', core_schedule: 'the clock of jobs', core_job: 'work of the host', core_event: 'news between modules', core_event_delivery: 'news between modules',
    core_news_reader: 'people\'s own, wherever they belong', core_news_consent: 'people\'s own, wherever they belong',
    core_maintenance: 'breaks of the installation', core_migration: 'of the database', core_audit_head: 'of the installation', core_audit_unsealed: 'for a minute',
    core_application: 'the operator answers it, and deletes it', core_support_contact: 'set by the operator', core_names_grant: 'given to officials by the operator',
    // Made of what is in the archive.
    core_module_reach: 'from the settings', core_search_word: 'from names', core_search_entry: 'what modules put', core_search_state: 'what modules put', core_file_usage: 'sums of files', core_roster_change: 'in the log of changes', core_roster_mapping: 'how files were read', core_roster_part: 'of files not saved yet',
    core_agreement_profile: 'whom documents bind is the operator\'s', core_agreement_draft: 'not published', core_agreement_withdrawal: 'never in force', core_agreement_end: 'the operator\'s',
    core_personal_copy: 'copies for single people', core_open_snapshot: 'published, of everybody', core_open_organisation: 'published, of everybody', core_open_settled: 'counts behind what is published', core_school_archive: 'the archive itself',
};

test('every table of the host goes along or stays for a reason', () => {
    const queries = matching(/^host\/queries\/leaving\/.*\.sql$/).map(read).join('\n');
    const tables = [...tablesOf('host').keys()];
    assert.ok(tables.length > 40);
    // Of a table that is only joined the rows are another one's.
    const taken = new Set([...queries.matchAll(/(?:from|join) (core_\w+)/g)].map(([, table]) => table));
    assert.deepEqual(tables.filter((table) => !taken.has(table) && !stay[table]), []);
    assert.deepEqual(Object.keys(stay).filter((table) => !tables.includes(table) && table !== 'core_migration'), [], 'a table that is not there');
});

// The country's calendar lies under organisation 0: a school's own years are copies of it.
const country = ['school_calendar', 'school_calendar_term', 'school_calendar_break'];

// K3.4.3: each module says what its tables and columns hold.
for (const plugin of ['plugins/school', 'plugins/journal', 'plugins/portfolio', 'plugin-api/example'])
    test(`${plugin} describes every column of its tables`, () => {
        const manifest = read(`${plugin}/plugin.yaml`);
        const [, section = ''] = manifest.match(/^tables:\n((?:[ #].*\n|\n)*)/m) ?? [];
        const described = new Map(section.split(/^ {2}- table: /m).slice(1).map((text) => [text.match(/^\w+/)[0], [...text.matchAll(/column: (\w+),/g)].map(([, column]) => column)]));
        const tables = [...tablesOf(plugin)].filter(([table, columns]) => columns.includes('organisation_id') && !country.includes(table));
        assert.ok(tables.length > 0);
        assert.deepEqual(
            Object.fromEntries([...described].sort().map(([table, columns]) => [table, [...columns].sort()])),
            Object.fromEntries(tables.sort().map(([table, columns]) => [table, columns.filter((column) => column !== 'organisation_id').sort()])));
    });
