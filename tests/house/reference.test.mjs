// The reference pages are as the sources are.
import test from 'node:test';
import assert from 'node:assert/strict';
import {literals, matching, read} from './files.mjs';
import {pages} from '../../scripts/lib/reference.mjs';

test('reference pages are as scripts/lib/reference.mjs writes them', () => {
    for (const {name, text} of pages()) assert.equal(read(name), text, `${name}: run node scripts/lib/reference.mjs`);
});

test('no route and no permission is missing from them', () => {
    const [permissions, routes] = pages().map(({text}) => text);
    // Counted in another way than they were read.
    const registered = [...matching(/^host\/src\/pages\/(?!support)\w+\.cpp$/), ...matching(/^plugins\/\w+\/src\/plugin\.cpp$/)]
        .flatMap((name) => read(name).match(/\b(get|post)\(router|\badd_(open|before_ready)\(router|plugin\.(get|post)\(/g) ?? []).length;
    assert.ok(registered > 40);
    assert.equal(routes.match(/^\| (GET|POST) \|/gm).length, registered);
    const keys = matching(/^plugins\/\w+\/plugin\.yaml$/).flatMap((name) => [...read(name).matchAll(/\bkey: (\w+\.[\w.]+)/g)].map(([, key]) => key));
    const core = literals(read('host/src/access/roles.hpp')).filter((text) => text.startsWith('core.'));
    assert.ok(keys.length > 5 && core.length > 5);
    assert.deepEqual([...keys, ...core].filter((key) => !permissions.includes(`| \`${key}\` |`)), []);
    assert.ok(!/undefined/.test(permissions + routes));
});
