// The boundary keeps its promises: today's headers extend every earlier baseline. And the check itself is
// checked, by breaking the headers in every way it must see.
import test, {before} from 'node:test';
import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {baselines, here, missing, statesOf, today, versioning} from './baselines.mjs';
import {broken} from './compare.mjs';
import {describe, draftsOf} from './describe.mjs';
import {freeze} from './freeze.mjs';

const work = mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? os.tmpdir(), 'abi-'));
process.on('exit', () => rmSync(work, {recursive: true, force: true}));

let now;
before(() => { now = describe(today); });

test('today extends every baseline, and none is missing', () => {
    const all = baselines(versioning);
    assert.ok(all.length > 0);
    assert.deepEqual(missing(all), []);
    for (const {folder} of all)
        assert.deepEqual(broken(describe(folder), now), [], `${path.basename(folder)} is not extended; a candidate that is meant to change: node tests/abi/freeze.mjs candidate`);
    const known = all.map(({folder}) => path.basename(folder));
    assert.deepEqual(readdirSync(here).filter((name) => /^(frozen-|candidate)/.test(name) && !known.includes(name)), []);
});

test('every header has its line in VERSIONING.md', () => {
    const drafts = draftsOf(today);
    const states = statesOf(versioning);
    assert.deepEqual([...states.keys()].sort(), [...now.headers, ...drafts].sort());
    for (const [name, state] of states) assert.equal(state === 'draft', name.startsWith('draft/'), name);
});

test('a baseline that is missing is seen', () => {
    const text = 'Released versions: 1.0, 1.10.\n\n| `base.h`, `db.h` | x | 1.0 |\n| `jobs.h` | x | 1.10 |\n| `parcel.h` | x | candidate |\n';
    assert.deepEqual(missing(baselines(text, path.join(work, 'nowhere'))), [
        'frozen-1.0/kerege/abi/base.h is missing', 'frozen-1.0/kerege/abi/db.h is missing',
        'frozen-1.10/kerege/abi/base.h is missing', 'frozen-1.10/kerege/abi/db.h is missing', 'frozen-1.10/kerege/abi/jobs.h is missing',
        'candidate/kerege/abi/parcel.h is missing',
    ]);
    assert.throws(() => baselines('| `base.h` | x | 1.0 |'), /which versions are released/);
});

test('a release is frozen once, and only if it extends the earlier ones', () => {
    const home = path.join(work, 'home'), changed = path.join(work, 'changed');
    mkdirSync(home);
    freeze('candidate', home);
    freeze('1.0', home);
    assert.deepEqual(readdirSync(home), ['frozen-1.0']);
    assert.deepEqual(broken(describe(path.join(home, 'frozen-1.0')), now), []);
    assert.throws(() => freeze('1.0', home), /frozen already/);
    assert.throws(() => freeze('next', home), /written like 1\.0/);
    cpSync(today, changed, {recursive: true});
    change(changed, 'base.h', 'KEREGE_CONFLICT ((kerege_status)4)', 'KEREGE_CONFLICT ((kerege_status)9)');
    assert.throws(() => freeze('1.1', home, changed), /frozen-1\.0 is not extended:\n {2}the constant KEREGE_CONFLICT/);
    assert.deepEqual(readdirSync(home), ['frozen-1.0']);
});

function change(folder, header, from, to) {
    const file = path.join(folder, 'kerege/abi', header);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(from), `${header} has no ${from}`);
    writeFileSync(file, text.replace(from, () => to));
}

// What the check says of the headers with some texts replaced: [header, from, to].
function said(...changes) {
    const folder = mkdtempSync(path.join(work, 'mutant-'));
    cpSync(today, folder, {recursive: true});
    for (const [header, from, to] of changes) change(folder, header, from, to);
    return broken(now, describe(folder));
}

