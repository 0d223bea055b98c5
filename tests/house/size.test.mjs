// Sizes a reader can hold: files, headers, templates, queries, functions.
import test from 'node:test';
import assert from 'node:assert/strict';
import {matching, read, sources} from './files.mjs';

const lines = (name) => read(name).split('\n').length - 1;
const longer = (names, limit) => names.filter((name) => lines(name) > limit).map((name) => `${name}: ${lines(name)} lines`);

test('no source file over 600 lines', () => {
    const names = matching(/^(host|plugin-api|plugins|tests|scripts|cmake)\/.*\.(cpp|hpp|c|h|ts|css|mjs|sh|cmake|sql|yaml)$/).filter((name) => !name.includes('package-lock'));
    assert.ok(names.length > 100);
    assert.deepEqual(longer(names, 600), []);
});

test('headers of the boundary at most 150 lines, templates 120, queries 40', () => {
    assert.deepEqual(longer(matching(/^plugin-api\/include\/kerege\/abi\//), 150), []);
    assert.deepEqual(longer(matching(/\/templates\/.*\.html$/), 120), []);
    assert.deepEqual(longer(matching(/\/queries\/.*\.sql$/), 40), []);
});

test('functions at most 70 lines', () => {
    const wrong = [];
    for (const name of sources.filter((n) => n.endsWith('.cpp') && !n.startsWith('tests/'))) {
        // In this style a function's body ends with a brace in the column where its head began.
        const heads = new Map();
        let head = 0;
        read(name).split('\n').forEach((line, index) => {
            const indent = line.search(/\S/);
            if (indent !== 0 && indent !== 4) return;
            if (/^\s*[A-Za-z~]/.test(line) && line.includes('(')) head = index;
            if (line.endsWith('{') && line.includes(')') && !/^\s*(namespace|struct|class|enum|extern)/.test(line)) heads.set(indent, head);
            if (/^\s*\}$/.test(line) && heads.has(indent)) {
                const lines = index - heads.get(indent) + 1;
                if (lines > 70) wrong.push(`${name}:${heads.get(indent) + 1}: ${lines} lines`);
                heads.delete(indent);
            }
        });
    }
    assert.deepEqual(wrong, []);
});
