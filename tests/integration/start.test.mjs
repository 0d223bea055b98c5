// What a host says as it starts: its clock is set, or wrongly set; its port is taken.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import net from 'node:net';
import {after, before, test} from 'node:test';
import {offsetTo} from '../../scripts/lib/clock.mjs';
import {command} from '../../scripts/lib/load.mjs';
import {House} from '../support/house.mjs';

let house;
before(() => {
    house = new House();
    house.run('migrate');
});
after(() => house.remove());

const withOffset = (value, ...args) => command(house.kerege, args, {KEREGE_CLOCK_OFFSET_MS: value});

test('the clock goes on from the day it was set to', () => {
    for (const day of ['2024-12-31', '2027-06-15', '2098-09-01']) {
        const offset = String(offsetTo(`${day}T12:00:00+05:00`));
        assert.match(withOffset(offset, 'doctor'), new RegExp(`Asia/Almaty: ${day} 12:0\\d now`));
    }
});

test('an offset that is no number, or too much of one, is refused in words', () => {
    for (const wrong of ['', 'ten', '1e3', '12 ', '99999999999999', '-99999999999999999999'])
        assert.throws(() => withOffset(wrong, 'doctor'), ({status, stderr}) => {
            assert.equal(status, 1, wrong);
            assert.match(stderr, /^kerege: KEREGE_CLOCK_OFFSET_MS is ".*"; it has to be a number of milliseconds/);
            return true;
        });
});

test('a command that needs a database makes no empty one', () => {
    const [config, data] = [`${house.folder}/elsewhere.yaml`, `${house.folder}/elsewhere`];
    writeFileSync(config, `data_folder: ${data}\n`);
    for (const args of [['org', 'list'], ['audit', 'verify'], ['account', 'list', '--organisation=x']])
        assert.throws(() => command([house.kerege[0], `--config=${config}`], args), ({stderr}) => {
            assert.match(stderr, /there is no database .*elsewhere.*--config=FILE.*kerege migrate/);
            return true;
        });
    assert.ok(!existsSync(data));
});

test('a host whose clock is set says so in its log, one on the machine\'s time does not', async () => {
    await house.start();
    assert.match(house.log, /warning app: KEREGE_CLOCK_OFFSET_MS is set, .* 2026-11-18 \d\d:\d\d/);
    await house.stop();
    const kept = process.env.KEREGE_CLOCK_OFFSET_MS;
    delete process.env.KEREGE_CLOCK_OFFSET_MS;
    try {
        await house.start();
        assert.doesNotMatch(house.log, /KEREGE_CLOCK_OFFSET_MS/);
        await house.stop();
    } finally {
        process.env.KEREGE_CLOCK_OFFSET_MS = kept;
    }
});

test('a port that another program has is named', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.on('listening', resolve));
    const {port} = other.address();
    try {
        const file = `${house.folder}/taken.yaml`;
        writeFileSync(file, readFileSync(`${house.folder}/kerege.yaml`, 'utf8').replace('port: 0', `port: ${port}`));
        assert.throws(() => command([house.kerege[0], `--config=${file}`], ['serve']), ({status, stderr}) => {
            assert.equal(status, 1);
            assert.ok(stderr.includes(`kerege: 127.0.0.1:${port} is taken by another program`), stderr);
            return true;
        });
    } finally {
        other.close();
    }
});
