// K4.2, K7.8: one person entered by hand, another class, a parent more and a parent less. Over HTTP without
// scripts, on each database.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, fullName, rosters, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';

const redirected = {follow: false};
const rows = rosters['school-east'].learners.rows.filter((row) => row[0] === '7А' && row[8]);
const child = {profile: 'learner', family_name: 'Қолмен', given_name: 'Айша', patronymic: '', birth_date: '2013-05-04', sex: 'female', phone: '', email: '', class: '7-ә'};
const count = (region, of) => Number(region.house.rows(`select count(*) from ${of}`)[0][0]);
const byName = (region, family, given, profile) => region.house.rows(`select m.id from core_membership m join core_person p on p.id = m.person_id where p.family_name = '${family}' and p.given_name = '${given}' and m.profile = '${profile}' order by m.id desc`)[0][0];
const classOf = (region, membership) => region.house.rows(`select c.grade || c.letter from school_enrolment e join school_class c on c.organisation_id = e.organisation_id and c.id = e.class_id where e.learner_membership_id = ${membership} and e.valid_until is null`).flat().join();

for (const database of databases) {
    test(`K4.2 an administrator enters one person, changes the class, mends the parents (${database})`, async () => {
        const region = await Region.open({database});
        try {
            const [east, west] = [await region.fill('school-east'), await region.fill('school-west')];
            assert.match((await east.get('/people?kind=learner')).text, /href="\/people\/new\?profile=learner"/);

            // For more than one there is a file to fill in.
            assert.match((await east.get('/roster')).text, /href="\/roster\/template\/learners\.xlsx"/);
            assert.match((await east.get('/roster/template/staff.csv')).text, /^\uFEFF?"?Тегі"?;"?Аты/);
            assert.equal((await east.get('/roster/template/oneroster.zip')).status, 404);

            // What is wrong stands beside the field, what was typed stays.
            await east.get('/people/new?profile=learner');
            const wrong = await east.post('/people/new', {...child, given_name: 'А1', class: 'қызғалдақ', phone: '12'});
            assert.equal(wrong.status, 422);
            assert.match(wrong.text, /value="Қолмен"/);
            for (const field of ['given_name', 'phone', 'class']) assert.match(wrong.text, new RegExp(`id="${field}-error"`), field);

            // A learner in a class that begins with them; the module hears of it.
            const made = await east.post('/people/new', child);
            assert.match(made.path, /^\/people\/\d+$/);
            assert.match(visible(made), /Қосылды.*уақытша құпиясөз.*7Ә/s);
            const aisha = made.path.split('/').at(-1);
            await until('the class', () => classOf(region, aisha) === '7Ә');
            assert.match(visible(await east.get('/search?q=қолмен')), /Қолмен Айша/);
            assert.match(visible(await east.get('/audit')), /Адам қолмен қосылды/);
            await east.get('/people/new?profile=learner');
            const twice = await east.post('/people/new', child);
            assert.equal(twice.status, 409, 'the form twice');
            assert.match(visible(twice), /Осы адам ба\?.*Қолмен Айша/s);
            assert.match(twice.text, new RegExp(`href="/people/${aisha}"`));
            assert.equal(count(region, "core_person where family_name = 'Қолмен'"), 1);
            const other = await east.post('/people/new', {...child, who: 'other', shown: aisha});
            assert.match(other.path, /^\/people\/\d+$/, 'a namesake');
            assert.equal(count(region, "core_person where family_name = 'Қолмен'"), 2);

            // An employee; residence and position are theirs alone.
            await east.get('/people/new?profile=employee');
            const employed = await east.post('/people/new', {profile: 'employee', family_name: 'Қолмен', given_name: 'Нұрлан', patronymic: '', birth_date: '', sex: 'male', phone: '87015556677', email: '', residence: 'Алматы', position: 'Редактор'});
            assert.match(visible(employed), /Қолмен Нұрлан/);
            assert.match(employed.text, /value="editor" checked/);

            // Another class, from today on.
            const learner = byName(region, rows[0][1], rows[0][2], 'learner');
            await east.get(`/people/${learner}/class`);
            assert.equal((await east.post(`/people/${learner}/class`, {class: ''})).status, 422);
            const moved = await east.post(`/people/${learner}/class`, {class: '7б'});
            assert.match(visible(moved), /Сақталды: оқушы бүгіннен бастап/);
            await until('the move', () => classOf(region, learner) === '7Б');
            assert.equal((await east.post(`/people/${learner}/class`, {class: '7Б'}, redirected)).status, 303, 'twice');

            // A parent who is known, found by name and by phone.
            const parent = byName(region, rows[1][8].split(' ')[0], rows[1][8].split(' ')[1], 'guardian');
            for (const q of [rows[1][8].split(' ')[0], rows[1][9]]) assert.match((await east.get(`/people/${learner}/guardians?q=${encodeURIComponent(q)}`)).text, new RegExp(`name="adult" value="${parent}"`), q);
            const slip = (await load.printSlips(east, 'guardian', '7А')).find((one) => one.name === rows[1][8]);
            const browser = await region.begin(slip);
            assert.ok(!visible(await browser.get('/')).includes(fullName(rows[0], 1)));
            await east.get(`/people/${learner}/guardians`);
            assert.equal((await east.post(`/people/${learner}/guardians`, {kinship: ''})).status, 422);
            const added = await east.post(`/people/${learner}/guardians`, {adult: parent, kinship: 'other'});
            assert.ok(visible(added).includes(rows[1][8]));
            await until('the child', async () => visible(await browser.get('/')).includes(rows[0][2]));

            // Wrong persons.
            const paths = [['/people/new', {...child, given_name: 'Бөтен'}], [`/people/${learner}/class`, {class: '8А'}], [`/people/${learner}/guardians`, {adult: parent}], [`/people/${learner}/guardians/${parent}/remove`, {}]];
            for (const [path, fields] of paths) {
                assert.equal((await browser.post(path, fields, redirected)).status, 403, `a parent: ${path}`);
                if (path !== '/people/new') {
                    assert.equal((await west.get(path)).status, 404, `another school: ${path}`);
                    assert.equal((await west.post(path, fields, redirected)).status, 404, `another school: ${path}`);
                }
            }
            const theirs = byName(region, rosters['school-west'].learners.rows[0][1], rosters['school-west'].learners.rows[0][2], 'learner');
            assert.equal((await east.post(`/people/${learner}/guardians`, {adult: theirs}, redirected)).status, 404, 'somebody of another school');

            // A new parent, and one removed whose only child it was.
            await east.get(`/people/new?learner=${aisha}`);
            const mother = {profile: 'guardian', learner: aisha, family_name: 'Қолмен', given_name: 'Дана', patronymic: '', birth_date: '', sex: '', phone: '87015556688', email: '', kinship: 'mother'};
            const linked = await east.post('/people/new', mother);
            assert.equal(linked.path, `/people/${aisha}`);
            assert.match(visible(linked), /Қолмен Дана.*анасы/s);
            const dana = byName(region, 'Қолмен', 'Дана', 'guardian');
            const page = await east.get(`/people/${aisha}/guardians/${dana}/remove`);
            assert.match(page.text, /name="end" value="1" checked/);
            const removed = await east.post(`/people/${aisha}/guardians/${dana}/remove`, {end: '1'});
            assert.ok(!visible(removed).includes('Қолмен Дана'));
            assert.equal(region.house.rows(`select ground from core_membership_end where membership_id = ${dana}`)[0][0], 'child_left');
            assert.equal((await east.get(`/people/${aisha}/guardians/${dana}/remove`)).status, 404);
            assert.doesNotMatch((await east.get(`/people/${learner}/guardians/${parent}/remove`)).text, /name="end"/, 'has another child here');
            await east.post(`/people/${learner}/guardians/${parent}/remove`, {});
            await until('no child more', async () => !visible(await browser.get('/')).includes(fullName(rows[0], 1)));

            // Restricted, suspended.
            const operator = await region.as('operator');
            await operator.get('/restrictions');
            await operator.post('/restrictions', {login: 'admin-east', level: 'restricted', reason: '6.8', note: 'x', until: ''});
            await until('the restriction', async () => (await east.post('/people/new', {...child, given_name: 'Дина'}, redirected)).status === 403);
            region.house.run('account', 'lift', '--login=admin-east');
            region.house.run('org', 'status', 'school-west', 'suspended', '--reason=x');
            await until('the suspension', async () => (await west.post('/people/new', {...child, given_name: 'Дина'}, redirected)).status === 403);
            assert.equal(count(region, "core_person where given_name = 'Дина' and family_name = 'Қолмен'"), 0);
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}

test('K4.2 the same by the command line', async () => {
    const region = await Region.open({database: 'sqlite'});
    try {
        await region.fill('school-east');
        const run = (...words) => region.house.run('person', ...words, '--organisation=school-east');
        const login = run('add', '--profile=learner', '--name=Қолмен Айша', '--born=2013-05-04', '--sex=female', '--class=7Ә').match(/^(\S+) belongs to school-east/)[1];
        assert.throws(() => run('add', '--profile=learner', '--name=Қолмен Айша', '--born=2013-05-04'), /same person/);
        const second = run('add', '--profile=learner', '--name=Қолмен Айша', '--born=2013-05-04', '--twins=new').match(/^(\S+)/)[1];
        assert.notEqual(second, login);
        assert.throws(() => run('add', '--profile=guardian', '--name=Қолмен Дана'), /--children/);
        const mother = run('add', '--profile=guardian', '--name=Қолмен Дана', `--children=${login},${second}`, '--kinship=mother').match(/^(\S+)/)[1];
        assert.equal(count(region, 'core_guardianship g join core_membership m on m.id = g.guardian_membership_id join core_account a on a.person_id = m.person_id where a.login = ' + `'${mother}'`), 2);
        assert.match(run('class', '7Б', `--login=${login}`), /in class 7Б/);
        assert.throws(() => run('class', 'гүл', `--login=${login}`), /class/);
        assert.throws(() => region.house.run('person', 'class', '7Б', `--login=${login}`, '--organisation=school-west'), /no learner there/);
        assert.match(run('remove-parent', `--login=${login}`, `--guardian=${mother}`), /no more/);
        assert.equal(count(region, 'core_membership_end'), 0, 'a parent of the other one still');
        assert.match(run('add-parent', `--login=${login}`, `--guardian=${mother}`, '--kinship=mother'), /is a parent of/);
        region.house.run('org', 'status', 'school-east', 'suspended', '--reason=x');
        assert.throws(() => run('class', '7А', `--login=${login}`), /suspended or closed/);
    } finally {
        assert.deepEqual(await region.close(), {code: 0, signal: null});
    }
});
