// Officials see numbers, and names only by a grant; an operator ends their access.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createAccount} from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, ids, password, rosters, visible} from '../support/region.mjs';

const redirected = {follow: false};
const idOf = (house, code) => house.rows(`select id from core_organisation where code = '${code}'`)[0][0];
const looks = (house, code) => Number(house.rows(`select count(*) from core_audit where action = 'list.viewed' and organisation_id = ${idOf(house, code)} and person_id = (select person_id from core_account where login = 'official-east')`)[0][0]);

async function numbersOnly({region, school, official}) {
    const page = await official.get(`/organisations/${school}`);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(`/organisations/${school}/people`), 'nothing leads there');
    for (const login of ['official-east', 'ministry', 'operator'])
        assert.equal((await (await region.as(login)).get(`/organisations/${school}/people`)).status, 404, login);
    assert.equal(looks(region.house, 'school-east'), 0);
}

async function granted({region, school, operator, official}) {
    const list = visible(await operator.get('/officials'));
    for (const name of ['Шығыс Маманы', 'Батыс Маманы', 'Министрлік Маманы', 'Жүйе Операторы']) assert.ok(list.includes(name), name);
    assert.ok(!list.includes('Шығыс Әкімшісі'), 'nobody of a school');
    await operator.get('/officials?q=official-ea');
    const [card] = ids(operator.page, '/officials/');
    assert.ok(!visible(operator.page).includes('Батыс Маманы'));
    const path = `/officials/${card}`;
    await operator.get(path);
    const wish = {reason: 'Тексеру, № 31 бұйрық', last_day: '2027-05-25', password};
    assert.equal(Number(region.house.rows("select count(*) from core_audit where action = 'list.viewed' and subject = 'list:officials'")[0][0]), 1, 'the list is noted');
    for (const [wrong, said] of [[{reason: ' '}, 'reason-error'], [{last_day: '2020-01-01'}, 'last_day-error'], [{password: 'no'}, 'password-error']]) {
        const page = await operator.post(`${path}/names`, {...wish, ...wrong});
        assert.ok(page.status >= 400 && page.text.includes(`id="${said}"`), said);
        assert.ok(page.text.includes('№ 31') || wrong.reason, 'what was typed stays');
    }
    assert.equal((await official.get(`/organisations/${school}/people`)).status, 404, 'not by a form that was refused');
    const done = await operator.post(`${path}/names`, wish);
    assert.match(visible(done), /Сол күнге дейін аттарды көреді.*2027/);
    assert.ok((await official.get(`/organisations/${school}`)).text.includes(`/organisations/${school}/people`), 'a way there');
    const page = await official.get(`/organisations/${school}/people?kind=learner`);
    assert.equal(page.status, 200);
    const names = [...page.text.matchAll(/<th scope="row">([^<]*)<\/th><td>7/g)].map(([, name]) => name);
    assert.equal(names.length, rosters['school-east'].learners.rows.length);
    assert.deepEqual(names, [...names].sort(new Intl.Collator('kk').compare), 'in the order of the alphabet');
    const east = await region.as('admin-east');
    const {text} = await east.get('/people?kind=guardian');
    const phone = text.match(/8 7\d\d|\+7 7\d\d/)?.[0];
    await official.get(`/organisations/${school}/people?kind=guardian`);
    assert.ok(!phone || !official.page.text.includes(phone), 'no telephone');
    await official.get(`/organisations/${school}/people?kind=learner&class=${encodeURIComponent('7А')}`);
    assert.ok(visible(official.page).includes('7А') && !official.page.text.includes('<td>7Б'));
    await official.get(`/organisations/${school}/people?kind=learner&q=${encodeURIComponent('щщщ')}`);
    assert.ok(visible(official.page).includes('Ондай атпен ешкім жоқ') || !official.page.text.includes('<td>7'), 'nobody of that name');
    const search = async (kind, words) => (await official.get(`/organisations/${school}/people?kind=${kind}&q=${encodeURIComponent(words)}`)).text.includes('<th scope="row">');
    const [[number, family, login]] = region.house.rows(`select p.phone, p.family_name, a.login from core_membership m join core_person p on p.id = m.person_id join core_account a on a.person_id = p.id where m.organisation_id = ${school} and m.profile = 'guardian' and p.phone <> '' order by m.id limit 1`);
    assert.ok((await east.get(`/people?kind=guardian&q=${encodeURIComponent(number)}`)).text.includes('<th scope="row">'), 'their school finds them by it');
    for (const [words, found] of [[family, true], [family.slice(0, 3), true], [number, false], [number.slice(2), false], [`${family} ${number.slice(2)}`, false], [login, false]])
        assert.equal(await search('guardian', words), found, words);
    assert.equal((await official.get(`/people/${ids(await east.get('/people?kind=learner'), '/people/')[0]}`)).status, 403, 'no cards');
    assert.equal(looks(region.house, 'school-east'), 3, 'a line for each list, in the log of the school');
    await official.get(`/organisations/${school}/people?kind=learner`);
    assert.equal(looks(region.house, 'school-east'), 3, 'once an hour');
    assert.match(visible(await east.get('/audit')), /Шығыс Маманы Адамдар тізімі ашылды/, 'its administrator reads it');
    for (const locale of ['ru', 'en']) {
        await official.post('/language', {locale, next: `/organisations/${school}/people`});
        assert.match(visible(official.page), locale === 'ru' ? /Люди поимённо/ : /People by name/);
    }
    await official.post('/language', {locale: 'kk', next: '/'});
    return path;
}

