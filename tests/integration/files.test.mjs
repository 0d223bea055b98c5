// Files of plugins over real connections: sent whole, in ranges, or not again; and what is left of them
// when the host is killed.
import test from 'node:test';
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {build, databaseKinds} from '../support/house.mjs';
import {Region} from '../support/region.mjs';

const folders = ['lib/kerege/plugins', 'tests/plugins/hostile-plugins/files'].map((folder) => path.join(build, folder));
const yaml = `plugins: {folders: ${JSON.stringify(folders)}, shelf: {isolation: worker}}\n`;
// More than a connection's buffers hold.
const content = Buffer.from(Array.from({length: 400_000}, (_, i) => `${i};mark\n`).join(''));

const upload = (person, bytes) => person.post('/shelf/upload', {}, {files: {file: {name: 'Бағалар.csv', content: bytes}}});

// What lies on the disk for the rows of the database: [row without its content, content of another sum].
function flaws(house) {
    const missing = [], wrong = [];
    for (const [sha256, bytes] of house.rows('select sha256, bytes from core_file')) {
        const file = path.join(house.folder, 'files', sha256.slice(0, 2), sha256.slice(2));
        if (!existsSync(file)) missing.push(sha256);
        else if (statSync(file).size !== Number(bytes)) wrong.push(sha256);
    }
    return {missing, wrong};
}

async function sentAsAskedFor(admin) {
    const id = (await upload(admin, content)).text;
    assert.match(id, /^\d+$/);
    const whole = await admin.request('GET', `/shelf/save/${id}`);
    assert.equal(whole.status, 200);
    assert.equal(whole.text, content.toString());
    assert.equal(whole.headers.get('content-length'), String(content.length));
    assert.equal(whole.headers.get('x-content-type-options'), 'nosniff');
    assert.match(whole.headers.get('content-disposition'), /^attachment; filename="_______\.csv"; filename\*=UTF-8''%D0%91/);
    assert.match(whole.headers.get('content-security-policy'), /sandbox/);
    assert.equal(whole.headers.get('etag'), `"${createHash('sha256').update(content).digest('hex')}"`);

    const head = await admin.request('HEAD', `/shelf/save/${id}`);
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-length'), String(content.length));
    assert.equal(head.text, '');

    const last = content.length - 1;
    for (const [range, from, to] of [['0-0', 0, 0], [`${last}-`, last, last], ['300000-3000000', 300_000, 3_000_000], ['-5', last - 4, last]]) {
        const part = await admin.request('GET', `/shelf/save/${id}`, undefined, {range: `bytes=${range}`});
        assert.equal(part.status, 206, range);
        assert.equal(part.text, content.subarray(from, to + 1).toString(), range);
        assert.equal(part.headers.get('content-range'), `bytes ${from}-${to}/${content.length}`);
    }
    assert.equal((await admin.request('GET', `/shelf/save/${id}`, undefined, {range: `bytes=${content.length}-`})).status, 416);
    const known = await admin.request('GET', `/shelf/save/${id}`, undefined, {'if-none-match': whole.headers.get('etag')});
    assert.equal(known.status, 304);
    assert.equal(known.text, '');
    // Another plugin's, and nobody's without a session.
    assert.equal((await admin.request('GET', `/cupboard/save/${id}`)).status, 404);
    assert.notEqual((await admin.request('GET', `/shelf/save/${id}`, undefined, {cookie: ''})).status, 200);
}

// Two at a time, some with the same content, until the host is killed in the midst of them.
async function killedWhileStoring(region, admin) {
    const kept = [];
    let killed = false;
    const storing = async (seed) => {
        for (let i = 0; !killed; i += 1) {
            const bytes = Buffer.concat([Buffer.from(`${i % 7} ${seed}\n`), content.subarray(0, 100_000)]);
            const answer = await upload(admin, bytes).catch(() => undefined);
            if (answer && /^\d+$/.test(answer.text)) kept.push([answer.text, bytes]);
        }
    };
    const both = [storing(1), storing(2)];
    while (kept.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
    const end = region.house.stop('SIGKILL');
    killed = true;
    await end;
    await Promise.all(both);
    assert.deepEqual(flaws(region.house), {missing: [], wrong: []}, 'every row has its content');
    await region.house.start();
    admin.origin = region.house.address;
    for (const [id, bytes] of kept) {
        const page = await admin.request('GET', `/shelf/save/${id}`);
        assert.equal(page.status, 200, 'what was acknowledged is there');
        assert.equal(page.text, bytes.toString());
    }
    assert.ok(readdirSync(path.join(region.house.folder, 'files')).length > 1);
}

for (const database of databaseKinds) {
    test(`files on ${database}`, async (t) => {
        const region = await Region.open({database, yaml});
        try {
            const admin = await region.fill('school-east');
            for (const id of ['shelf', 'cupboard']) region.house.run('module', 'enable', id, '--organisation=kz');
            await new Promise((resolve) => setTimeout(resolve, 1500));
            await t.test('are sent as they are asked for', () => sentAsAskedFor(admin));
            await t.test('are whole or not there when the host is killed', () => killedWhileStoring(region, admin));
        } finally {
            await region.close();
        }
    });
}
