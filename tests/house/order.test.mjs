// Nothing lies about: every file is used, every path named exists, every text is finished.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {files, matching, read, root, sources} from './files.mjs';

test('every source file is named in a CMakeLists.txt', () => {
    const cmake = matching(/CMakeLists\.txt$/).map((name) => [path.dirname(name), read(name)]);
    const dead = sources
        .filter((name) => /\.(cpp|c)$/.test(name))
        .filter((name) => !cmake.some(([folder, text]) => {
            const relative = path.relative(folder, name);
            return !relative.startsWith('..') && new RegExp(`(^|[\\s("/])${relative.replace(/[.*+]/g, '\\$&')}($|[\\s)"])`, 'm').test(text);
        }));
    assert.deepEqual(dead, []);
});

test('every header is included, every query used', () => {
    const texts = sources.map(read).join('\n');
    const headers = sources.filter((name) => /^(host|plugins|tests)\/.*\.hpp$/.test(name));
    assert.deepEqual(headers.filter((name) => !texts.includes(`/${path.basename(name)}"`) && !texts.includes(`"${path.basename(name)}"`)), []);
    const queries = matching(/\/queries\/.*\.sql$/).filter((name) => !name.endsWith('.pg.sql'));
    assert.ok(queries.length > 40);
    assert.deepEqual(queries.filter((name) => !new RegExp(`::${path.basename(name, '.sql')}\\b`).test(texts)), []);
});

test('every template is rendered or included', () => {
    const code = sources.map(read).join('\n');
    const templates = matching(/\/templates\/.*\.html$/);
    const all = templates.map(read).join('\n');
    const dead = templates.filter((name) => {
        const id = name.replace(/^.*\/templates\//, '').replace(/\.html$/, '');
        return !code.includes(`${id}"`) && !all.includes(`{{>${id}}}`) && !all.includes(`{{>core/${id}}}`);
    });
    assert.deepEqual(dead, []);
});

test('paths named in the documents exist', () => {
    const documents = matching(/^([A-Z]+\.md|docs\/.*\.md|plugins\/[^/]+\/README\.md|plugin-api\/.*\.md)$/);
    assert.ok(documents.length > 8);
    const wrong = [];
    for (const name of documents) {
        for (const [, found] of read(name).matchAll(/[`(]((?:host|plugin-api|plugins|config|docs|scripts|tests|cmake)\/[\w./*{},-]+)[`)]/g)) {
            const clean = found.replace(/[.,]$/, '');
            if (/[*{}]/.test(clean)) continue;
            const candidates = [clean, `${clean}.cpp`, `${clean}.hpp`, path.join(path.dirname(name), clean)];
            if (!candidates.some((candidate) => existsSync(path.join(root, candidate)))) wrong.push(`${name}: ${clean}`);
        }
    }
    assert.deepEqual(wrong, []);
});

test('the table of a request names places that exist', () => {
    const rows = read('ARCHITECTURE.md').split('\n').filter((line) => /^\| \d+ \|/.test(line));
    assert.equal(rows.length, 10);
    for (const row of rows) {
        const places = [...row.split('|')[3].matchAll(/`([^`]+)`/g)].map((m) => m[1]).filter((place) => place.includes('/'));
        assert.ok(places.length > 0, row);
        for (const place of places)
            assert.ok(files.some((name) => name === place || name.startsWith(`${place}.`) || name.startsWith(`${place.replace(/\/?$/, '/')}`) || (place.includes('*') && new RegExp(`(^|/)${place.replace('*', '[^/]+')}$`).test(name))), `${place} does not exist`);
    }
});

test('nothing unfinished, no address of a machine, no registry in a lock file', () => {
    const texts = files.filter((name) => /\.(cpp|hpp|c|h|ts|mjs|sh|sql|md|yaml|html|css|cmake|json)$/.test(name) && !name.startsWith('tests/house/'));
    const wrong = [];
    for (const name of texts) {
        const text = read(name);
        if (/\b(TODO|FIXME|XXX|HACK)\b/.test(text)) wrong.push(`${name}: unfinished`);
        if (/(^|[ "=(])\/(work|home\/\w)\//m.test(text)) wrong.push(`${name}: a path of a machine`);
        if (name.endsWith('package-lock.json') && text.includes('"resolved"')) wrong.push(`${name}: addresses of a registry`);
    }
    assert.deepEqual(wrong, []);
});

test('C++ is formatted as .clang-format says', () => {
    const names = sources.map((name) => path.join(root, name));
    assert.doesNotThrow(() => execFileSync('clang-format', ['--dry-run', '--Werror', ...names], {stdio: 'pipe', maxBuffer: 1 << 26}));
});
