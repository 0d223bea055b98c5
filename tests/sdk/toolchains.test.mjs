// docs/reference/toolchains.md: one plugin, built by every compiler a vendor may have, loaded side by side
// into one host and into workers, and asked the same. KEREGE_WRITE_REFERENCE=1 writes the page anew.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {Browser} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, build, databaseKinds, root} from '../support/house.mjs';

const folder = path.join(build, 'tests/sdk/toolchains');
const file = path.join(root, 'docs/reference/toolchains.md');
const password = 'Dala samal terek 27';
const good = 'every answer is as it should be';
const skipped = 'not tried: it was not there';
const samples = readFileSync(`${folder}/toolchains.tsv`, 'utf8').trim().split('\n').map((line) => {
    const [id, words, headers, found] = line.split('\t');
    return {id, words, headers, found: found === 'ON'};
});
const tried = samples.filter(({found}) => found);

// What one plugin is asked, and what it says: [what was asked, what it said, what it should say].
async function ask(browser, id) {
    const answers = [];
    const get = async (what, page, status, text) => {
        const answer = await browser.get(`/${id}/${page}`);
        answers.push([what, `${answer.status} ${status === 200 ? answer.text.trim() : ''}`, `${status} ${text}`]);
    };
    const post = async (what, text, status, words) => {
        const answer = await browser.post(`/${id}/notes`, {text});
        answers.push([what, `${answer.status} ${answer.text.includes(words)}`, `${status} true`]);
    };
    await get('a query', `hello?name=${encodeURIComponent('Әлия')}`, 200, 'hello Әлия from the edge, 6 * 7 = 42');
    await post('a faulty form', '', 422, 'A note has a text.');
    await post('a form', 'Бірінші 1', 200, 'Бірінші 1; ');
    await post('a write that is given up', 'undone', 500, '');
    await post('another form', 'Екінші "2"', 200, 'Бірінші 1; Екінші "2"; ');
    await get('rows', 'notes', 200, 'Бірінші 1; Екінші "2";');
    await get('a template', 'page', 200, '<ul><li>Абай: 9</li><li>Ыбырай &lt;b&gt;: 10</li></ul>');
    await get('an exception, a panic or a fault', 'wrong', 500, '');
    await get('a query after it', 'hello?name=2', 200, 'hello 2 from the edge, 6 * 7 = 42');
    return answers;
}

// The words for each plugin of a host in which all run there.
async function outcomes(database, place) {
    const places = tried.map(({id}) => `, ${id}: {isolation: ${place}}`).join('');
    const house = new House({database, yaml: `passwords: {memory_kib: 64, passes: 1}\nplugins: {folders: ["${folder}/plugins"]${places}}\n`});
    const words = {};
    try {
        house.run('migrate');
        house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
        createAccount(house.kerege, {organisation: 'school-1', login: 'teacher', profile: 'employee', role: 'teacher', name: 'Seitova Aizhan', language: 'en'}, password);
        await house.start();
        const browser = new Browser(house.address, 'en');
        await browser.signIn('teacher', password);
        await Promise.all(tried.map(async ({id}) => {
            const wrong = (await ask(browser, id)).find(([, said, expected]) => said !== expected);
            words[id] = wrong ? `**${wrong[0]}: ${wrong[1]}**` : good;
        }));
        assert.equal(house.process.exitCode, null, house.log);
        for (const {id} of tried) assert.match(house.log, new RegExp(`${id}.*the sample went wrong`), `${id}: its reason is in the log`);
        assert.deepEqual(await house.stop(), {code: 0, signal: null}, house.log);
    } finally {
        await house.remove();
    }
    return words;
}

const row = ({words, headers}, inHost, inWorker) => `| ${words} | ${headers} | ${inHost} | ${inWorker} |`;
const head = [
    '# Compilers a plugin can be built by',
    '',
    'Written and checked by `tests/sdk/toolchains.test.mjs`: the same plugin, in C, in C++ with the SDK and in Rust, built by each, asked for pages, forms,',
    'rows, templates and faults, on both databases. All of them run in one host at the same time.',
    '',
    '| built by | against the headers of | in the host | in a worker |',
    '|---|---|---|---|',
];

for (const {words, headers} of samples.filter(({found}) => !found)) test(`a plugin built by ${words} against the headers of ${headers}`, {skip: 'it is not there'}, () => {});

test('the page of the compilers says what happens', async () => {
    assert.ok(tried.length > 1);
    const found = {};
    for (const place of ['host', 'worker']) {
        for (const database of databaseKinds) {
            for (const [id, words] of Object.entries(await outcomes(database, place))) {
                found[id] ??= {};
                if (!found[id][place] || found[id][place] === good) found[id][place] = words;
            }
        }
    }
    const rows = samples.map((sample) => (sample.found ? row(sample, found[sample.id].host, found[sample.id].worker) : row(sample, skipped, skipped)));
    if (process.env.KEREGE_WRITE_REFERENCE) writeFileSync(file, [...head, ...rows, ''].join('\n'));
    const written = readFileSync(file, 'utf8').split('\n');
    // Where a compiler is missing, the page says what it did elsewhere.
    const expected = samples.map((sample, index) => (sample.found ? rows[index] : written[head.length + index] ?? ''));
    assert.deepEqual(written, [...head, ...expected, '']);
});
