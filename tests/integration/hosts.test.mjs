// Two hosts on one database, each with a data folder of its own: what one has made the other serves where they share the
// folder, and says so where they don't.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {Browser} from '../../scripts/lib/client.mjs';
import {House, databaseKinds} from '../support/house.mjs';
import {Region, password, visible} from '../support/region.mjs';
import {until} from '../support/until.mjs';

// A second host on the first one's database.
function beside(house) {
    const other = new House({database: 'postgresql'});
    const given = readFileSync(`${house.folder}/kerege.yaml`, 'utf8');
    writeFileSync(`${other.folder}/kerege.yaml`, `${given.replace(/^data_folder: .*$/m, `data_folder: ${other.folder}`)}node: 2\n`);
    return other;
}

const signedIn = async (house) => {
    const browser = new Browser(house.address, 'kk');
    await browser.signIn('admin-east', password);
    return browser;
};

const doctor = (house) => {
    try {
        return house.run('doctor');
    } catch (failed) {
        return `${failed.stdout}${failed.stderr}`;
    }
};

for (const database of databaseKinds.filter((kind) => kind === 'postgresql'))
    test(`two hosts share what jobs make (${database})`, async () => {
        const region = await Region.open({database});
        const key = `${region.house.folder}/key`;
        let other;
        try {
            await region.house.stop();
            writeFileSync(key, 'k'.repeat(43));
            const config = `${region.house.folder}/kerege.yaml`;
            writeFileSync(config, `${readFileSync(config, 'utf8')}second_factor: {key_file: ${key}}\n`);
            other = beside(region.house);
            await region.house.start();
            const admin = await region.fill('school-east');
            await made(region, admin, other);
        } finally {
            if (other) await other.remove();
            await region.close();
        }
    });

async function made(region, admin, other) {
    // Everything is made here: the other one begins later.
    await admin.get('/archive');
    await admin.post('/archive', {password});
    const archive = await until('the archive', async () => (await admin.get('/archive')).text.match(/href="(\/archive\/\d+)"/)?.[1]);
    await admin.get('/account/data');
    await admin.post('/account/data');
    const copy = await until('the copy', async () => (await admin.get('/account/data')).text.match(/href="(\/account\/data\/\d+)"/)?.[1]);
    const slips = load.slips(await load.made(admin, await admin.post('/credentials', await asking(admin))));
    assert.ok(slips.length > 10);
    const batch = admin.page.path;
    const whole = (await admin.get(archive)).bytes;
    assert.equal(whole.subarray(0, 2).toString(), 'PK');
    assert.doesNotMatch(doctor(region.house), /share this folder/);

    await other.start();
    const there = await signedIn(other);
    for (const file of [archive, copy]) {
        const missing = await there.get(file);
        assert.equal(missing.status, 503, file);
        assert.match(visible(missing), /жауап беріп тұрған серверде жоқ.*archives, copies және open_data/, 'it says what is missing');
    }
    const told = doctor(other);
    for (const folder of ['archives', 'copies']) assert.match(told, new RegExp(`1 file\\(s\\) that a job has made are not in ${other.folder}/${folder}: hosts of one database share this folder`));
    assert.deepEqual(load.slips(await there.get(batch)), slips, 'slips are in the database, sealed with the key they share');

    for (const folder of ['archives', 'copies']) {
        rmSync(`${other.folder}/${folder}`, {recursive: true, force: true});
        symlinkSync(`${region.house.folder}/${folder}`, `${other.folder}/${folder}`);
    }
    assert.ok((await there.get(archive)).bytes.equals(whole), 'shared, each serves what the other made');
    assert.equal((await there.get(copy)).status, 200);
    assert.doesNotMatch(doctor(other), /share this folder/);
    assert.ok(existsSync(`${region.house.folder}/archives`) && readdirSync(`${region.house.folder}/archives`).length === 1);
}

async function asking(admin) {
    const [, once] = (await admin.get('/credentials')).text.match(/name="once" value="([^"]+)"/);
    return {group: 'learner ', once, password};
}
