// What docs/reference/words.md asks of translations, as far as a machine can tell.
import test from 'node:test';
import assert from 'node:assert/strict';
import {matching, read} from './files.mjs';

test('no Kazakh word hangs on a name, a number or a day that is filled in', () => {
    const catalogues = matching(/(^|\/)locales\/kk\.po$/).filter((name) => /^(host|plugins)\//.test(name));
    assert.ok(catalogues.length > 3);
    for (const name of catalogues)
        assert.deepEqual([...read(name).matchAll(/^.*\} (?:дейін|бастап)(?!\p{L}).*$/gmu)].map(([line]) => line), [], name);
});
