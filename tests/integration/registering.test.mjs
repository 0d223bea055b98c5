// U4.9: a parent registers a person without legal capacity; the school takes the child in, finds it, or
// declines. Over HTTP without scripts, on each database.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, ids, password, rosters, visible} from '../support/region.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const place = '/account/registrations';
const rows = rosters['school-east'].learners.rows.filter((row) => row[0] === '7А' && row[8]);
const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);
const child = {family_name: 'Тіркелова', given_name: 'Айша', patronymic: '', birth_date: '2017-05-04', sex: 'female', kinship: 'mother', class: '7-б'};
const count = (region, of) => region.house.rows(`select count(*) from ${of}`)[0][0];

async function register(parent, wish) {
    await parent.get(place);
    return parent.post(place, wish);
}
const queued = async (admin) => ids(await admin.get('/registrations'), '/registrations/');

for (const database of databases) {
    test(`U4.9 a parent registers a child, and the school takes it in (${database})`, async () => {
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `public_url: "http://kerege.example"\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: school@mail.example}\n`});
        try {
            const [east, west] = [await region.fill('school-east'), await region.fill('school-west')];
            const slips = await load.printSlips(east, 'guardian', '7А');
            const [parent, other] = [await region.begin(slipOf(slips, rows[0][8])), await region.begin(slipOf(slips, rows[1][8]))];
            assert.match((await parent.get('/')).text, new RegExp(`href="${place}"`), 'on the first page');
            assert.match((await parent.get('/account')).text, new RegExp(`href="${place}"`), 'under My account');
            assert.ok(!(await east.get('/account')).text.includes(place));

            // A document with an age is asked for a child that is younger.
            const file = `${region.house.folder}/consent.yaml`;
            writeFileSync(file, 'documents:\n  - code: child\n    owner: kz\n    kind: binding\n    profiles: [learner]\n    own_age: 14\n    title: {kk: Бала келісімі, ru: Согласие за ребёнка, en: Consent for a child}\n    text: {kk: "1. Бала.", ru: "1. Ребёнок.", en: "1. A child."}\n');
            region.house.run('agreement', 'import', file);
            region.house.run('agreement', 'publish', 'child');
            const form = await parent.get(place);
            assert.match(form.text, /name="accept" value="child\/1"/);
            const wrong = await parent.post(place, {...child, given_name: 'А1', birth_date: ''});
            assert.equal(wrong.status, 422);
            assert.match(wrong.text, /value="Тіркелова"/, 'what was typed stays');
            const unticked = await parent.post(place, child);
            assert.equal(unticked.status, 422);
            assert.match(visible(unticked), /Осы жастағы бала өзі қабылдай алмайтын құжаттарды белгілеңіз/);
            const wish = {...child, accept: 'child/1'};
            const sent = await register(parent, wish);
            assert.equal(sent.status, 200);
            assert.match(visible(sent), /Жіберілді.*Тіркелова Айша.*Жауап күтіп тұр/s);
            await register(parent, wish);
            assert.equal(count(region, 'core_registration'), '1', 'the form twice');
            assert.equal(count(region, "core_person where family_name = 'Тіркелова'"), '0', 'nobody is made');

            // The school's administrators see it, nobody else does.
            assert.match((await east.get('/')).text, /href="\/registrations"><strong>1<\/strong>/);
            assert.match((await east.get('/people')).text, /href="\/registrations">[^<]*<\/a> <span class="badge warn">1<\/span>/);
            const [id] = await queued(east);
            const card = `/registrations/${id}`;
            assert.match(visible(await east.get(card)), /Тіркелова Айша.*7Б.*анасы.*child\/1.*ұқсас ешкім жоқ/s);
            assert.deepEqual(await queued(west), []);
            for (const [who, browser, status] of [['another school', west, 404], ['a parent', parent, 403], ['another parent', other, 403]]) {
                assert.equal((await browser.get(card)).status, status, who);
                for (const deed of ['accept', 'link', 'decline'])
                    assert.equal((await browser.post(`${card}/${deed}`, {reason: 'x', learner: '1'}, redirected)).status, status, `${who}: ${deed}`);
            }
            assert.equal((await other.post(`${place}/${id}/withdraw`, {}, redirected)).status, 404, 'another parent takes nothing back');
            assert.ok(!visible(await other.get(place)).includes('Тіркелова'));

            // Taken in: a learner with class, parent and account, and what the parent accepted.
            await east.get(card);
            assert.equal((await east.post(`${card}/accept`, {class: '9Я'})).status, 422);
            const made = await east.post(`${card}/accept`, {class: '7Б'});
            assert.match(made.path, /^\/people\/\d+$/);
            assert.match(visible(made), new RegExp(`Тіркелова Айша.*${rows[0][8]}`, 's'));
            assert.match(visible(await east.get(`/people?kind=learner&class=${encodeURIComponent('7Б')}`)), /Тіркелова Айша/);
            assert.equal((await east.post(`${card}/accept`, {class: '7Б'})).path, made.path, 'twice');
            assert.equal((await east.post(`${card}/decline`, {reason: 'кеш'}, redirected)).status, 409);
            assert.deepEqual(region.house.rows("select c.way, c.locale, c.address, p.family_name from core_agreement_acceptance c join core_person p on p.id = c.person_id"), [['guardian', 'kk', '127.0.0.1', 'Тіркелова']]);
            const slip = slipOf(await load.printSlips(east, 'learner', '7Б'), 'Тіркелова Айша');
            await region.begin(slip); // asked for no document
            const home = await parent.get('/');
            assert.match(visible(home), /Тіркелова Айша/, 'among the children');
            assert.match(visible(await parent.get(place)), /Тіркелова Айша.*Қабылданды/s);
            assert.match(visible(await east.get('/audit')), /Тіркелген бала қабылданды/);
            assert.equal((await parent.post(place, wish, redirected)).status, 409, 'their child already');

            // Declined and withdrawn; the parent reads why.
            await register(parent, {...wish, given_name: 'Дина'});
            const [second] = await queued(east);
            await east.get(`/registrations/${second}`);
            assert.equal((await east.post(`/registrations/${second}/decline`, {reason: ' '})).status, 422);
            await east.post(`/registrations/${second}/decline`, {reason: 'Орын жоқ'});
            assert.match(visible(await parent.get(place)), /Қабылданбады.*Орын жоқ/s);
            await register(parent, {...wish, given_name: 'Лаура'});
            const third = parent.page.text.match(/registrations\/(\d+)\/withdraw/)[1];
            assert.match(visible(await parent.post(`${place}/${third}/withdraw`)), /Қайтарып алынды/);
            assert.equal((await east.post(`/registrations/${third}/accept`, {class: ''}, redirected)).status, 409);

            // The parent's address is known: letters, with neither the child's name nor the reason.
            const about = () => sink.letters.filter((letter) => letter.text.includes('http://kerege.example/account/registrations'));
            await until('the letters', () => about().length === 2);
            for (const {to, subject, text} of about()) {
                assert.equal(to, rows[0][10]);
                assert.doesNotMatch(subject + text, /Тіркелова|Айша|Дина|Орын жоқ/);
            }

            // Answered and taken back ones go when the time of erasure is over.
            assert.equal(count(region, 'core_registration'), '3');
            await region.later(93);
            await until('the erasure', () => count(region, 'core_registration') === '0');
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
            await sink.stop();
        }
    });
}

