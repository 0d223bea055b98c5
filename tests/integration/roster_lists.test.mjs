// The preview of a long roster: every list of it whole, page by page without scripts, the faults as a
// table, answers kept from page to page.
import test from 'node:test';
import assert from 'node:assert/strict';
import {databases} from '../support/house.mjs';
import {Region, numbers, visible} from '../support/region.mjs';

const heading = 'Сынып;Тегі;Аты;Туған күні;Жынысы;Ата-анасы 1;Телефон 1';
const letters = (number) => [...String(number).padStart(3, '0')].map((digit) => 'абгдежзикл'[digit]).join('');
const learner = (number, {label = '7А', born = '01.09.2013', phone = true} = {}) =>
    [label, `Бек${letters(number)}`, 'Айдос', born, 'М', `Бек${letters(number)} Ұлан`, phone ? `+7701000${String(number).padStart(4, '0')}` : ''].join(';');
const many = (count, shape) => Array.from({length: count}, (_, number) => learner(number, shape));

async function upload(admin, rows) {
    await admin.get('/roster');
    return admin.post('/roster', {kind: 'learners'}, {files: {file: {name: 'тізім.csv', content: `${heading}\r\n${rows.join('\r\n')}\r\n`}}});
}

// What stands on all pages of a list, by its links alone.
async function whole(admin, address, pattern) {
    const found = [];
    for (let next = address, pages = 0; next; pages += 1) {
        assert.ok(pages < 20, 'the pages end');
        const page = await admin.get(next);
        assert.equal(page.status, 200);
        found.push(...[...page.text.matchAll(pattern)].map((match) => match[1]));
        next = page.text.match(/<a href="([^"]+)" rel="next">/)?.[1].replaceAll('&amp;', '&');
    }
    return found;
}

