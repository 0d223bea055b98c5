// Run by tests/integration/installed.test.mjs, where there may be no network but this machine's own and neither the sources of
// the host nor its build: node installed.mjs DATABASE. KEREGE_BUILD is where it was installed. Says on its last line what it had.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {Browser} from '../../scripts/lib/client.mjs';
import {day} from '../../scripts/lib/clock.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, build, root} from './house.mjs';
import {until} from './until.mjs';

const password = 'Dala samal terek 27';
process.chdir('/');

const house = new House({database: process.argv[2], yaml: 'passwords: {memory_kib: 64, passes: 1}\n'});
assert.ok(path.isAbsolute(house.kerege[0]) && path.isAbsolute(house.kerege[1].replace('--config=', '')));
assert.ok(!house.folder.startsWith(build), 'the data are elsewhere');
try {
    house.run('migrate');
    house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
    createAccount(house.kerege, {organisation: 'school-1', login: 'admin', profile: 'employee', role: 'administrator', name: 'Seitova Aizhan', language: 'kk'}, password);
    house.run('module', 'enable', 'example', '--organisation=kz');
    for (const plugin of ['example', 'journal', 'school']) assert.match(house.run('plugin', 'list'), new RegExp(`^${plugin} `, 'm'));
    await house.start();
    assert.equal(readFileSync(`/proc/${house.process.pid}/cwd/etc/debian_version`, 'utf8').length > 0, true, 'it works from /');

    const visitor = new Browser(house.address, 'ru');
    const page = await visitor.get('/sign-in');
    assert.equal(page.status, 200);
    assert.match(page.text, /<html lang="ru"/);
    const looks = page.text.match(/<link rel="stylesheet" href="([^"]+)"/)[1];
    assert.equal((await visitor.get(looks)).status, 200, 'its styles are there');
    const elsewhere = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, href]) => href).filter((href) => /^(https?:)?\/\//.test(href));
    assert.deepEqual(elsewhere, [], 'nothing is fetched from another machine');
    assert.equal((await visitor.get('/help/sign-in')).status, 200);

    const admin = new Browser(house.address, 'kk');
    await admin.signIn('admin', password);
    await until('the module is on', async () => (await admin.get('/example')).status === 200);
    const saved = await admin.post('/example', {text: 'Кітаптарды алып келу', due_on: day(30)});
    assert.match(saved.text, /<td>Кітаптарды алып келу<\/td>/);
    assert.equal((await admin.get('/school/classes')).status, 200);
    assert.doesNotMatch(house.log, / error /);
    assert.deepEqual(await house.stop(), {code: 0, signal: null});
    const lines = readFileSync('/proc/net/dev', 'utf8').trim().split('\n').slice(2);
    console.log(JSON.stringify({network: lines.map((line) => line.split(':')[0].trim()), sources: existsSync(`${root}/host/src`)}));
} finally {
    await house.remove();
}
