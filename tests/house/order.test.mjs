// Nothing lies about: every file is used, every path named exists, every text is finished.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {code, files, includes, literals, matching, read, root, sources} from './files.mjs';

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

// The folder whose code may use a query or template by its short name.
const ownerOf = (name) => name.match(/^(host|plugin-api\/example|plugin-api|plugins\/[^/]+|tests\/[^/]+)\//)?.[1] ?? assert.fail(`${name} has no owner`);
const sourcesOf = (owner) => sources.filter((name) => name.startsWith(`${owner}/`));

test('every header is included', () => {
    // The boundary's earlier headers are only compared with, in tests/abi.
    const headers = sources.filter((name) => /^(host|plugins|plugin-api|tests)\/.*\.(hpp|h)$/.test(name) && !name.startsWith('tests/abi/'));
    assert.ok(headers.length > 100);
    // What an include may mean, as the build looks for it.
    const included = new Set(sources.flatMap((name) => includes(read(name)).flatMap((target) =>
        [target, `${ownerOf(name)}/${target}`, path.join(path.dirname(name), target), `plugin-api/include/${target}`])));
    assert.deepEqual(headers.filter((name) => !included.has(name)), []);
});

test('every query is used by its owner', () => {
    const queries = matching(/\/queries\/.*\.sql$/).filter((name) => !name.endsWith('.pg.sql'));
    assert.ok(queries.length > 40);
    const dead = queries.filter((name) => {
        const use = new RegExp(`::${path.basename(name, '.sql')}\\b`);
        return !sourcesOf(ownerOf(name)).some((source) => use.test(code(read(source))));
    });
    assert.deepEqual(dead, []);
    const lonely = matching(/\/queries\/.*\.pg\.sql$/).filter((name) => !files.includes(name.replace('.pg.sql', '.sql')));
    assert.deepEqual(lonely, [], 'a variant of no query');
});

test('every template is rendered or included by its owner', () => {
    const templates = matching(/\/templates\/.*\.(html|txt)$/);
    assert.ok(templates.length > 20);
    const everybody = templates.map(read).join('\n');
    const dead = templates.filter((name) => {
        const owner = ownerOf(name);
        const id = name.replace(/^.*\/templates\//, '').replace(/\.(html|txt)$/, '');
        const own = templates.filter((other) => other !== name && ownerOf(other) === owner).map(read).join('\n');
        if (own.includes(`{{>${id}}}`) || (owner === 'host' && everybody.includes(`{{>core/${id}}}`))) return false;
        // A plugin renders with page(), fragment() or, a letter, mail(); the host by names that are handed on.
        const rendered = id.startsWith('mail/') ? new RegExp(`\\bmail\\([^;]*"${id.slice(5)}"`) : new RegExp(`\\b(page|fragment)\\(\\s*"${id}"`);
        return !sourcesOf(owner).some((source) => (owner === 'host' ? literals(read(source)).some((text) => text === id || text === `core/${id}` || `mail/${text}` === id) : rendered.test(code(read(source)))));
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