const commit = 'kerege_status (*commit)(kerege_transaction* transaction, kerege_sink* error);';
const rollback = 'kerege_status (*rollback)(kerege_transaction* transaction);';
const breaks = [
    ['a slot in another place', /kerege_db_v1, member 4: was .*commit.*, is .*rollback/, ['db.h', commit, '@'], ['db.h', rollback, commit], ['db.h', '@', rollback]],
    ['a slot that is gone', /kerege_log_v1\.write is gone/, ['log.h', 'void (*write)(kerege_host* host, kerege_call* call, int32_t level, kerege_str message);', ''], ['log.h', 'KEREGE_SIZE_WITH(kerege_log_v1, write)', '((uint32_t)16)']],
    ['a slot put before others', /kerege_access_v1, member 2/, ['access.h', 'kerege_status (*scope)(', 'void (*added)(void);\n    kerege_status (*scope)(']],
    ['a slot by another name', /kerege_db_v1, member \d+: was .*now_ms.*, is .*clock_ms/, ['db.h', 'int64_t (*now_ms)', 'int64_t (*clock_ms)'], ['db.h', 'KEREGE_SIZE_WITH(kerege_db_v1, now_ms)', 'KEREGE_SIZE_WITH(kerege_db_v1, clock_ms)']],
    ['one parameter more', /kerege_db_v1, member \d+: was .*rollback/, ['db.h', rollback, 'kerege_status (*rollback)(kerege_transaction* transaction, kerege_sink* error);']],
    ['a parameter of another type of the same size', /kerege_db_v1, member \d+: was .*execute/, ['db.h', 'const kerege_value* args, uint32_t count, int64_t* out_changed', 'const kerege_value* args, uint32_t count, uint64_t* out_changed']],
    ['two parameters of one type the other way round', /audit/, ['access.h', 'kerege_str action, kerege_str subject', 'kerege_str subject, kerege_str action']],
    ['a const more', /kerege_sink, member 2: was void\*context, is const void\*context/, ['base.h', 'uint32_t reserved; /* 0 */\n    void* context;', 'uint32_t reserved; /* 0 */\n    const void* context;']],
    ['a const less', /add_route/, ['http.h', 'const kerege_route* route', 'kerege_route* route']],
    ['another type of result', /kerege_access_v1.*permitted/, ['access.h', 'int32_t (*permitted)', 'kerege_status (*permitted)']],
    ['another integer behind a name', /kerege_status was .*int32_t.*, is .*int64_t/, ['base.h', 'typedef int32_t kerege_status', 'typedef int64_t kerege_status']],
    ['members of a value the other way round', /kerege_str, member 0/, ['base.h', 'const char* data;\n    uint64_t size;', 'uint64_t size;\n    const char* data;']],
    ['a member of another type of the same size', /kerege_scope, member 4: was int64_t organisation_id, is uint64_t/, ['access.h', 'int64_t organisation_id', 'uint64_t organisation_id']],
    ['a value that has grown', /kerege_rows is a value and must not grow: had 16 bytes, has 24/, ['db.h', '} kerege_rows;', '    int64_t left;\n} kerege_rows;']],
    ['a value that has shrunk', /kerege_rows\.columns is gone|kerege_rows, member 1/, ['db.h', '    uint32_t columns;\n', '']],
    ['a union with another member', /kerege_value, member 2: was union/, ['db.h', 'double real;', 'float real;']],
    ['a union with one member more', /kerege_value, member 2: was union/, ['db.h', 'double real;', 'double real;\n        uint64_t handle;']],
    ['an error of another number', /KEREGE_FORBIDDEN was int32 2, is int32 3/, ['base.h', 'KEREGE_FORBIDDEN ((kerege_status)2)', 'KEREGE_FORBIDDEN ((kerege_status)3)']],
    ['an interface of another name', /KEREGE_DB_INTERFACE was text "kerege\.db\/1"/, ['db.h', '"kerege.db/1"', '"kerege.db/2"']],
    ['a constant that is gone', /the constant KEREGE_DAY_WEEKDAY is gone/, ['i18n.h', '#define KEREGE_DAY_WEEKDAY ((int32_t)2) /* Tue 01.09 */', '']],
    ['a constant of another width', /KEREGE_DB_BLOB was int32 4, is int64 4/, ['db.h', 'KEREGE_DB_BLOB ((int32_t)4)', 'KEREGE_DB_BLOB ((int64_t)4)']],
    ['more asked for as version 1', /KEREGE_SETTINGS_V1_SIZE was uint32 24, is uint32 32/, ['settings.h', '} kerege_settings_v1;', '    void (*added)(void);\n} kerege_settings_v1;'], ['settings.h', 'KEREGE_SIZE_WITH(kerege_settings_v1, get_text)', 'KEREGE_SIZE_WITH(kerege_settings_v1, added)']],
    ['another entry', /kerege_plugin_entry_v1 is gone/, ['plugin.h', 'kerege_plugin_entry_v1(void)', 'kerege_plugin_entry_v2(void)']],
    ['an entry that takes something', /kerege_plugin_entry_v1 was /, ['plugin.h', 'kerege_plugin_entry_v1(void)', 'kerege_plugin_entry_v1(int32_t version)']],
];
for (const [what, sentence, ...changes] of breaks)
    test(`seen: ${what}`, () => assert.match(said(...changes).join('\n'), sentence));

