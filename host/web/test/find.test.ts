import assert from "node:assert/strict";
import { test } from "node:test";
import { step, worth_asking } from "../src/find";

test("nothing is asked for before there are two letters or digits", () => {
    assert.equal(worth_asking(""), false);
    assert.equal(worth_asking(" ә "), false);
    assert.equal(worth_asking("-.-"), false);
    assert.equal(worth_asking("7а"), true);
    assert.equal(worth_asking("Ә қ"), true);
});

test("arrows go round through the field", () => {
    assert.deepEqual([-1, 0, 1, 2].map((at) => step(at, 1, 3)), [0, 1, 2, -1]);
    assert.deepEqual([-1, 0, 1, 2].map((at) => step(at, -1, 3)), [2, -1, 0, 1]);
});
