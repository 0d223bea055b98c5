// Numbers for everybody: over HTTP without scripts, on every database.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, cut} from '../support/region.mjs';
import {until} from '../support/until.mjs';

const yaml = 'open_data: {organisation: kz, at_least: 10, every: day}\n';
const files = ['organisations.csv', 'counts.csv', 'open-data.json', 'datapackage.json'];

const rowsOf = (text) => {
    assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'));
    const [names, ...lines] = text.slice(1).trimEnd().split('\r\n').map((line) => line.split(';'));
    return lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));
};

// Both schools filled: one with sixty learners, one with six.
async function settle(region) {
    await region.fill('school-west');
    const admin = await region.as('admin-east');
    const {heading, rows} = cut('learners', () => true);
    const some = rows.slice(0, 60);
    await load.importRoster(admin, 'learners', [heading, ...some.map((row) => row.join(';'))].join('\r\n') + '\r\n');
    return some;
}

for (const database of databases) {
    test(`U4.14, K7.1 numbers for everybody on ${database}`, async () => {
        const region = await Region.open({database, yaml});
        try {
            const learners = await settle(region);
            const operator = await region.as('operator');
            const before = (await operator.get('/installation/open-data')).text;
            assert.match(before, /action="\/installation\/open-data"/);
            const made = () => region.house.rows("select id from core_audit where action = 'open_data.made'").length;
            await until('the first, made by itself', () => made() === 1);
            await operator.post('/installation/open-data');
            await until('one more at the operator\'s wish', () => made() === 2);
            assert.match((await operator.get('/audit?kind=open_data.made')).text, /Баршаға ашық сандар есептелді/);

            const visitor = region.browser('kk');
            const texts = {};
            for (const file of files) {
                const answer = await visitor.get(`/open-data/${file}`);
                assert.equal(answer.status, 200, file);
                assert.match(answer.headers.get('cache-control'), /^public, max-age=/);
                assert.equal((await visitor.request('GET', `/open-data/${file}`, undefined, {'if-none-match': answer.headers.get('etag')})).status, 304, file);
                texts[file] = answer.text;
            }
            const logins = region.house.rows("select a.login from core_account a join core_membership m on m.person_id = a.person_id where m.profile in ('learner', 'guardian')").flat();
            assert.ok(logins.length > 60);
            const names = learners.map((row) => row[1]).filter((name) => name.length > 4);
            const all = Object.values(texts).join('\n');
            for (const personal of [...logins.filter((login) => login.length > 6), ...names, ...learners.flatMap((row) => [row[4], row[4].split('.').reverse().join('-')])])
                assert.ok(!all.includes(personal), personal);

            const counts = rowsOf(texts['counts.csv']);
            const of = (code, scope, measure) => counts.find((row) => row.code === code && row.scope === scope && row.measure === measure);
            for (const row of counts.filter(({count}) => count !== '')) assert.ok(Number(row.count) >= 10 && Number(row.count) % 5 === 0, JSON.stringify(row));
            assert.equal(of('school-east', 'own', 'learners').count, '60');
            assert.ok(counts.filter(({code}) => code === 'school-west').every(({count, withheld}) => count === '' && withheld === '1'), 'six are nowhere');
            assert.deepEqual([of('kz', 'all', 'learners').count, of('kz', 'all', 'learners').withheld], ['60', '1'], 'and not in the sum');
            const described = JSON.parse(texts['datapackage.json']);
            assert.deepEqual(described.titles, {kk: 'Ашық деректер', ru: 'Открытые данные', en: 'Open data'});
            assert.deepEqual(described.resources.map(({path, rows}) => [path, rows]), [['organisations.csv', 5], ['counts.csv', counts.length]]);
            const east = JSON.parse(texts['open-data.json']).organisations.find(({code}) => code === 'school-east');
            assert.equal(east.own.learners.count, 60);

            for (const [locale, title] of [['kk', 'Ашық деректер'], ['ru', 'Открытые данные'], ['en', 'Open data']]) {
                const page = await region.browser(locale).get('/open-data');
                assert.equal(page.status, 200);
                assert.ok(page.text.includes(`<h1>${title}</h1>`), locale);
                assert.ok(page.text.includes('href="/open-data/organisations/east"'));
            }
            const front = await visitor.get('/open-data');
            assert.equal((await visitor.request('GET', '/open-data', undefined, {'if-none-match': front.headers.get('etag')})).status, 304);
            const school = await visitor.get('/open-data/organisations/school-west');
            assert.match(school.text, /Батыс мектебі/);
            assert.doesNotMatch(school.text, /<dd>6/);
            assert.equal((await visitor.get('/open-data/organisations/no-such')).status, 404);
            assert.equal((await visitor.get('/sign-in')).text.includes('href="/open-data"'), true, 'there is a way to it');

            // The day after, with one learner less: nobody can tell.
            const [left] = region.house.rows("select m.id from core_membership m join core_organisation o on o.id = m.organisation_id where o.code = 'school-east' and m.profile = 'learner' order by m.id limit 1").flat();
            const admin = await region.as('admin-east');
            await admin.get(`/people/${left}/end`);
            await admin.post(`/people/${left}/end`, {ground: 'moved', note: ''});
            assert.match(region.house.run('open-data', 'make'), /kz: numbers of 5 organisations/);
            assert.equal((await visitor.get('/open-data/counts.csv')).text, texts['counts.csv']);
            assert.match(region.house.run('open-data', 'show'), /^kz: numbers of 5 organisations as of /);
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}

test('open data are off unless the operator switches them on', async () => {
    const region = await Region.open();
    try {
        const operator = await region.as('operator');
        for (const path of ['/open-data', ...files.map((file) => `/open-data/${file}`), '/open-data/organisations/kz'])
            assert.equal((await region.browser().get(path)).status, 404, path);
        assert.equal((await operator.post('/installation/open-data')).status, 404);
        assert.match((await operator.get('/installation/open-data')).text, /open_data/);
        assert.doesNotMatch((await operator.get('/')).text, /href="\/open-data"/);
        assert.throws(() => region.house.run('open-data', 'make'), /nothing is published/);
        assert.deepEqual(region.house.rows('select * from core_open_snapshot'), []);
    } finally {
        await region.close();
    }
});
