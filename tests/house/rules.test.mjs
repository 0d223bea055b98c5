// K3.2.1, K3.2.2: rules that follow law and agreements are configuration or data. docs/reference/rules.md lists them and is as
// the configuration, the migrations and the sources are. tests/plugins/config_test.cpp tries the bounds.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {code, matching, read, sources} from './files.mjs';

const cells = (line) => line.split('|').slice(1, -1).map((cell) => cell.trim());
const text = read('docs/reference/rules.md');
const tableOf = (title) => text.split(`## ${title}\n`)[1].split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).slice(1).map(cells);
const [configured, kept, programmed] = ['Configuration', 'Data', 'In the sources still'].map(tableOf);
const named = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

// "section: key" → its default, as config/kerege.yaml has it.
const defaults = new Map();
let section = '';
for (const line of read('config/kerege.yaml').split('\n')) {
    const [, indent, key, value] = line.match(/^( *)([a-z_]+):\s*(.*?)\s*$/) ?? [];
    if (!key) continue;
    if (!indent) section = key;
    else if (value) defaults.set(`${section}: ${key}`, value);
}

test('K3.2.1 K3.2.2 each rule that is configured has its key, with the default written', () => {
    assert.ok(defaults.size > 80 && configured.length > 20);
    const readers = read('host/src/app/config.cpp') + read('host/src/app/config_readers.cpp');
    for (const [rule, , where, value] of configured) {
        const [place] = named(where);
        assert.equal(defaults.get(place), value, `${rule}: the default of ${place}`);
        const [of, key] = place.split(': ');
        for (const word of [of, key]) assert.ok(readers.includes(`"${word}"`), `${place}: nobody reads ${word}`);
    }
});

test('no key of the sections that are all rules is missing', () => {
    const told = new Set(configured.flatMap(([, , where]) => named(where)));
    const rules = [...defaults.keys()].filter((place) => /^(privacy|maintenance|agreements|open_data|joining|support|recovery): /.test(place));
    assert.ok(rules.length > 14);
    assert.deepEqual(rules.filter((place) => !told.has(place)), []);
});

test('each rule that is data has its table', () => {
    const migrations = matching(/\/migrations\/.*\.sql$/).map(read).join('\n');
    for (const [rule, , where] of kept)
        for (const table of named(where)) assert.match(migrations, new RegExp(`create table ${table} \\(`), rule);
});

test('what is in the sources is there, with its value and why', () => {
    for (const [rule, , where, value, why] of programmed) {
        const [file, name] = named(where);
        const at = code(read(file)).search(new RegExp(`\\b${name}\\b`));
        assert.ok(at >= 0, `${rule}: ${name} in ${file}`);
        const near = code(read(file)).slice(at, at + 1500);
        for (const one of value.split(', ')) assert.ok(near.includes(one), `${rule}: ${one} at ${name}`);
        assert.ok(why.length > 10, rule);
    }
});

const clauses = new Set(read('docs/reference/clauses.md').split('\n').filter((line) => /^\| [UKCP][-\d]/.test(line)).flatMap((line) => cells(line)[0].split(', ')));
test('rules name clauses of the table of clauses', () => {
    const wrong = [...configured, ...kept, ...programmed].flatMap(([rule, of]) => of.split(', ').filter((one) => one !== 'ours' && !clauses.has(one)).map((one) => `${rule}: ${one}`));
    assert.deepEqual(wrong, []);
});

test('a number that a clause gives is the bound of a key, or in the table', () => {
    const told = new Set(programmed.flatMap(([, , where]) => named(where)));
    const readers = read('host/src/app/config.cpp') + read('host/src/app/config_readers.cpp');
    const numbers = sources.filter((name) => /^(host|plugins)\/.*src\//.test(name))
        .flatMap((name) => [...read(name).matchAll(/^(?:inline )?constexpr [\w:<> ]+ (k\w+) = [^\n]*\/\/ [^\n]*\b[UKCP]\d+\.\d/gm)].map(([, constant]) => constant));
    assert.ok(numbers.length > 3, numbers.join());
    assert.deepEqual(numbers.filter((constant) => !told.has(constant) && !readers.includes(constant)), []);
});
