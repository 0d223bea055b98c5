// From when until when somebody stood in a class is kept by whoever writes labels or the days of a membership.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {matching, read} from './files.mjs';

const writes = /(?:sql|queries::directory)::(?:placement_insert|placement_insert_many|placement_delete|membership_until)\b/;
const keeps = /\bkeep_placement_times\(|\bPlacementTimes\b|\bplacement_times_\./;

test('who writes labels or days of memberships keeps the times', () => {
    const writers = matching(/^host\/src\/.*\.cpp$/).filter((file) => writes.test(read(file)));
    assert.ok(writers.length >= 5, writers.join());
    assert.deepEqual(writers.filter((file) => !keeps.test(read(file))), []);
});

test('nothing else writes labels', () => {
    const statements = matching(/^host\/queries\/.*\.sql$/).filter((file) => /(?:insert into|update|delete from) core_placement\b/.test(read(file)));
    assert.deepEqual(statements.map((file) => file.replace(/.*\/|(?:\.pg)?\.sql$/g, '')).filter((name, at, all) => all.indexOf(name) === at).sort(), ['erase_placements', 'placement_delete', 'placement_insert', 'placement_insert_many']);
    const days = matching(/^host\/queries\/.*\.sql$/).filter((file) => /update core_membership\b[^;]*\bvalid_until\b/.test(read(file)));
    assert.deepEqual(days.map((file) => file.replace(/.*\//, '')), ['membership_until.sql']);
});
