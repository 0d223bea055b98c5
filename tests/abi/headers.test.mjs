// The headers by themselves: plain C11, C++ as well, each alone and all together; and what they say of
// threads.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {today} from './baselines.mjs';
import {draftsOf, headersOf} from './describe.mjs';

const names = [...headersOf(today), ...draftsOf(today)];
const include = (list) => list.map((name) => `#include "kerege/abi/${name}"\n`).join('');
const strict = ['-pedantic-errors', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', '-I', today];

for (const [language, program, flags] of [
    ['C11', process.env.CC ?? 'cc', ['-std=c11', '-Wstrict-prototypes', '-Wc++-compat', '-xc']],
    ['C++11', process.env.CXX ?? 'c++', ['-std=c++11', '-xc++']],
    ['C++20', process.env.CXX ?? 'c++', ['-std=c++20', '-xc++']],
]) {
    test(`all headers together, and each alone, are ${language}`, () => {
        assert.ok(names.length >= 9);
        // Twice, because guards are part of it.
        for (const list of [[...names, ...names], ...names.map((name) => [name])])
            execFileSync(program, [...strict, ...flags, '-'], {input: `${include(list)}extern int something;\n`, stdio: ['pipe', 'pipe', 'pipe']});
    });
}

// The functions of a header without a thread tag in the comment that stands before them, or before the first
// of their group; a group ends with a blank line or the next comment.
function untagged(text) {
    const lacking = [];
    let comment = '', inside = false;
    for (const line of text.split('\n')) {
        if (/^\s*\/\*/.test(line)) comment = '';
        if (inside || /^\s*\/\*/.test(line)) {
            comment += line;
            inside = !line.includes('*/');
            continue;
        }
        if (line.trim() === '') comment = '';
        const name = line.match(/^\s+[\w* ]+\(\*(\w+)\)\(/)?.[1];
        if (name && !/\[(control|request|job|any)\]/.test(comment)) lacking.push(name);
    }
    return lacking;
}

test('every function says its threads', () => {
    const wrong = names.flatMap((name) => untagged(readFileSync(path.join(today, 'kerege/abi', name), 'utf8')).map((lacking) => `${name}: ${lacking}`));
    assert.deepEqual(wrong, []);
});

test('a function without threads is seen', () => {
    const header = (between) => `    /* Begins. [request] */\n    int32_t (*begin)(void);\n${between}    int32_t (*commit)(\n        void);\n`;
    assert.deepEqual(untagged(header('')), [], 'of the same group');
    assert.deepEqual(untagged(header('    /* Keeps\n     * it. [job] */\n')), []);
    assert.deepEqual(untagged(header('\n')), ['commit']);
    assert.deepEqual(untagged(header('    /* Keeps it. */\n')), ['commit']);
});
