// What a document says it quotes stands in the file it quotes, letter by letter.
import test from 'node:test';
import assert from 'node:assert/strict';
import {matching, read} from './files.mjs';

// <!-- from path --> followed by a fenced block.
const quotes = (text) => [...text.matchAll(/<!-- from (\S+) -->\n```\w*\n([\s\S]*?)\n```\n/g)].map(([, file, quoted]) => ({file, quoted}));

test('quotes in the documents are as the files are', () => {
    let count = 0;
    for (const name of matching(/^docs\/.*\.md$/)) {
        const text = read(name);
        const found = quotes(text);
        assert.equal(found.length, [...text.matchAll(/<!-- from /g)].length, `${name}: a quote without its block`);
        for (const {file, quoted} of found) {
            assert.ok(read(file).includes(quoted), `${name}: ${file} reads otherwise now`);
            count += 1;
        }
    }
    assert.ok(count > 5);
});

test('the plugin guide quotes every source of the example', () => {
    const quoted = new Set(quotes(read('docs/plugin-guide.md')).map(({file}) => file));
    const files = matching(/^plugin-api\/example\/.*\.(cpp|sql|html|yaml)$/);
    assert.ok(files.length > 4);
    assert.deepEqual(files.filter((name) => !quoted.has(name)), []);
});

test('every key of the configuration stands in the operating guide', () => {
    const guide = read('docs/operating.md');
    const keys = [...read('config/kerege.yaml').matchAll(/^ *([a-z_]+):/gm)].map(([, key]) => key);
    assert.ok(keys.length > 40);
    const shortened = (key) => key.endsWith('_burst') && guide.includes('`…_burst`');
    assert.deepEqual(keys.filter((key) => !new RegExp(`[\`*: ]${key}[\`*: ]`).test(guide) && !shortened(key)), []);
});
