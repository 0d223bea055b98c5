// docs/reference/clauses.md: every clause once, with tests that exist and name it, or with what is open.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {read, root} from './files.mjs';

// Of the agreements' parts on organisations, personal data and restriction.
const clauses = `U1.1 U1.6 U1.8 U1.9 U1.14 U1.15 U1.18 U2.1 U2.2 U3.2 U3.3 U3.4 U3.6 U3.7 U3.8 U4.7 U4.8 U4.9 U4.10 U4.12 U4.14 U4.16 U4.17 U4.18 U8.1 U8.5
K3.1.2 K3.1.4 K3.2.1 K3.2.2 K3.2.4 K3.3.1 K3.3.4 K3.3.6 K3.3.7 K3.4.1 K3.4.3 K4.1 K4.2 K4.3 K6.2 K6.3 K7.1 K7.3 K7.4 K7.8 K-KK3.2.4 K-KK11.2 K-RU6.6
C1.2 C4.1 C4.2 C6.4 P2.3`.split(/\s+/);

const rows = read('docs/reference/clauses.md').split('\n').filter((line) => /^\| [UKCP][-\d]/.test(line))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
    .map(([named, what, tests, open]) => ({named: named.split(', '), what, open, tests: tests ? tests.split(' · ') : []}));

test('every clause stands in the table once', () => {
    assert.deepEqual(rows.flatMap(({named}) => named).sort(), [...clauses].sort());
});

test('a clause has a test, or says what is open', () => {
    for (const {named, what, tests, open} of rows) {
        assert.ok(what, `${named}: what it asks for`);
        assert.ok(tests.length > 0 || open, `${named}: neither tested nor open`);
    }
});

const faultOf = (reference, named) => {
    const [, file, name] = reference.match(/^`([^`]+)` (.+)$/) ?? [];
    if (!file || !existsSync(path.join(root, file))) return `${reference}: no such file`;
    const text = read(file);
    const begins = /\.cpp$/.test(file)
        ? text.search(new RegExp(`^TEST(_[PF])?\\(${name.replace('.', ', ')}\\)`, 'm'))
        : text.indexOf(name);
    if (begins < 0) return `${reference}: no such test`;
    // In its name, or in a comment right before it.
    const near = text.slice(Math.max(0, begins - 300), begins + name.length + 300);
    // A program's test has an underscore for the dot.
    return named.every((clause) => new RegExp(`(^|[\\s(\`',])${clause.replace('.', '[._]')}(?![._\\d])`).test(near)) ? '' : `${reference}: does not name ${named.join(', ')}`;
};

test('the tests are there, and name their clauses', () => {
    assert.deepEqual(rows.flatMap(({named, tests}) => tests.map((reference) => faultOf(reference, named))).filter(Boolean), []);
});
