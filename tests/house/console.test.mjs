// docs/reference/console.md: what the command line can do, the operator's pages can, and the other way round.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {matching, read} from './files.mjs';

const cells = (line) => line.split('|').slice(1, -1).map((cell) => cell.trim());
const names = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
const rows = read('docs/reference/console.md').split('\n').filter((line) => line.startsWith('| ')).slice(1).map(cells)
    .map(([what, commands, pages, why]) => ({what, commands: names(commands), pages: names(pages), why}));

// Each entry of the lists: {"org import", "FILE", {…}, …}.
const commands = matching(/^host\/src\/app\/command_(list|people)\.cpp$/).flatMap((name) =>
    [...read(name).matchAll(/\{\s*"([a-z][a-z -]*)",\s*"[^"]*",\s*\{/g)].map(([, words]) => words));

const operators = new Set(read('docs/reference/permissions.md').split('\n').filter((line) => line.startsWith('| `core.')).map(cells)
    .filter(([, , roles]) => roles.split(', ').includes('operator')).map(([key]) => key));
const pages = [...new Set(read('docs/reference/routes.md').split('\n').filter((line) => /^\| (GET|POST) /.test(line)).map(cells)
    .filter(([, , who]) => operators.has(who)).map(([, address]) => address.replaceAll('`', '')))];

test('the lists the table is held against are read', () => {
    assert.ok(commands.length > 60, `${commands.length} commands`);
    assert.ok(pages.length > 35, `${pages.length} pages`);
});

test('each command and each page of the operator stands in the table', () => {
    const told = new Set(rows.flatMap((row) => [...row.commands, ...row.pages]));
    assert.deepEqual([...commands, ...pages].filter((name) => !told.has(name)), []);
});

test('the table names commands and pages that exist', () => {
    const there = new Set([...commands, ...pages]);
    assert.deepEqual(rows.flatMap((row) => [...row.commands, ...row.pages]).filter((name) => !there.has(name)), []);
});

test('each row has both, or says why it has only one', () => {
    for (const {what, commands: some, pages: others, why} of rows) {
        assert.ok(some.length + others.length > 0, `${what}: nothing`);
        assert.equal(some.length > 0 && others.length > 0, why === '', `${what}: the reason stands where one is missing, and nowhere else`);
    }
});
