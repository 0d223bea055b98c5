// Every value a page's template shows is set by the page: a key nobody sets is a hole in the text.
import test from 'node:test';
import assert from 'node:assert/strict';
import {code, files, includes, literals, matching, read} from './files.mjs';

const keys = (text) => new Set([...text.matchAll(/\{\{(?:#|%html )?([a-z]\w*)\}\}/g)].map(([, key]) => key));
const words = (name) => new Set(literals(code(read(name))));

// Put into every model by the view, the answer or the pages' own helper.
const given = new Set(['lang', 'path', 'icons', 'csrf', 'title']);
const set = (name) => [...read(name).matchAll(/\b(?:set|add|set_html)\("(\w+)"/g)].map(([, key]) => key);
const helpers = new Set(set('host/src/pages/support.cpp'));
const menu = new Set([...set('host/src/view/menu.cpp'), 'menu', 'tabs', 'more', 'group', 'heading']);
// A page's source, with the parts of pages it takes from beside it.
const parts = (name) => includes(read(name)).filter((path) => /^host\/src\/pages\/(?!support|pages)/.test(path)).map((path) => path.replace(/hpp$/, 'cpp'));
const sources = matching(/^host\/src\/(pages|http|view|plugins|privacy)\/.*\.cpp$/)
    .map((name) => ({words: new Set([name, ...parts(name)].filter((one) => files.includes(one)).flatMap((one) => [...words(one)]))}));
const whole = (file) => read(file).replace(/\{\{>(partials\/\w+)\}\}/g, (_, partial) => read(`host/templates/${partial}.html`));

test('every key of the host\'s templates is set by the source that shows it', () => {
    const holes = [];
    let seen = 0;
    for (const file of matching(/^host\/templates\/.*\.html$/).filter((name) => !name.includes('/partials/'))) {
        const name = file.replace(/^host\/templates\/|\.html$/g, '');
        const users = sources.filter(({words}) => words.has(name) || words.has(`core/${name}`));
        assert.notEqual(users.length, 0, `${file}: shown by nobody`);
        for (const key of keys(whole(file))) {
            seen += 1;
            if (given.has(key) || helpers.has(key) || users.some(({words}) => words.has(key))) continue;
            // Made of the names of a form's fields, and of the places of the menu.
            if (/_fault$/.test(key) || (name === 'layout' && menu.has(key))) continue;
            holes.push(`${file}: ${key}`);
        }
    }
    assert.deepEqual(holes, []);
    assert.ok(seen > 100, `${seen} keys`);
});

// A form asks for what proves who sits there besides its own fields; the same name twice, and the server takes the first.
test('no field of a form is called as those of the proof beside it', () => {
    const proof = [...read('host/templates/partials/proof.html').matchAll(/ name="(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(proof, ['password', 'one_time_code']);
    const forms = matching(/^host\/templates\/.*\.html$/).filter((name) => /\{\{>partials\/proof\}\}/.test(read(name)));
    assert.ok(forms.length > 10, `${forms.length} forms`);
    for (const form of forms)
        for (const name of proof) assert.doesNotMatch(read(form), new RegExp(` name="${name}"`), form);
    for (const source of matching(/^host\/src\/pages\/.*\.cpp$/))
        assert.doesNotMatch(read(source), new RegExp(`(TextField|FormField)[^;]*\\{"(${proof.join('|')})"`), source);
});
