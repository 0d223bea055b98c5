// The help keeps up with the product: each page has its topic, each topic all languages.
import test from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {read, root} from './files.mjs';

const locales = ['kk', 'ru', 'en'];
const modules = readdirSync(path.join(root, 'plugins'), {withFileTypes: true}).filter((one) => one.isDirectory()).map(({name}) => name);
const folders = ['host/help', ...modules.map((name) => `plugins/${name}/help`)];
const topicsOf = (folder) => read(`${folder}/topics.yaml`).split(/^- /m).slice(1).map((text) => ({
    code: text.match(/^topic: (\S+)$/m)[1],
    pages: [...text.match(/^ {2}pages: \[(.*)\]$/m)[1].matchAll(/"([^"]+)"/g)].map(([, page]) => page),
}));

// K3.3.6: help inside the product.
test('every page of the menu has a topic of the help', () => {
    const host = [...read('host/src/pages/pages.cpp').matchAll(/item\(KEREGE_TR\("[^"]+"\),\s*"([^"]+)"/g)].map(([, href]) => href);
    const others = modules.flatMap((name) => [...read(`plugins/${name}/plugin.yaml`).matchAll(/href: (\S+),/g)].map(([, href]) => href));
    assert.ok(host.length > 10 && others.length > 1);
    const pages = new Set(folders.flatMap(topicsOf).flatMap((topic) => topic.pages));
    assert.deepEqual([...host, ...others].filter((href) => !pages.has(href)), []);
});

test('every topic is there in each language, begins with a title and stays short', () => {
    for (const folder of folders) {
        const codes = topicsOf(folder).map(({code}) => code);
        for (const locale of locales) {
            const files = readdirSync(path.join(root, folder, locale)).map((name) => name.replace(/\.txt$/, ''));
            assert.deepEqual(files.sort(), [...codes].sort(), `${folder}/${locale}`);
            for (const code of codes) {
                const text = read(`${folder}/${locale}/${code}.txt`);
                assert.match(text, /^# \S.{2,60}\n\n\S/, `${folder}/${locale}/${code}`);
                assert.ok(text.length > 150 && text.length < 2500, `${folder}/${locale}/${code}: ${text.length} characters`);
            }
        }
    }
});

test('a topic of a module bears its name, and no page has two topics', () => {
    const pages = folders.flatMap(topicsOf).flatMap((topic) => topic.pages);
    assert.deepEqual(pages.filter((page, index) => pages.indexOf(page) !== index), []);
    for (const name of modules) {
        assert.ok(existsSync(path.join(root, `plugins/${name}/help`)), `${name} explains its pages`);
        for (const {code} of topicsOf(`plugins/${name}/help`)) assert.ok(code.startsWith(`${name}.`), code);
    }
});

// The help leads to the first of a topic's pages that names no one thing: it is there.
test('a topic leads to a page that is there', () => {
    const routes = new Set([...read('docs/reference/routes.md').matchAll(/^\| GET \| `([^`]+)`/gm)].map(([, address]) => address));
    assert.ok(routes.size > 100);
    const ways = folders.flatMap(topicsOf).map(({pages}) => pages.find((page) => !page.includes('*'))).filter(Boolean);
    assert.ok(ways.length > 20);
    assert.deepEqual(ways.filter((page) => !routes.has(page)), []);
});
