// The example the plugin guide is written around: off until it is turned on, its page, form, permission and
// translation.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Browser} from '../../scripts/lib/client.mjs';
import {day} from '../../scripts/lib/clock.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, databases, root} from '../support/house.mjs';

const password = 'Dala samal terek 27';

for (const database of databases) {
    test(`the example plugin keeps reminders (${database})`, async () => {
        const house = new House({database, yaml: 'passwords: {memory_kib: 64, passes: 1}\n'});
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            for (const [login, role, language] of [['admin', 'administrator', 'en'], ['teacher', 'teacher', 'ru']])
                createAccount(house.kerege, {organisation: 'school-1', login, profile: 'employee', role, name: 'Seitova Aizhan', language}, password);
            assert.match(house.run('module', 'show', 'example', '--organisation=school-1'), /example at school-1: off/);
            await house.start();
            const admin = new Browser(house.address, 'en');
            await admin.signIn('admin', password);
            assert.equal((await admin.get('/example')).status, 404);

            house.run('module', 'enable', 'example', '--organisation=kz');
            let page = await admin.get('/example');
            for (let tries = 0; page.status === 404 && tries < 100; tries += 1) {
                await new Promise((resolve) => setTimeout(resolve, 100));
                page = await admin.get('/example');
            }
            assert.equal(page.status, 200);
            assert.match(page.text, /Nothing to remember/);

            page = await admin.post('/example', {text: 'Bring the books', due_on: '2026-02-30'});
            assert.equal(page.status, 422);
            assert.match(page.text, /value="Bring the books"[\s\S]*id="due_on-error">Choose a day\./);
            const due = day(30);
            page = await admin.post('/example', {text: 'Bring the <b>books</b>', due_on: due});
            assert.equal(page.path, '/example');
            assert.match(page.text, /The reminder is saved\.[\s\S]*<td>Bring the &lt;b&gt;books&lt;\/b&gt;<\/td>/);

            const teacher = new Browser(house.address, 'ru');
            await teacher.signIn('teacher', password);
            page = await teacher.get('/example');
            assert.match(page.text, /Напоминания[\s\S]*Bring the/);
            assert.doesNotMatch(page.text, /<form[^>]*action="\/example"/);
            assert.equal((await teacher.post('/example', {text: 'x', due_on: due})).status, 403);
        } finally {
            await house.remove();
        }
    });
}
