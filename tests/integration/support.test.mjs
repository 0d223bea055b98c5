// U1.18, U3.8, C6.4: complaints and requests reach support from the product, and are answered there.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {SmtpSink} from '../../scripts/lib/smtp.mjs';
import {Region, formOf, visible, withFields} from '../support/region.mjs';

const write = async (browser, fields, from = '/support') => {
    const page = await browser.get(from);
    return browser.post('/support', withFields(formOf(page, '/support'), fields));
};
const numbers = (page) => [...page.text.matchAll(/action="\/support\/inbox\/(\d+)\/answer"/g)].map(([, id]) => id);

async function contact({region, operator, guardian}) {
    assert.match((await guardian.get('/')).text, /<a href="\/support\?from=(%2F|\/)"/, 'from the foot of each page');
    region.house.run('support', 'contact', 'kz', '--email=help@kerege.example', '--phone=1414', '--hours-kk=Дс–Жм 9–18');
    assert.match(visible(await guardian.get('/support')), /help@kerege\.example.*1414.*Дс–Жм 9–18/);
    const page = await operator.get('/support/contact');
    await operator.post('/support/contact', withFields(formOf(page, '/support/contact'), {email: 'komek@kerege.example'}));
    assert.match(visible(await guardian.get('/support')), /komek@kerege\.example/);
    const visitor = region.browser();
    assert.match(visible(await visitor.get('/support')), /komek@kerege\.example/);
}

async function toSchool({admin, guardian, west, region}) {
    const page = await guardian.get('/support?from=%2Fjournal%2Fmarks%3Flearner%3D5');
    assert.match(visible(page), /Бет \/journal\/marks /, 'what is sent along is shown');
    assert.doesNotMatch(visible(page), /learner=5/, 'without what was asked for');
    const sent = await guardian.post('/support', withFields(formOf(page, '/support'), {kind: 'question', words: 'Баға қайда?'}));
    assert.match(visible(sent), /Хабарыңыз жіберілді.*Жауап күтіп тұр/);
    assert.match(visible(await admin.get('/')), /1 жауап күткен хабар/, 'the first page says so');
    const inbox = await admin.get('/support/inbox');
    assert.match(visible(inbox), /Баға қайда\?.*\/journal\/marks/);
    const [id] = numbers(inbox);
    assert.equal((await west.post(`/support/inbox/${id}/answer`, {answer: 'Жоқ'})).status, 404, 'not of another school');
    assert.equal((await admin.post(`/support/inbox/${id}/answer`, {answer: ' '})).status, 422);
    await admin.get('/support/inbox');
    await admin.post(`/support/inbox/${id}/answer`, {answer: 'Дүйсенбіде шығады.'});
    assert.match(visible(await guardian.get('/support')), /Дүйсенбіде шығады\. Шығыс Әкімшісі/);
    await admin.get('/support/inbox');
    await admin.post(`/support/inbox/${id}/close`);
    assert.doesNotMatch(visible(await admin.get('/support/inbox')), /Баға қайда/);
    assert.match(visible(await admin.get('/support/inbox?standing=closed')), /Баға қайда/);
    assert.equal((await guardian.get('/support/inbox')).status, 403);
    assert.equal(Number(region.house.rows("select count(*) from core_audit where action like 'support.%' and action <> 'support.contact_set'")[0][0]), 2);
}

