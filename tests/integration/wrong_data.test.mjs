// "This is wrong" at any time: of oneself and of a child, to the administrators and back, over HTTP without
// scripts, on both databases.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases} from '../support/house.mjs';
import {Region, rosters, visible} from '../support/region.mjs';

const redirected = {follow: false};
const childOf = (page) => page.text.match(/href="\/account\/wrong\?child=(\d+)"/)[1];

// Two families without a parent in common.
function families() {
    const {rows} = rosters['school-east'].learners;
    const one = rows.find((row) => row[8]);
    const other = rows.find((row) => row[8] && ![one[8], one[11]].includes(row[8]) && row[11] !== one[8]);
    return [one, other];
}

for (const database of databases.filter((one) => !one.includes('workers')))
    test(`U3.2 what is wrong is said at any time, and answered (${database})`, async () => {
        const region = await Region.open({database});
        try {
            const admin = await region.fill('school-east');
            const west = await region.fill('school-west');
            const [family, other] = families();
            const slips = await load.printSlips(admin, 'guardian');
            const begin = (name) => region.begin(slips.find((slip) => slip.name === name));
            const [parent, stranger] = [await begin(family[8]), await begin(other[8])];

            const account = await parent.get('/account');
            assert.deepEqual([...account.text.matchAll(/href="\/account\/wrong\?field=(\w+)"/g)].map(([, field]) => field), ['family_name', 'given_name', 'patronymic', 'birth_date', 'sex']);
            const form = await parent.get('/account/wrong?field=patronymic');
            assert.match(form.text, /value="patronymic" checked/);
            const child = childOf(form);
            const page = await parent.get(`/account/wrong?child=${child}`);
            assert.ok(visible(page).includes(family[1]), 'what stands there of the child');
            assert.match(page.text, /aria-current="page"/);
            assert.equal((await stranger.get(`/account/wrong?child=${child}`)).status, 404, 'a parent of another child');

            const wish = {child, field: 'birth_date', message: 'Туған күні 9 шілде <b>'};
            await stranger.get('/account/wrong');
            assert.equal((await stranger.post('/account/wrong', wish, redirected)).status, 404);
            const empty = await parent.post('/account/wrong', {...wish, message: ' '});
            assert.equal(empty.status, 422);
            assert.match(empty.text, /id="message-error"/);
            assert.match(empty.text, /value="birth_date" checked/, 'what was chosen stays');
            for (let times = 0; times < 2; times += 1) {
                await parent.get(`/account/wrong?child=${child}`);
                assert.equal((await parent.post('/account/wrong', wish, redirected)).status, 303);
            }
            assert.equal(region.house.rows("select count(*) from core_data_report where kind = 'data'")[0][0], '1', 'the form twice is one report');
            assert.match(visible(await parent.get('/account/wrong')), /Туған күні 9 шілде <b>/);

            const reports = await admin.get('/reports');
            assert.match(reports.text, /Туған күні 9 шілде &lt;b&gt;/);
            assert.ok(visible(reports).includes(family[1]) && visible(reports).includes(family[8].split(' ').slice(0, 2).join(' ')), 'whose it is, and who says so');
            const card = await admin.get(`/people/${child}`);
            assert.match(visible(card), /Қате деп хабарланды Туған күні : Туған күні 9 шілде|Қате деп хабарланды Туған күні: Туған күні 9 шілде/);
            const answer = reports.text.match(/action="(\/reports\/\d+)"/)[1];
            await west.get('/reports');
            assert.equal((await west.post(answer, {outcome: 'corrected'}, redirected)).status, 404, 'another school');
            await admin.get('/reports');
            const silent = await admin.post(answer, {outcome: 'kept', report_answer: ''});
            assert.equal(silent.status, 422);
            assert.match(silent.text, /id="report_answer-error"/);
            assert.match(silent.text, /value="kept" required checked/);
            assert.equal((await admin.post(answer, {outcome: 'kept', report_answer: 'Куәлікте 8 шілде'}, redirected)).status, 303);
            assert.equal((await admin.post(answer, {outcome: 'kept', report_answer: 'x'}, redirected)).status, 404, 'settled');
            assert.match(visible(await parent.get('/account/wrong')), /Өзгертілмеді.*Куәлікте 8 шілде/s);
            assert.ok(!visible(await stranger.get('/account/wrong')).includes('Куәлікте'));
            assert.ok(!visible(await admin.get(`/people/${child}`)).includes('Қате деп хабарланды'));
        } finally {
            await region.close();
        }
    });
