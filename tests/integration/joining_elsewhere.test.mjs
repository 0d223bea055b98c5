// One person in two organisations, by a code of theirs and the other administrator's act.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, password, visible} from '../support/region.mjs';

const code = (page) => page.text.match(/<code>([a-z-]+-\d+)<\/code>/)?.[1] ?? assert.fail(page.text);

for (const database of databases.filter((one) => !one.includes('workers')))
    test(`U1.6: one person in two organisations on ${database}`, async () => {
        const region = await Region.open({database});
        try {
            const east = await region.fill('school-east');
            const west = await region.fill('school-west');
            const [slip] = await load.printSlips(east, 'employee');
            const teacher = await region.begin(slip);
            await teacher.get('/account/join-code');
            assert.equal((await teacher.post('/account/join-code')).status, 422, 'not without the password');
            assert.equal((await teacher.post('/account/join-code', {password: 'x'})).status, 422);
            const withdrawn = code(await teacher.post('/account/join-code', {password}));
            assert.match(visible(await teacher.get('/account')), /Сіздің кодыңыз .* дейін күтіп тұр/);
            assert.match(visible(await teacher.post('/account/join-code/withdraw')), /Код енді ештеңе ашпайды/);
            assert.doesNotMatch(visible(await teacher.get('/account')), /дейін күтіп тұр/);
            await teacher.get('/account/join-code');
            const first = code(await teacher.post('/account/join-code', {password}));
            assert.ok(!(await teacher.get('/account/join-code')).text.includes(first), 'shown once');
            await west.get('/people/join');
            const wish = {login: slip.login, code: first, profile: 'employee', position: 'Шахмат мұғалімі', children: ''};
            for (const wrong of [{code: 'x'}, {code: withdrawn}, {login: 'nobody'}]) {
                const page = await west.post('/people/join', {...wish, ...wrong});
                assert.equal(page.status, 422);
                assert.match(visible(page), /Логин мен код сәйкес емес/, 'the same for both');
                assert.ok(!visible(page).includes(slip.name.split(' ')[0]), 'nothing is seen before');
            }
            const card = await west.post('/people/join', wish);
            assert.equal(card.status, 200);
            assert.match(visible(card), new RegExp(slip.name.split(' ')[0]));
            assert.ok(card.text.includes('Шахмат мұғалімі'));
            assert.equal((await west.post('/people/join', wish)).status, 422, 'used up');
            assert.match(visible(await west.get('/audit')), /Бұрынғы логинімен қабылданды/);
            assert.match(visible(await east.get('/audit')), /Басқа ұйымға да жатады/);

            // Switched without signing in again, and both go on.
            const account = await teacher.get('/account');
            const choices = [...account.text.matchAll(/name="membership" value="(\d+)">\s*<button type="submit" (aria-current="true")?/g)];
            assert.equal(choices.length, 2, visible(account));
            await teacher.post('/account/membership', {membership: choices.find(([, , current]) => !current)[1]});
            assert.match(visible(await teacher.get('/account')), /Батыс мектебі/);
            await teacher.post('/account/membership', {membership: choices.find(([, , current]) => current)[1]});
            assert.match(visible(await teacher.get('/account')), /Шығыс мектебі/);

            // As a parent, with the children there.
            const learners = await west.get('/people?kind=learner');
            const [, childsId, childsName, child] = learners.text.match(/<th scope="row"><a href="\/people\/(\d+)">([^<]*)<\/a><\/th><td>[^<]*<\/td><td>([^<]+)<\/td>/);
            await teacher.get('/account/join-code');
            const second = code(await teacher.post('/account/join-code', {password}));
            await west.get('/people/join');
            const parent = {login: slip.login, code: second, profile: 'guardian', position: '', children: 'nobody'};
            assert.equal((await west.post('/people/join', parent)).status, 422);
            assert.equal((await west.post('/people/join', {...parent, children: child})).status, 200);
            assert.ok(west.page.text.includes(`<a href="/people/${childsId}">`), 'the child stands on the card');
            const marks = `/journal/marks?learner=${childsId}`;
            assert.notEqual((await teacher.get(marks)).status, 200, 'not as a teacher of another school');
            const both = (await teacher.get('/account')).text;
            await teacher.post('/account/membership', {membership: both.match(/value="(\d+)">\s*<button type="submit" >Батыс мектебі · Ата-ана/)[1]});
            const seen = await teacher.get(marks);
            assert.equal(seen.status, 200);
            assert.ok(visible(seen).includes(childsName.trim().split(/\s+/)[0]), 'the journal of the child, as its parent');
            assert.match(region.house.run('account', 'join', '--login=official-west', '--organisation=school-west', '--profile=guardian', `--children=${child}`), /official-west belongs to school-west too$/m);
            assert.match(region.house.run('account', 'join', '--login=official-west', '--organisation=school-east', '--profile=employee'), /without a role/);
            assert.throws(() => region.house.run('account', 'join', '--login=official-east', '--organisation=school-east', '--profile=employee', '--role=king'), /no such role/);
            region.house.run('account', 'join', '--login=official-east', '--organisation=school-east', '--profile=employee', '--role=deputy');
            assert.deepEqual(region.house.rows("select r.role from core_membership_role r join core_membership m on m.id = r.membership_id join core_account a on a.person_id = m.person_id where a.login = 'official-east'"), [['deputy']]);
        } finally {
            await region.close();
        }
    });