async function lists(t, region) {
    const admin = await region.as('admin-east');
    const present = () => Number(region.house.rows("select count(*) from core_membership where profile = 'learner' and valid_until is null")[0][0]);

    await t.test('show everybody who is new, learners and parents, with the parents beside the child', async () => {
        const preview = await upload(admin, many(230));
        assert.equal(numbers(preview)[0], 460);
        assert.match(visible(preview), /Кім жаңа 460/);
        const names = await whole(admin, `${preview.path}/rows?of=fresh`, /<th scope="row">([^<]+)<\/th>/g);
        assert.equal(names.length, 460);
        assert.equal(new Set(names).size, 460, 'each once');
        const second = await admin.get(`${preview.path}/rows?of=fresh&page=2`);
        assert.match(second.text, /rel="prev"/);
        assert.match(second.text, /aria-current="page">2-бет, барлығы 3</);
        assert.match(visible(await admin.get(`${preview.path}/rows?of=fresh&page=1`)), /Бекааа Айдос 2 Оқушы 7А, .*2013.* Бекааа Ұлан/);
        assert.equal((await admin.get(`${preview.path}/rows?of=fresh&page=99`)).status, 200, 'beyond the end: the last one');
        await admin.post(preview.path, {});
        for (let tries = 0; present() < 230 && tries < 300; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(present(), 230);
    });

    await t.test('show every change with what stood there before, and who is not in the file', async () => {
        const preview = await upload(admin, many(220, {label: '8Б'}));
        assert.equal(numbers(preview)[1], 220);
        const changed = await whole(admin, `${preview.path}/rows?of=changes`, /<div>([^<]*<span class="help">[^<]*<\/span>[^<]*)<\/div>/g);
        assert.equal(changed.length, 220);
        assert.ok(changed.every((change) => /Сынып: <span class="help">7А<\/span> → 8Б/.test(change)));
        assert.equal((await whole(admin, `${preview.path}/rows?of=gone`, /<li><a href="(\/people\/\d+)">/g)).length, 10);
        assert.match(visible(preview), /және тағы 170/);
        await admin.post(`${preview.path}/discard`, {});
    });

    await t.test('say of an undoing all it does, page by page', async () => {
        await admin.post((await upload(admin, many(220, {label: '8Б'}))).path, {});
        const inClass = (label) => Number(region.house.rows(`select count(*) from core_placement where label = '${label}'`)[0][0]);
        for (let tries = 0; inClass('8Б') < 220 && tries < 300; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(inClass('8Б'), 220);
        const undo = (await admin.get('/roster')).text.match(/href="(\/roster\/\d+\/undo)"/)[1];
        const shown = await admin.get(undo);
        assert.deepEqual(numbers(shown).slice(0, 3), [0, 220, 0]);
        assert.equal((shown.text.match(/data-label="[^"]*">8Б</g) ?? []).length, 50, 'the beginning');
        assert.match(visible(shown), /және тағы 170/);
        const names = await whole(admin, `${undo}?of=restores`, /<th scope="row">([^<]+)<\/th>/g);
        assert.equal(names.length, 220);
        assert.equal(new Set(names).size, 220, 'each once');
        const last = await admin.get(`${undo}?of=restores&page=99`);
        assert.match(last.text, /aria-current="page">2-бет, барлығы 2</, 'beyond the end: the last one');
        assert.match(last.text, new RegExp(`href="${undo}"`), 'and back');
        for (const list of ['ends', 'kept']) assert.match(visible(await admin.get(`${undo}?of=${list}`)), /Бұл тізімде ешкім жоқ/, list);
        assert.equal((await admin.get(`${undo}?of=nothing`)).text.includes('<form method="post" action="' + undo), true, 'no such list: the whole');
        const west = await region.as('admin-west');
        assert.equal((await west.get(`${undo}?of=restores`)).status, 404, 'another school');
        await admin.post(undo, {});
        assert.deepEqual([inClass('7А'), inClass('8Б')], [230, 0]);
    });

    await t.test('show every fault, and give them as a table', async () => {
        const preview = await upload(admin, many(211, {born: '31.02.2013'}));
        assert.equal(numbers(preview)[4], 211);
        const rows = await whole(admin, `${preview.path}/rows?of=faults`, /<td class="number"[^>]*>(\d+)<\/td>/g);
        assert.deepEqual(rows.map(Number), Array.from({length: 211}, (_, number) => number + 2));
        const file = await admin.get(preview.text.match(/href="(\/roster\/\d+\/faults\.csv)"/)[1]);
        assert.match(file.headers.get('content-disposition'), /filename="faults\.csv"/);
        const lines = file.text.replace('\uFEFF', '').trim().split('\r\n');
        assert.equal(lines.length, 212);
        assert.match(lines[1], /^2;Туған күні;31\.02\.2013;/);
        const west = await region.as('admin-west');
        assert.equal((await west.get(`${preview.path}/faults.csv`)).status, 404, 'another school');
        assert.equal((await west.get(`${preview.path}/rows?of=faults`)).status, 404);
        await admin.post(`${preview.path}/discard`, {});
    });

    await t.test('keep what is answered while the next questions are looked at', async () => {
        const preview = await upload(admin, many(130, {born: '02.10.2012', phone: false}));
        const questions = (page) => [...page.text.matchAll(/name="(twin\.[\d.]+)" value="(\d+)"/g)].map((match) => [match[1], match[2]]);
        assert.equal(questions(preview).length, 100);
        const [first, second] = questions(preview);
        const show = preview.text.match(/name="show" value="(twins 2)"/)[1];
        const next = await admin.post(preview.path, {[first[0]]: first[1], [second[0]]: 'new', show, 'at.twins': '1'});
        assert.match(next.path, /twins=2/);
        assert.equal(questions(next).length, 100, 'the other learners, and the first parents');
        assert.equal(questions(await admin.get(`${preview.path}?twins=3`)).length, 60);
        const back = await admin.get(`${preview.path}?twins=1`);
        assert.match(back.text, new RegExp(`name="${first[0]}" value="${first[1]}" checked`));
        const other = questions(next)[0];
        const here = present();
        await admin.post(preview.path, {[other[0]]: other[1], 'at.twins': '2'});
        assert.equal(present(), here + 1, 'one is another person, the others nobody answered for');
        const born = region.house.rows("select count(*) from core_person where cast(birth_date as text) = '2012-10-02'")[0][0];
        assert.equal(Number(born), 3, 'of both pages');
    });
}

for (const database of databases) {
    test(`lists of a roster on ${database}`, async (t) => {
        const region = await Region.open({database});
        try {
            await lists(t, region);
        } finally {
            await region.house.remove();
        }
    });
}