const extends_ = [
    ['a slot appended to an interface', ['view.h', '} kerege_view_v1;', '    kerege_status (*added)(kerege_call* call); /* [request] */\n} kerege_view_v1;']],
    ['a function appended to the plugin', ['plugin.h', '} kerege_plugin;', '    void (*added)(void* self);\n} kerege_plugin;']],
    ['a field appended to a route', ['http.h', '} kerege_route;', '    int64_t body_bytes_max;\n} kerege_route;']],
    ['a new constant', ['db.h', '#define KEREGE_DB_NULL', '#define KEREGE_DB_DAY ((int32_t)5)\n#define KEREGE_DB_NULL']],
    ['a new value and a new table', ['log.h', 'typedef struct kerege_log_v1', 'typedef struct kerege_mark {\n    int64_t at;\n} kerege_mark;\ntypedef struct kerege_log_v2 {\n    uint32_t size;\n} kerege_log_v2;\ntypedef struct kerege_log_v1']],
    ['other words in a comment, other lines', ['db.h', 'Runs a statement to its end;', 'Runs one\n     * statement to its end;'], ['db.h', '    uint32_t rows;', '    uint32_t\n        rows;']],
];
for (const [what, ...changes] of extends_)
    test(`allowed: ${what}`, () => assert.deepEqual(said(...changes), []));

test('a draft may change', () => {
    const withDraft = (parameters) => {
        const folder = mkdtempSync(path.join(work, 'draft-'));
        cpSync(today, folder, {recursive: true});
        mkdirSync(path.join(folder, 'kerege/abi/draft'), {recursive: true});
        writeFileSync(path.join(folder, 'kerege/abi/draft/tried.h'), `#include "kerege/abi/base.h"\ntypedef struct kerege_tried_draft1 {\n    uint32_t size;\n    void (*tried)(${parameters});\n} kerege_tried_draft1;\n`);
        return describe(folder);
    };
    assert.deepEqual(broken(withDraft('kerege_str topic'), withDraft('int64_t number')), []);
});

test('headers that do not compile are no extension', () => {
    assert.throws(() => said(['base.h', '} kerege_str;', '} kerege_string;']), /kerege_str/);
});

test('what only the compiler knows is seen: padding and packing', () => {
    const tiny = (text) => {
        const folder = mkdtempSync(path.join(work, 'tiny-'));
        mkdirSync(path.join(folder, 'kerege/abi'), {recursive: true});
        writeFileSync(path.join(folder, 'kerege/abi/tiny.h'), `#include <stddef.h>\n#include <stdint.h>\n${text}\n`);
        return describe(folder);
    };
    const released = tiny('typedef struct kerege_tiny {\n    uint32_t size;\n    void* self;\n    int32_t flags;\n} kerege_tiny;');
    const padded = tiny('typedef struct kerege_tiny {\n    uint32_t size;\n    void* self;\n    int32_t flags;\n    int32_t late;\n} kerege_tiny;');
    assert.deepEqual(broken(released, padded), ['kerege_tiny.late lies within the 24 bytes that were released']);
    const packed = tiny('#pragma pack(4)\ntypedef struct kerege_tiny {\n    uint32_t size;\n    void* self;\n    int32_t flags;\n} kerege_tiny;');
    assert.match(broken(released, packed).join('\n'), /kerege_tiny\.self was at 8, is at 4[\s\S]*kerege_tiny had 24 bytes, has 16/);
});
