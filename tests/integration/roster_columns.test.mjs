// A roster whose headings nobody knows: the administrator says which column is which, once.
import test from 'node:test';
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {databases} from '../support/house.mjs';
import {Region, password, visible} from '../support/region.mjs';

const heading = 'Рет;Кім;Қай топ;Күні;Белгі';
const rows = ['1;Бек Айдос Ұланұлы;7А;01.09.2013;М', '2;Ән Дана;7Ә;02.09.2013;Ж'];

async function upload(admin, text) {
    await admin.get('/roster');
    return admin.post('/roster', {kind: 'learners'}, {files: {file: {name: 'тізім.csv', content: `${text}\r\n`}}});
}

async function columns(t, region) {
    const admin = await region.as('admin-east');
    let page;

    await t.test('are asked for, with the first values of each', async () => {
        page = await upload(admin, [heading, ...rows].join('\r\n'));
        assert.match(page.path, /^\/roster\/\d+\/columns$/);
        assert.match(visible(page), /Әлі табылмағандар: Сынып, Тегі, Аты, Туған күні, Жынысы/);
        assert.match(visible(page), /Бек Айдос Ұланұлы · Ән Дана/);
    });

    await t.test('are refused when one is missing or chosen twice', async () => {
        const address = page.path;
        let answer = await admin.post(address, {'column.1': 'full_name', 'column.2': 'full_name'});
        assert.equal(answer.status, 422);
        assert.match(visible(answer), /басқа бағанда бар: C\./);
        assert.match(answer.text, /<option value="full_name" selected>/, 'what was chosen stays');
        answer = await admin.post(address, {'column.1': 'full_name', 'column.2': 'class_label', 'column.3': 'birth_date'});
        assert.equal(answer.status, 422);
        assert.match(visible(answer), /«Жынысы» бағаны жоқ/);
    });

    await t.test('lead to the preview, which says what is not read', async () => {
        const address = page.path;
        const answer = await admin.post(address, [['column.1', 'full_name'], ['column.2', 'class_label'], ['column.3', 'birth_date'], ['absent', 'sex']]);
        assert.equal(`${answer.path}/columns`, address);
        assert.match(visible(answer), /өзгеріссіз қалады: Жынысы/);
        assert.match(visible(answer), /Оқылмайтын бағандар: Рет, Белгі/);
        assert.match(answer.text, new RegExp(`href="${address}"`));
        const applied = await admin.post(answer.path);
        assert.equal(applied.status, 200);
    });

    await t.test('are remembered for the same headings, in this school alone', async () => {
        const second = await upload(admin, [heading.toUpperCase(), rows[0], '3;Сейіт Әлия;7А;03.09.2013;Ж'].join('\r\n'));
        assert.match(second.path, /^\/roster\/\d+$/);
        const west = await region.as('admin-west');
        assert.match((await upload(west, [heading, ...rows].join('\r\n'))).path, /columns$/);
        assert.equal((await west.get(page.path)).status, 404);
    });

    await t.test('are said on the command line too', () => {
        const file = `${region.house.folder}/list.csv`;
        writeFileSync(file, `Кім;Топ\r\nБек Айдос;7А\r\n`);
        const base = ['roster', 'import', file, '--organisation=school-west', '--kind=learners'];
        assert.throws(() => region.house.run(...base), ({stdout}) => /A: Кім\nB: Топ\nfields: class_label/.test(stdout));
        assert.match(region.house.run(...base, '--columns=full_name=A,class_label=B,birth_date=-,sex=-'), /people: 1 new/);
        assert.throws(() => region.house.run(...base, '--columns=surname=A'), ({stderr}) => /surname=A: no field/.test(stderr));
    });
}

