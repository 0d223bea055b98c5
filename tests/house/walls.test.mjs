// The walls of the house: who may know whom.
import test from 'node:test';
import assert from 'node:assert/strict';
import {code, includes, literals, matching, read, sources} from './files.mjs';

const broken = (names, judge) => names.flatMap((name) => judge(name, read(name)).map((what) => `${name}: ${what}`));

test('plugins include the boundary, the SDK, their own files and the standard library, nothing else', () => {
    const names = sources.filter((name) => /^plugins\/[^/]+\/src\//.test(name));
    assert.ok(names.length > 10);
    const wrong = broken(names, (name, text) =>
        includes(text).filter((path) => path.includes('/') && !/^(kerege\/(abi|sdk)\/|src\/|queries\/)/.test(path)));
    assert.deepEqual(wrong, []);
});

// The headers of the boundary and the SDK a header brings along, itself among them.
function closure(header, seen = new Set()) {
    const name = `plugin-api/include/${header}`;
    if (!seen.has(header) && sources.includes(name)) {
        seen.add(header);
        for (const next of includes(read(name))) closure(next, seen);
    }
    return seen;
}

test('domain knows no http, database or view, nor what brings them along', () => {
    const names = sources.filter((name) => /^plugins\/[^/]+\/src\/domain\//.test(name));
    assert.ok(names.length > 4);
    const forbidden = /^kerege\/abi\/(http|db|view)\.h$/;
    assert.ok([...closure('kerege/sdk/host.hpp')].some((header) => forbidden.test(header)), 'the search finds them');
    const wrong = broken(names, (name, text) =>
        includes(text).filter((path) => /src\/(http|storage)\/|queries\//.test(path) || [...closure(path)].some((header) => forbidden.test(header))));
    assert.deepEqual(wrong, []);
});

test('storage knows no http, and http no storage statements', () => {
    const storage = sources.filter((name) => /^plugins\/[^/]+\/src\/storage\//.test(name));
    const http = sources.filter((name) => /^plugins\/[^/]+\/src\/http\//.test(name));
    assert.ok(storage.length > 2 && http.length > 2);
    assert.deepEqual(broken(storage, (name, text) => includes(text).filter((path) => /src\/http\//.test(path))), []);
    assert.deepEqual(broken(http, (name, text) => includes(text).filter((path) => /queries\//.test(path))), []);
});

test('folders of the host depend only downwards', () => {
    const order = ['base', 'archive', 'confine', 'pdf', 'data', 'audit', 'maintenance', 'jobs', 'directory', 'agreements', 'access', 'support', 'applications', 'view', 'mail', 'news', 'http', 'files', 'plugins', 'leaving', 'open_data', 'privacy', 'worker', 'pages', 'app'];
    const names = sources.filter((name) => /^host\/src\/[^/]+\//.test(name));
    assert.ok(names.length > 50);
    const wrong = broken(names, (name, text) => {
        const own = order.indexOf(name.split('/')[2]);
        assert.ok(own >= 0, `${name}: a folder the order does not know`);
        return includes(text)
            .map((path) => path.match(/^host\/src\/([^/]+)\//)?.[1])
            .filter((folder) => folder && order.indexOf(folder) > own);
    });
    assert.deepEqual(wrong, []);
});

test('no HTML and no SQL in C++ strings', () => {
    const names = sources.filter((name) => /^(host|plugins)\/.*\/?src\//.test(name) && !/\/tests\//.test(name));
    const html = /<\/?(a|b|body|br|button|div|form|h\d|html|input|label|li|nav|ol|option|p|script|section|select|span|strong|style|table|tbody|td|th|thead|tr|ul)[\s>/]/i;
    const sql = /\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table|alter\s+table)\b/i;
    // The data layer itself asks about tables whose names it learns at run time.
    const wrong = broken(names, (name, text) => literals(text).filter((literal) => html.test(literal) || (sql.test(literal) && !name.startsWith('host/src/data/'))));
    assert.deepEqual(wrong, []);
});

test('the boundary is C without types that differ between compilers', () => {
    const names = matching(/^plugin-api\/include\/kerege\/abi\/.*\.h$/);
    assert.ok(names.length >= 9);
    const wrong = broken(names, (name, text) => code(text).match(/\b(enum|bool|long|_Bool|size_t|va_list)\b|\.\.\.|:\s*\d+\s*;/g) ?? []);
    assert.deepEqual(wrong, []);
});

test('templates carry no scripts, styles or handlers of their own', () => {
    const names = matching(/(^host\/templates|^plugins\/[^/]+\/templates|^plugin-api\/example\/templates)\/.*\.html$/);
    assert.ok(names.length > 20);
    const wrong = broken(names, (name, text) => text.match(/\sstyle=|\son\w+=|<style|hx-on|javascript:|(?<!data-)\bhx-[a-z]+=|:none/g) ?? []);
    assert.deepEqual(wrong, []);
});
