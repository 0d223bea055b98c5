// K3.4.3 Lists of people taken along as files, which the import reads back and finds nothing changed.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {databases} from '../support/house.mjs';
import {Region, password, visible} from '../support/region.mjs';

const kinds = {'staff.csv': 'staff', 'staff.xlsx': 'staff', 'learners.csv': 'learners', 'learners.xlsx': 'learners'};

async function upload(admin, kind, name, content) {
    await admin.get('/roster');
    return admin.post('/roster', {kind}, {files: {file: {name, content}}});
}

async function downloads(t, region) {
    const admin = await region.fill('school-east');

    await t.test('are offered beside the list, and change nothing when they come back', async () => {
        const page = await admin.get('/people?kind=learner');
        for (const file of ['learners.xlsx', 'learners.csv', 'oneroster.zip', 'sds-1.zip', 'sds-2.1.zip']) assert.ok(page.text.includes(`href="/people/export/${file}"`), file);
        for (const [file, kind] of [...Object.entries(kinds), ['oneroster.zip', 'staff'], ['oneroster.zip', 'learners'], ['sds-1.zip', 'staff'], ['sds-2.1.zip', 'learners']]) {
            const form = await admin.get(`/people/export/${file}`);
            assert.equal(form.headers.get('content-disposition'), null, 'an open session alone gives nothing away');
            assert.equal((await admin.post(`/people/export/${file}`, {password: 'x'})).status, 422);
            const answer = await admin.post(`/people/export/${file}`, {password});
            assert.equal(answer.status, 200, file);
            assert.match(answer.headers.get('content-disposition'), new RegExp(`attachment; filename="${file}"`));
            const preview = await upload(admin, kind, file, answer.bytes);
            assert.match(preview.path, /^\/roster\/\d+$/, file);
            assert.match(visible(preview), /Файл ештеңені өзгертпейді: бәрі енгізілген/, file);
        }
    });

    await t.test('stand in the log of changes', async () => {
        const page = await admin.get('/audit?kind=list.exported');
        assert.match(visible(page), /Адамдар тізімі файл түрінде жүктеп алынды/);
        assert.match(page.text, /learners\.xlsx/);
    });

    await t.test('are written by the command line too', () => {
        for (const [file, kind] of Object.entries(kinds)) {
            const path = `${region.house.folder}/${file}`;
            region.house.run('roster', 'export', path, '--organisation=school-east');
            assert.ok(readFileSync(path).length > 1000, file);
            const told = region.house.run('roster', 'import', path, '--organisation=school-east', `--kind=${kind}`, '--accept-good-rows');
            assert.match(told, /people: 0 new, 0 changed/, file);
            assert.match(told, /guardians: 0 new, 0 changed/, file);
        }
        assert.throws(() => region.house.run('roster', 'export', `${region.house.folder}/all.csv`, '--organisation=school-east'), ({stderr}) => /the file's name says/.test(stderr));
    });
}

for (const database of databases) {
    test(`lists of people as files on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            await downloads(t, region);
        } finally {
            await region.house.remove();
        }
    });
}
