// Planned maintenance: the operator plans it, everybody reads of it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Browser, formOf, withFields} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, databases, root} from '../support/house.mjs';

const password = 'Dala samal terek 27';
const offset = () => Number(process.env.KEREGE_CLOCK_OFFSET_MS ?? 0);
// YYYY-MM-DD in Almaty, so many days from the host's today.
const day = (after) => new Date(Date.now() + offset() + after * 86_400_000 + 5 * 3_600_000).toISOString().slice(0, 10);

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`K3.1.2 maintenance is planned, announced and counted (${database})`, async () => {
        const house = new House({database, yaml: 'passwords: {memory_kib: 64, passes: 1}\n'});
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            createAccount(house.kerege, {organisation: 'kz', login: 'operator', profile: 'operator', name: 'Seitova Aizhan', language: 'en'}, password);
            await house.start();
            const operator = new Browser(house.address, 'en');
            await operator.signIn('operator', password);
            const visitor = new Browser(house.address, 'ru');
            await planned(operator, visitor);
            await extended(operator, visitor);
            await calledOff(operator, visitor);
            byCommand(house);
        } finally {
            await house.remove();
        }
    });
}

async function planned(operator, visitor) {
    let page = await operator.get('/maintenance');
    assert.match(page.text, /<strong>0:00<\/strong>/);
    assert.match(page.text, /Nothing is planned/);
    const typed = {day: day(2), from: '22:00', until: '01:30', words_ru: 'Обновляется база данных.', words_kk: 'Дерекқор жаңартылады.'};
    page = await operator.post('/maintenance', withFields(formOf(page, '/maintenance'), {...typed, from: '22'}));
    assert.equal(page.status, 422);
    assert.match(page.text, /id="from-error">Write the time as 22:00/);
    assert.match(page.text, /value="Обновляется база данных\."/, 'nothing typed is lost');
    const form = withFields(formOf(page, '/maintenance'), typed);
    page = await operator.post('/maintenance', form);
    assert.equal(page.status, 200);
    assert.match(page.text, /<strong>3:30<\/strong>/);
    assert.match(page.text, /Maintenance is planned: [^<]*22:00–[^<]*01:30\. The site may not answer then\. Дерекқор жаңартылады\./, 'without English words the Kazakh ones');
    const twice = await operator.post('/maintenance', form);
    assert.equal(twice.status, 409, 'the same form twice plans once');
    page = await visitor.get('/sign-in');
    assert.match(page.text, /Запланированы технические работы: [^<]*22:00[^<]*Обновляется база данных\./, 'before anybody has signed in');
}

async function extended(operator, visitor) {
    const form = (await operator.get('/maintenance')).text.match(/href="(\/maintenance\/\d+\/extend)"/)[1];
    let page = await operator.get(form);
    page = await operator.post(form, withFields(formOf(page, form), {until: 'soon'}));
    assert.equal(page.status, 422);
    assert.match(page.text, /id="until-error">Write the time as 22:00/);
    page = await operator.post(form, withFields(formOf(page, form), {until: '02:00'}));
    assert.match(page.text, /It ends later now\./);
    assert.match(page.text, /<strong>4:00<\/strong>/);
    assert.match((await visitor.get('/sign-in')).text, /22:00–[^<]*02:00/);
    assert.match((await operator.get('/audit')).text, /Maintenance extended/);
}

async function calledOff(operator, visitor) {
    const page = await operator.get('/maintenance');
    const action = page.text.match(/action="(\/maintenance\/\d+\/call-off)"/)[1];
    assert.match((await operator.post(action)).text, /It is called off\./);
    assert.match(operator.page.text, /<strong>0:00<\/strong>/);
    assert.doesNotMatch((await visitor.get('/sign-in')).text, /технические/);
    const again = await operator.post(action);
    assert.equal(again.status, 409);
    assert.match(again.text, /It is over, or called off already/);
    assert.match((await operator.get('/audit')).text, /Maintenance called off/);
}

function byCommand(house) {
    const id = house.run('maintenance', 'plan', day(9), '00:00', '00:00').trim();
    assert.match(house.run('maintenance', 'list'), new RegExp(`${id} +planned `));
    assert.match(house.run('maintenance', 'list'), /24:00 of 96 hours in|0:00 of 96 hours in/);
    assert.match(house.run('maintenance', 'extend', id, '00:30'), new RegExp(`it ends at ${day(10)} 00:30`));
    assert.throws(() => house.run('maintenance', 'extend', id, 'soon'), ({stderr}) => /until: Write the time/.test(stderr));
    house.run('maintenance', 'call-off', id);
    assert.match(house.run('maintenance', 'list'), new RegExp(`${id} +called off`));
    assert.throws(() => house.run('maintenance', 'plan', '31.02.2026', '00:00', '00:00'), ({stderr}) => /day: Write the day as/.test(stderr));
}