async function toOperator({admin, guardian, operator, region}) {
    await write(guardian, {kind: 'content', words: 'Мұнда балағат сөз бар', along: ''}, '/support?kind=content&from=%2Fjournal');
    const [id] = numbers(await admin.get('/support/inbox'));
    assert.match(visible(admin.page), /\/journal/, 'a complaint names its page in any case');
    assert.doesNotMatch(visible(admin.page), /Браузер/, 'the rest was left out');
    await admin.post(`/support/inbox/${id}/pass-on`);
    assert.deepEqual(numbers(await operator.get('/support/inbox')), [id]);
    assert.match(region.house.run('support', 'list'), /балағат/);
    region.house.run('support', 'answer', id, 'Жойылды.');
    assert.match(visible(await guardian.get('/support')), /Жойылды\./);
    region.house.run('support', 'close', id);
    assert.deepEqual(numbers(await operator.get('/support/inbox')), []);

    // A school that leaves its people waiting: the command line passes it on.
    await write(guardian, {kind: 'question', words: 'Ешкім жауап бермейді', along: ''}, '/support?kind=question');
    const [left] = numbers(await admin.get('/support/inbox'));
    assert.deepEqual(numbers(await operator.get('/support/inbox')), []);
    region.house.run('support', 'pass-on', left);
    assert.deepEqual(numbers(await operator.get('/support/inbox')), [left]);
    assert.throws(() => region.house.run('support', 'pass-on', left), /.*/, 'once');
    assert.equal(region.house.rows(`select count(*) from core_audit where action = 'support.passed_on' and subject = 'support:${left}' and coalesce(person_id, 0) = 0`)[0][0], '1');
    region.house.run('support', 'close', left);
}

async function answered(sink, address) {
    for (let i = 0; i < 100; i += 1) {
        const letter = sink.letters.find(({to}) => to.includes(address));
        if (letter) return letter;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(`no letter to ${address}`);
}

async function visitors({region, operator, sink}) {
    const visitor = region.browser();
    assert.match((await visitor.get('/sign-in')).text, /href="\/support\?from=/);
    const wrong = await write(visitor, {words: 'Кіре алмаймын', email: 'x'});
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Кіре алмаймын/, 'what was typed stays');
    await write(visitor, {words: 'Кіре алмаймын', email: 'ata@mail.example'});
    assert.match(visible(visitor.page), /Жауап поштаңызға келеді/);
    assert.match(visible(await operator.get('/support/inbox')), /ata@mail\.example.*Кіре алмаймын/);
    const [id] = numbers(operator.page);
    await operator.post(`/support/inbox/${id}/answer`, {answer: 'Мектепке барыңыз.'});
    const letter = await answered(sink, 'ata@mail.example');
    assert.match(letter.text, /Кіре алмаймын[\s\S]*Мектепке барыңыз\./);
    for (let i = 0; i < 2; i += 1) await write(visitor, {words: 'Тағы', email: 'ata@mail.example'});
    assert.equal((await write(visitor, {words: 'Тағы', email: 'ata@mail.example'})).status, 429);
    // Other addresses of mail are no way round: one address of the network is heard ten times in an hour.
    const another = async (number) => (await write(visitor, {words: 'Тағы', email: `v${number}@mail.example`})).status;
    for (let i = 4; i <= 10; i += 1) assert.equal(await another(i), 200);
    assert.equal(await another(11), 429);
}

async function fromAFault({guardian}) {
    const page = await guardian.get('/no-such-page');
    const [, href] = page.text.match(/href="(\/support\?[^"]*request=[^"]+)"/);
    const form = await guardian.get(load.decode(href));
    const [, number] = form.text.match(/name="request" value="([^"]+)"/);
    assert.match(number, /^[a-z0-9-]{8,}$/);
    assert.ok(visible(form).includes(number), 'it is shown before it is sent');
}

for (const database of databases) {
    test(`U1.18, U3.8, C6.4: messages to support on ${database}`, async (t) => {
        const sink = await new SmtpSink().start();
        const region = await Region.open({database, yaml: `public_url: http://kerege.example\nmail: {host: 127.0.0.1, port: ${sink.port}, security: none, from: kerege@mail.example}\n`});
        try {
            const admin = await region.fill('school-east');
            const slips = await load.printSlips(admin, 'guardian', '7А');
            const state = {region, admin, sink, guardian: await region.begin(slips[0]), operator: await region.as('operator'), west: await region.as('admin-west')};
            await t.test('people see whom to turn to', () => contact(state));
            await t.test('the school answers', () => toSchool(state));
            await t.test('the operator answers what is passed on', () => toOperator(state));
            await t.test('who can not sign in writes too', () => visitors(state));
            await t.test('a fault leads there with its number', () => fromAFault(state));
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
            await sink.stop();
        }
    });
}
