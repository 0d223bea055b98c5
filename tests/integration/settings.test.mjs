// What modules leave to choose: where a value comes from, who may set it, and what becomes of a wrong one or of
// two people who change the same.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Browser, formOf, withFields} from '../../scripts/lib/client.mjs';
import {createAccount} from '../../scripts/lib/load.mjs';
import {House, build, databases, root} from '../support/house.mjs';

const password = 'Dala samal terek 27';
// A module of the tests with a setting of each type.
const yaml = `passwords: {memory_kib: 64, passes: 1}
plugins: {folders: [${build}/lib/kerege/plugins, ${build}/tests/plugins/hostile-plugins/sdk], toolkit: {isolation: host}}
`;
const field = (page, key) => page.text.match(new RegExp(`<div class="field">(?:(?!<div class="field">)[\\s\\S])*?toolkit-${key}-help">([\\s\\S]*?)</div>`))?.[0] ?? assert.fail(`no field ${key}`);
const inForce = (page, key) => field(page, key).match(/-help">([^<]*)/)[1].replace(/&#39;/g, "'");

for (const database of databases.filter((name) => !name.includes('workers'))) {
    test(`settings of modules (${database})`, async () => {
        const house = new House({database, yaml});
        try {
            house.run('migrate');
            house.run('org', 'import', `${root}/scripts/demo-data/region.yaml`);
            createAccount(house.kerege, {organisation: 'kz', login: 'operator', profile: 'operator', name: 'Seitova Aizhan', language: 'en'}, password);
            for (const [login, role] of [['admin', 'administrator'], ['teacher', 'teacher']])
                createAccount(house.kerege, {organisation: 'school-1', login, profile: 'employee', role, name: 'Omarov Daniyar', language: 'en'}, password);
            await house.start();
            const as = async (login) => {
                const browser = new Browser(house.address, 'en');
                await browser.signIn(login, password);
                return browser;
            };
            const operator = await as('operator'), admin = await as('admin'), teacher = await as('teacher');

            await whoAndWhere(operator, admin, teacher);
            await wrong(admin, house);
            await twoTabs(admin, await as('admin'));
            await back(operator, admin);
        } finally {
            await house.remove();
        }
    });
}

async function whoAndWhere(operator, admin, teacher) {
    let page = await operator.get('/settings');
    assert.equal(page.status, 200);
    assert.equal(inForce(page, 'count'), 'In force: 7, by default. Left empty it is as above: 7');
    assert.match(field(page, 'loud'), /<option value="above" selected>As above: Off<\/option>/);
    page = await operator.post('/settings', withFields(formOf(page, '/settings'), {'value.toolkit.count': ' 12 ', 'value.toolkit.loud': '=1'}));
    assert.equal(page.status, 200);
    assert.match(inForce(page, 'count'), /In force: 12, set here/);
    assert.match(field(page, 'count'), /value="12"/);
    assert.match(page.text, /href="\/settings\?organisation=\d+">Zhetisu Region/, 'the tree leads on');

    page = await admin.get('/settings');
    assert.match(inForce(page, 'count'), /In force: 12, from Ministry of Education/);
    assert.match(field(page, 'loud'), /As above: On/);
    assert.match(field(page, 'size'), /In force: Small, by default · set by the operator/);
    assert.doesNotMatch(page.text, /name="value\.toolkit\.size"/);
    assert.doesNotMatch(page.text, /<h2>Below<\/h2>/);
    const own = formOf(page, '/settings').find(([name]) => name === 'organisation')[1];
    page = await admin.post('/settings', {organisation: own, 'value.toolkit.size': '=large', 'was.toolkit.size': ''});
    assert.match(field(page, 'size'), /In force: Small/, 'left to the operator');

    assert.equal((await teacher.get('/settings')).status, 403);
    const top = formOf(await operator.get('/settings'), '/settings').find(([name]) => name === 'organisation')[1];
    assert.equal((await admin.get(`/settings?organisation=${top}`)).status, 404);
    assert.equal((await admin.post('/settings', {organisation: top, 'value.toolkit.count': '9', 'was.toolkit.count': '=12'})).status, 404);
    page = await operator.get(`/settings?organisation=${own}`);
    page = await operator.post('/settings', withFields(formOf(page, '/settings'), {'value.toolkit.size': '=large'}));
    assert.match(field(page, 'size'), /In force: Large, set here/);
    assert.match(field(await admin.get('/settings'), 'size'), /In force: Large, set here · set by the operator/);
}

async function wrong(admin, house) {
    const page = await admin.get('/settings');
    const answer = await admin.post('/settings', withFields(formOf(page, '/settings'), {'value.toolkit.count': '99', 'value.toolkit.words': 'Typed <and> kept'}));
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<a href="#toolkit-count">Count: A whole number from 1 to 60 is expected\.<\/a>/);
    assert.match(field(answer, 'count'), /value="99"[^>]*aria-invalid="true"[\s\S]*<p class="field-error" id="toolkit-count-error">A whole number from 1 to 60/);
    assert.match(field(answer, 'words'), /value="Typed &lt;and&gt; kept"/);
    assert.match(house.run('module', 'show', 'toolkit', '--organisation=school-1'), /words = none/, 'nothing of it is kept');
    const good = await admin.post('/settings', withFields(formOf(answer, '/settings'), {'value.toolkit.count': '20'}));
    assert.match(inForce(good, 'count'), /In force: 20, set here/);
    assert.match(house.run('module', 'show', 'toolkit', '--organisation=school-1'), /words = Typed <and> kept\n {2}count = 20\n {2}loud = 1\n/);
    assert.match((await admin.get('/audit')).text, /Setting changed[\s\S]*: Count[\s\S]*&quot;after&quot;:&quot;20&quot;/);
    assert.throws(() => house.run('module', 'set', 'toolkit', 'count', '61', '--organisation=school-1'), (error) => /from 1 to 60/.test(error.stderr));
}

async function twoTabs(one, other) {
    const seen = formOf(await one.get('/settings'), '/settings');
    const late = formOf(await other.get('/settings'), '/settings');
    await one.post('/settings', withFields(seen, {'value.toolkit.words': 'first'}));
    // Another field than the one that was changed meanwhile is no clash.
    let page = await other.post('/settings', withFields(late, {'value.toolkit.loud': '=0'}));
    assert.equal(page.status, 200);
    assert.match(inForce(page, 'words'), /In force: first/);
    page = await other.post('/settings', withFields(late, {'value.toolkit.words': 'second', 'value.toolkit.loud': '=0', 'was.toolkit.loud': '=0'}));
    assert.equal(page.status, 409);
    assert.match(field(page, 'words'), /value="second"[\s\S]*In force: first, set here[\s\S]*Somebody else has changed this meanwhile\./);
    page = await other.post('/settings', formOf(page, '/settings'));
    assert.match(inForce(page, 'words'), /In force: second/);
}

async function back(operator, admin) {
    let page = await admin.get('/settings');
    page = await admin.post('/settings', withFields(formOf(page, '/settings'), {'value.toolkit.count': '', 'value.toolkit.loud': 'above'}));
    assert.match(inForce(page, 'count'), /In force: 12, from Ministry of Education/);
    assert.match(inForce(page, 'loud'), /In force: On, from Ministry/);
    // Off for the school: nothing to choose.
    const school = formOf(page, '/settings').find(([name]) => name === 'organisation')[1];
    await operator.get('/modules');
    await operator.post('/modules', {module: 'toolkit', organisation: school, state: 'off'});
    page = await admin.get('/settings');
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /toolkit/);
}