for (const database of databases) {
    test(`columns of a roster on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            await columns(t, region);
        } finally {
            await region.house.remove();
        }
    });
}

// The rows of two parents as schools write them, in three languages.
const families = {
    kk: 'Сынып;Оқушының аты-жөні;Туған күні;Жынысы;Анасы;Анасының ұялы телефоны;Анасының поштасы;Әкесі;Әкесінің ұялы телефоны;Әкесінің поштасы',
    ru: 'Класс;ФИО ученика;Дата рождения;Пол;ФИО матери;Телефон;E-mail;ФИО отца;Телефон;E-mail',
    en: "Class;Full name;Date of birth;Sex;Mother's name;Mother's phone;Mother's e-mail;Father's name;Father's phone;Father's e-mail",
};

async function parents(t, region) {
    const admin = await region.as('admin-east');
    const family = ['7А', 'Бек Айдос', '01.09.2013', 'М', 'Бек Дана Ерқызы', '+998 90 123-45-67', 'dana@mail.example', 'Бек Ұлан', '8 701 123 45 67', 'ulan@mail.example'];
    const links = () => region.house.rows('select p.given_name, p.phone, p.email from core_guardianship g join core_membership m on m.id = g.guardian_membership_id join core_person p on p.id = m.person_id order by 1');

    for (const [language, line] of Object.entries(families)) {
        await t.test(`two parents of one row are read, ${language}`, async () => {
            const preview = await upload(admin, [line, family.join(';')].join('\r\n'));
            assert.match(preview.path, /^\/roster\/\d+$/);
            if (language !== 'kk') {
                assert.match(visible(preview), /Файл ештеңені өзгертпейді/, 'they are there');
                return;
            }
            assert.match(visible(preview), /Бек Айдос 2 Оқушы .*Бек Дана Ерқызы \(анасы\), Бек Ұлан \(әкесі\)/, 'both beside the child');
            assert.match(visible(preview), /\+998 901 234 567/);
            await admin.post(preview.path, {});
            assert.deepEqual(links(), [['Дана', '+998901234567', 'dana@mail.example'], ['Ұлан', '+77011234567', 'ulan@mail.example']]);
        });
    }

    await t.test('another parent is a change that names them, and the export brings both back unchanged', async () => {
        const changed = [...family];
        changed[7] = 'Бек Сәкен';
        changed[8] = '+90 532 123 45 67';
        changed[9] = '';
        const preview = await upload(admin, [families.ru, changed.join(';')].join('\r\n'));
        assert.match(visible(preview), /Бек Айдос 2 Ата-аналар: \+ → Бек Сәкен/);
        await admin.post(`${preview.path}/discard`, {});
        await admin.get('/roster');
        const {bytes} = await admin.post('/people/export/learners.csv', {password});
        const again = await admin.post('/roster', {kind: 'learners'}, {files: {file: {name: 'learners.csv', content: bytes}}});
        assert.match(visible(again), /Файл ештеңені өзгертпейді/);
    });

    await t.test('what a parent is to the child stands on both cards, is changed by hand and by a file, and undone with it', async () => {
        const [[child, mother]] = region.house.rows("select g.learner_membership_id, g.guardian_membership_id from core_guardianship g where g.kinship = 'mother'");
        const kinship = () => region.house.rows(`select kinship from core_guardianship where guardian_membership_id = ${mother}`)[0][0];
        assert.match(visible(await admin.get(`/people/${mother}`)), /Балалары Бек Айдос анасы, 7А/);
        const card = await admin.get(`/people/${child}`);
        assert.match(visible(card), /Бек Дана Ерқызы анасы, \+998/);
        const form = Object.fromEntries([...card.text.matchAll(/<input id="(\w+)"[^>]*value="([^"]*)"/g)].map((m) => [m[1], m[2]]));
        const save = (value) => admin.post(`/people/${child}`, {...form, sex: 'male', [`kinship-${mother}`]: value});
        assert.equal((await save('uncle')).status, 422);
        assert.match(visible(admin.page), /Тізімнен таңдаңыз\./);
        assert.equal((await save('guardian')).status, 200);
        assert.equal(kinship(), 'guardian');
        assert.match(visible(admin.page), /Бек Дана Ерқызы қамқоршысы, /);
        const preview = await upload(admin, [families.ru, family.join(';')].join('\r\n'));
        assert.match(visible(preview), /Бек Айдос 2 Балаға кім болып келеді: Бек Дана Ерқызы \(қамқоршысы\) → Бек Дана Ерқызы \(анасы\)/);
        await admin.post(preview.path, {});
        assert.equal(kinship(), 'mother');
        const undo = await admin.get(`${preview.path}/undo`);
        assert.match(visible(undo), /Бек Айдос Балаға кім болып келеді: Бек Дана анасы қамқоршысы/);
        await admin.post(`${preview.path}/undo`, {});
        assert.equal(kinship(), 'guardian');
        const west = await region.as('admin-west');
        assert.equal((await west.post(`/people/${child}`, {...form, sex: 'male', [`kinship-${mother}`]: 'other'})).status, 404, 'another school');
        assert.equal(kinship(), 'guardian');
    });
}

for (const database of databases) {
    test(`parents in a roster on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            await parents(t, region);
        } finally {
            await region.house.remove();
        }
    });
}