async function onlyBeneath({region, official}) {
    const [west, own, top] = ['school-west', 'east', 'kz'].map((code) => idOf(region.house, code));
    for (const one of [west, own, top, '1', 'x']) assert.equal((await official.get(`/organisations/${one}/people`)).status, 404, one);
    assert.equal((await (await region.as('official-west')).get(`/organisations/${west}/people`)).status, 404, 'one official, not all');
}

async function withdrawn({region, school, operator, official}, path) {
    await operator.get(path);
    await operator.post(`${path}/names/withdraw`);
    assert.match(visible(operator.page), /Тек сандарды көреді/);
    assert.equal((await official.get(`/organisations/${school}/people`)).status, 404, 'at once');
    assert.equal((await operator.post(`${path}/names/withdraw`)).status, 200, 'twice is done');
    const {house} = region;
    assert.match(house.run('account', 'officials', '--organisation=east'), /official-east +district +east +numbers/);
    house.run('account', 'grant-names', '--login=official-east', '--organisation=east', '--until=2027-05-25', '--reason=order 32');
    assert.match(house.run('account', 'officials', '--organisation=kz'), /official-east +district +east +names until 2027-05-25/);
    assert.equal((await official.get(`/organisations/${school}/people`)).status, 200);
    house.run('account', 'withdraw-names', '--login=official-east', '--organisation=east');
    assert.equal((await official.get(`/organisations/${school}/people`)).status, 404);
    const lines = house.rows(`select action from core_audit where action like 'names.%' and organisation_id = ${idOf(house, 'east')} order by id`).map(([action]) => action);
    assert.deepEqual(lines, ['names.granted', 'names.withdrawn', 'names.granted', 'names.withdrawn']);
}

async function ended({region, school, operator, official}, path) {
    region.house.run('account', 'grant-names', '--login=official-east', '--organisation=east', '--until=2027-05-25', '--reason=order 33');
    const before = await region.as('official-west');
    await operator.get(path);
    assert.equal((await operator.post(`${path}/end`, {first_day: '2020-01-01', note: ''}, redirected)).status, 422, 'before the first day');
    await operator.post(`${path}/end`, {first_day: '', note: '№ 40 бұйрық'});
    assert.match(visible(operator.page), /№ 40 бұйрық/);
    assert.equal((await official.get('/organisations')).path.replace(/\?.*/, ''), '/sign-in', 'their sessions end');
    assert.equal((await before.get('/organisations')).status, 200, 'and nobody else\'s');
    assert.ok(visible(await operator.get('/officials?standing=former')).includes('Шығыс Маманы'));
    await operator.get(path);
    await operator.post(`${path}/reopen`);
    const back = await region.as('official-east');
    assert.equal((await back.get('/organisations')).status, 200);
    assert.equal((await back.get(`/organisations/${school}/people`)).status, 404, 'who comes back sees numbers');
}

// Operators end each other with a proof, never themselves and never the last one; back they come at the machine.
async function operatorEnded({region, operator}) {
    const of = (login) => `/officials/${region.house.rows(`select m.id from core_membership m join core_account a on a.person_id = m.person_id where a.login = '${login}'`)[0][0]}`;
    const wish = {first_day: '', note: '№ 41 бұйрық', password};
    await operator.get(of('operator'));
    assert.match(visible(operator.page), /Қолжетімділігіңізді басқа оператор тоқтатады/);
    assert.equal((await operator.post(`${of('operator')}/end`, wish, redirected)).status, 409, 'nobody ends themselves');
    createAccount(region.house.kerege, {organisation: 'kz', login: 'operator2', profile: 'operator', name: 'Екінші Оператор', language: 'kk'}, password);
    const second = await region.as('operator2');
    await operator.get(of('operator2'));
    assert.ok(!operator.page.text.includes('/names'), 'nothing of names');
    assert.equal((await operator.post(`${of('operator2')}/end`, {...wish, password: 'no'}, redirected)).status, 422, 'a proof is asked for');
    assert.equal((await (await region.as('official-east')).post(`${of('operator2')}/end`, wish, redirected)).status, 403);
    assert.equal((await second.get('/officials')).status, 200, 'nothing has changed yet');
    await operator.get(of('operator2'));
    await operator.post(`${of('operator2')}/end`, wish);
    assert.match(visible(operator.page), /№ 41 бұйрық.*kerege account reopen/s);
    assert.equal((await operator.post(`${of('operator2')}/end`, wish, redirected)).status, 303, 'twice is done');
    assert.equal((await second.get('/officials')).path.replace(/\?.*/, ''), '/sign-in');
    assert.equal((await operator.post(`${of('operator2')}/reopen`, {}, redirected)).status, 404, 'opened at the machine alone');
    assert.match(region.house.run('account', 'reopen', '--login=operator2', '--organisation=kz'), /is open/);
    assert.equal((await (await region.as('operator2')).get('/officials')).status, 200);
}

for (const database of databases.filter((one) => !one.includes('workers')))
    test(`U3.6: officials, their names and their end on ${database}`, async () => {
        const region = await Region.open({database});
        try {
            await region.fill('school-east');
            const state = {region, school: idOf(region.house, 'school-east'), operator: await region.as('operator'), official: await region.as('official-east')};
            await numbersOnly(state);
            const path = await granted(state);
            await onlyBeneath(state);
            await withdrawn(state, path);
            await ended(state, path);
            await operatorEnded(state);
        } finally {
            await region.close();
        }
    });
