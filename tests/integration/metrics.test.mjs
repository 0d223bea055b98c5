// /metrics of a real host, with people at work.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {House, databases} from '../support/house.mjs';
import {Numbers} from '../support/prometheus.mjs';
import {Region} from '../support/region.mjs';

const read = async (address, headers = {}) => {
    const response = await fetch(`${address}/metrics`, {headers});
    return {status: response.status, type: response.headers.get('content-type'), text: await response.text()};
};

for (const database of databases) {
    test(`the house in numbers (${database})`, async () => {
        const region = await Region.open({database});
        const {address} = region.house;
        try {
            const before = new Numbers((await read(address)).text);
            const admin = await region.fill('school-east');
            for (let i = 0; i < 3; i += 1) assert.equal((await admin.get('/journal')).status, 200);
            await admin.get('/people/123456789012345678');
            const answer = await read(address);
            assert.equal(answer.type, 'text/plain; version=0.0.4; charset=utf-8');
            const numbers = new Numbers(answer.text);

            const journal = {method: 'GET', route: '/journal'};
            assert.ok(numbers.of('kerege_http_requests_total', journal) >= 3);
            assert.ok(numbers.of('kerege_http_request_duration_seconds_count') > before.of('kerege_http_request_duration_seconds_count'));
            assert.ok(numbers.of('kerege_plugin_call_duration_seconds_count', {plugin: 'journal'}) >= 3);
            for (const plugin of ['school', 'journal']) {
                assert.equal(numbers.of('kerege_plugin_up', {plugin}), 1);
                assert.equal(numbers.of('kerege_plugin_faults_total', {plugin}), 0);
                const inWorkers = database.includes('workers');
                assert.equal(numbers.of('kerege_worker_resident_bytes', {plugin}) > 1e6, inWorkers);
                assert.equal(numbers.of('kerege_worker_parked', {plugin}), inWorkers ? 0 : undefined);
            }
            assert.ok(numbers.of('kerege_database_statements_total') > before.of('kerege_database_statements_total'));
            assert.equal(numbers.of('kerege_database_up'), 1);
            assert.ok(numbers.of('kerege_audit_unsealed') >= 0);
            assert.equal(numbers.of('kerege_erasures_overdue'), 0);
            assert.ok(numbers.of('kerege_session_lookups_total', {from: 'memory'}) > 0);
            assert.ok(numbers.of('kerege_session_lookups_total', {from: 'database'}) > 0);
            for (const name of ['kerege_http_connections', 'kerege_http_requests_in_flight', 'process_resident_memory_bytes', 'process_open_fds', 'process_start_time_seconds'])
                assert.ok(numbers.of(name) > 0, name);

            // Patterns, ids of plugins and words of the program; nobody's number, name or school.
            const labels = numbers.samples.flatMap((one) => Object.values({...one.labels, le: ''})).join('\n');
            assert.match(labels, /^\/people\/\{[a-z]+\}$/m);
            assert.doesNotMatch(labels, /\d{6}|admin-east|school-east|^kz$|Шығыс/m);
        } finally {
            await region.close();
        }
    });
}

test('numbers are for those who may read them', async () => {
    const house = new House({yaml: 'metrics: {allow: [], token_file: token}\n', server: 'trusted_proxies: [127.0.0.1]'});
    writeFileSync(`${house.folder}/token`, 'a-token-of-this-test\n');
    try {
        await house.start();
        assert.equal((await read(house.address)).status, 404, 'nobody is allowed by address');
        assert.equal((await read(house.address, {Authorization: 'Bearer another-token-of-16'})).status, 404);
        assert.equal((await read(house.address, {Authorization: 'Bearer a-token-of-this-test', 'X-Forwarded-For': '203.0.113.9'})).status, 200);
        await house.stop();
        writeFileSync(`${house.folder}/kerege.yaml`, `server: {address: 127.0.0.1, port: 0, trusted_proxies: [127.0.0.1]}\ndatabase: {kind: sqlite, path: ${house.folder}/kerege.db}\ndata_folder: ${house.folder}\n`);
        await house.start();
        assert.equal((await read(house.address)).status, 200, 'from here');
        assert.equal((await read(house.address, {'X-Forwarded-For': '127.0.0.1'})).status, 404, 'through the proxy');
    } finally {
        await house.remove();
    }
});