for (const database of databases.filter((one) => !one.includes('workers'))) {
    test(`U4.9 the school finds the child among its learners, and tells nobody before (${database})`, async () => {
        const region = await Region.open({database});
        try {
            const east = await region.fill('school-east');
            const slips = await load.printSlips(east, 'guardian', '7А');
            const parent = await region.begin(slipOf(slips, rows[0][8]));
            const known = rows.find((row) => row[8] !== rows[0][8] && row[11] !== rows[0][8]);
            const [day, month, year] = known[4].split('.');
            const wish = {...child, family_name: known[1].toUpperCase(), given_name: known[2], birth_date: `${year}-${month}-${day}`};
            const [seen, stranger] = [visible(await register(parent, wish)), visible(await register(parent, child))];
            assert.match(seen, /Жіберілді/);
            assert.match(stranger, /Жіберілді/, 'the same for a child who is known and for one who is not');
            const all = await queued(east);
            assert.equal(all.length, 2);
            const page = await east.get(`/registrations/${all[0]}`);
            assert.ok(visible(page).includes(fullName(known, 1)), 'who resembles the child');
            const learner = page.text.match(/name="learner" value="(\d+)"/)[1];
            assert.equal((await east.post(`/registrations/${all[0]}/link`, {learner: '1'})).status, 422);
            const linked = await east.post(`/registrations/${all[0]}/link`, {learner});
            assert.equal(linked.path, `/people/${learner}`);
            assert.match(visible(linked), new RegExp(rows[0][8]));
            assert.equal(count(region, `core_person where given_name = '${known[2]}' and family_name = '${known[1]}'`), '1', 'no second one');
            assert.match(visible(await parent.get('/')), new RegExp(known[2]));

            // By the command line.
            assert.match(region.house.run('registration', 'list', '--organisation=school-east'), new RegExp(`^${all[1]}  waiting +Тіркелова Айша  born 2017-05-04  class 7Б`, 'm'));
            assert.throws(() => region.house.run('registration', 'decline', all[1], '--organisation=school-west', '--reason=x'), /./);
            assert.throws(() => region.house.run('registration', 'accept', all[1], '--organisation=school-east', '--class=9Я'), /class/);
            assert.match(region.house.run('registration', 'accept', all[1], '--organisation=school-east'), /is a learner of school-east/);
            await register(parent, {...child, given_name: 'Дина'});
            const [third] = await queued(east);
            assert.match(region.house.run('registration', 'decline', third, '--organisation=school-east', '--reason=Орын жоқ'), /declined/);
            await register(parent, {...child, given_name: 'Лаура'});
            const [fourth] = await queued(east);
            const login = region.house.rows(`select a.login from core_account a join core_membership m on m.person_id = a.person_id where m.id = ${learner}`)[0][0];
            assert.match(region.house.run('registration', 'link', fourth, '--organisation=school-east', `--login=${login}`), new RegExp(`the child is ${login}`));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}

test('U4.9 a parent of another school comes without children and registers one; restricted and suspended nobody does', async () => {
    const region = await Region.open({database: 'sqlite'});
    try {
        const [east, west] = [await region.fill('school-east'), await region.fill('school-west')];
        const parent = await region.begin(slipOf(await load.printSlips(east, 'guardian', '7А'), rows[0][8]));
        await parent.get('/account/join-code');
        const code = (await parent.post('/account/join-code', {password})).text.match(/<code>([a-z-]+-\d+)<\/code>/)[1];
        await west.get('/people/join');
        assert.match((await west.post('/people/join', {login: parent.login, code, profile: 'guardian', position: '', children: ''})).path, /^\/people\/\d+$/);
        const choices = [...(await parent.get('/account')).text.matchAll(/name="membership" value="(\d+)">\s*<button type="submit" (aria-current="true")?/g)];
        await parent.post('/account/membership', {membership: choices.find(([, , current]) => !current)[1]});
        assert.match(visible(await parent.get('/')), /Мұнда әзірге бірде-бір оқушы/);
        assert.match(visible(await register(parent, {...child, class: ''})), /Жіберілді/);
        assert.equal((await queued(west)).length, 1);
        assert.deepEqual(await queued(east), [], 'asked of the school one looks at');

        const operator = await region.as('operator');
        await operator.get('/restrictions');
        await operator.post('/restrictions', {login: parent.login, level: 'restricted', reason: '6.8', note: 'x', until: ''});
        await parent.get(place);
        assert.ok(!parent.page.text.includes('name="family_name"'), 'no form for who is restricted');
        assert.equal((await parent.post(place, {...child, given_name: 'Дина'}, redirected)).status, 403);
        region.house.run('account', 'lift', `--login=${parent.login}`);
        region.house.run('org', 'status', 'school-west', 'suspended', '--reason=x');
        await until('the suspension', async () => !(await parent.get(place)).text.includes('name="family_name"'));
        assert.match(visible(parent.page), /Мектебіңіз қазір бала қабылдамайды/);
        assert.equal((await parent.post(place, {...child, given_name: 'Дина'}, redirected)).status, 403);
        assert.equal(count(region, 'core_registration'), '1');
    } finally {
        assert.deepEqual(await region.close(), {code: 0, signal: null});
    }
});
