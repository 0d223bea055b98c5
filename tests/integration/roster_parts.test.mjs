// Files that hold several tables: which sheet of a workbook, which school of an archive.
import test from 'node:test';
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {databases} from '../support/house.mjs';
import {Region, visible} from '../support/region.mjs';
import {zip} from '../support/zip.mjs';

const heading = ['Сынып', 'Тегі', 'Аты', 'Туған күні', 'Жынысы'];
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

// {sheet: [[cell, …], …]}, all of it text.
function workbook(sheets) {
    const names = Object.keys(sheets);
    const files = {
        '[Content_Types].xml': '<Types/>',
        'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="r${i}" Type="${office}/worksheet" Target="sheet${i}.xml"/>`).join('')}</Relationships>`,
    };
    names.forEach((name, i) => {
        const rows = sheets[name].map((cells, row) => `<row r="${row + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`);
        files[`xl/sheet${i}.xml`] = `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
    });
    return zip(files);
}

const learner = (label, given) => [label, 'Бек', given, '01.09.2013', 'М'];
const book = workbook({Мазмұны: [['Тізімдер'], ['2026']], '7А': [heading, learner('7А', 'Айдос')], '7Ә': [heading, learner('7Ә', 'Дархан'), learner('7Ә', 'Ерлан')]});
const archive = zip({
    'School.csv': 'SIS ID,Name\n1,№ 7 мектеп\n2,№ 8 мектеп\n',
    'Student.csv': 'SIS ID,School SIS ID,First Name,Last Name,Grade,Birthdate\n11,1,Айша,Омар,9,4/2/2013\n12,2,Дана,Ән,9,12/19/2013\n13,2,Әсел,Сейіт,9,12/19/2013\n',
});

async function upload(admin, name, content) {
    await admin.get('/roster');
    return admin.post('/roster', {kind: 'learners'}, {files: {file: {name, content}}});
}

async function parts(t, region) {
    const admin = await region.as('admin-east');
    const learners = () => region.house.rows("select p.given_name from core_membership m join core_person p on p.id = m.person_id where m.profile = 'learner' order by 1").map(([name]) => name);

    await t.test('another sheet of a workbook is taken', async () => {
        const preview = await upload(admin, 'тізім.xlsx', book);
        assert.match(visible(preview), /Парақ: 7А \. Басқа парақты алу Мазмұны \(1 жол\) 7Ә \(2 жол\)/);
        const choice = await admin.get(`${preview.path}/parts`);
        assert.match(choice.text, /value="2" required checked/);
        assert.equal((await admin.post(`${preview.path}/parts`, {part: '9'})).status, 422);
        const other = await admin.post(`${preview.path}/parts`, {part: '3'});
        assert.equal(other.path, preview.path);
        assert.match(visible(other), /тізім\.xlsx · 7Ә/);
        await admin.post(preview.path, {});
        assert.deepEqual(learners(), ['Дархан', 'Ерлан']);
    });

    await t.test('a sheet whose columns nobody knows asks for them', async () => {
        const preview = await upload(admin, 'тізім.xlsx', book);
        const asked = await admin.post(`${preview.path}/parts`, {part: '1'});
        assert.equal(asked.path, `${preview.path}/columns`);
        await admin.post(`${preview.path}/discard`, {});
    });

    await t.test('one school of an archive is taken, said what stays out, and remembered', async () => {
        const asked = await upload(admin, 'sds.zip', archive);
        assert.match(asked.path, /^\/roster\/\d+\/parts$/);
        assert.match(visible(asked), /№ 7 мектеп 1 1 адам № 8 мектеп 2 2 адам/);
        assert.equal((await (await region.as('admin-west')).get(asked.path)).status, 404, 'another school');
        const preview = await admin.post(asked.path, {part: '2'});
        assert.equal(`${preview.path}/parts`, asked.path);
        assert.match(visible(preview), /Мектеп: № 8 мектеп \. Архивтен алынбағандар: № 7 мектеп \(1 адам\)/);
        const stored = region.house.rows('select content from core_roster_part').map(([content]) => content ?? '');
        assert.deepEqual(stored.join(''), '', 'nothing of the others');
        const again = await upload(admin, 'sds.zip', archive);
        assert.match(again.path, /^\/roster\/\d+$/, 'without a question');
        const start = await admin.post(`${again.path}/parts`, {forget: 'yes'});
        assert.equal(start.path, '/roster');
        assert.match((await upload(admin, 'sds.zip', archive)).path, /parts$/, 'asked anew');
    });

    await t.test('the command line names them', () => {
        const file = (name, bytes) => {
            writeFileSync(`${region.house.folder}/${name}`, bytes);
            return ['roster', 'import', `${region.house.folder}/${name}`, '--organisation=school-west', '--kind=learners'];
        };
        const sheet = file('list.xlsx', book);
        assert.throws(() => region.house.run(...sheet, '--sheet=8А'), ({stderr}) => /It holds: Мазмұны, 7А, 7Ә/.test(stderr));
        assert.match(region.house.run(...sheet, '--sheet=7ә'), /sheet 7А: 1 row\(s\), left out\nsheet 7Ә: 2 row\(s\)\npeople: 2 new/);
        const schools = file('sds.zip', archive);
        assert.throws(() => region.house.run(...schools), ({stdout, stderr}) => /school № 7 мектеп \(1\): 1 row/.test(stdout) && /name one by --school/.test(stderr));
        assert.match(region.house.run(...schools, '--school=№ 7 мектеп'), /people: 1 new/);
        assert.match(region.house.run(...schools, '--school=2'), /people: 2 new/);
    });
}

for (const database of databases) {
    test(`parts of a file with a roster on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            await parts(t, region);
        } finally {
            await region.house.remove();
        }
    });
}
