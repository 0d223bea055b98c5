import assert from "node:assert/strict";
import { test } from "node:test";
import { SaveQueue, type Outcome } from "../src/grid/save_queue";

interface Sent {
    key: string;
    value: string;
    revision: number;
    answer: (outcome: Outcome) => Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function setup() {
    const sent: Sent[] = [];
    const timers: { delay_ms: number; call: () => void }[] = [];
    const queue = new SaveQueue({
        send: (key, value, revision) =>
            new Promise((resolve) => {
                const answer = (outcome: Outcome) => {
                    resolve(outcome);
                    return settled();
                };
                sent.push({ key, value, revision, answer });
            }),
        changed: () => {},
        later: (delay_ms, call) => void timers.push({ delay_ms, call }),
        same: (a, b) => a === b,
    });
    return { queue, sent, timers };
}

const saved = (value: string, revision: number): Outcome => ({ kind: "saved", value, revision });

test("a changed cell is saved at once with the revision it had", async () => {
    const { queue, sent } = setup();
    assert.equal(queue.edit("1:2", "8", "", 0), true);
    assert.deepEqual([sent[0]!.value, sent[0]!.revision], ["8", 0]);
    assert.equal(queue.unsaved, 1);
    await sent[0]!.answer(saved("8", 1));
    assert.equal(queue.cell("1:2")!.status, "saved");
    assert.equal(queue.cell("1:2")!.revision, 1);
    assert.equal(queue.unsaved, 0);
    assert.equal(sent.length, 1);
});

test("saves of one cell never overlap; the newest value follows with the new revision", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "8", "", 0);
    queue.edit("1:2", "9", "8", 0);
    queue.edit("1:2", "10", "9", 0);
    assert.equal(sent.length, 1);
    await sent[0]!.answer(saved("8", 1));
    assert.equal(sent.length, 2);
    assert.deepEqual([sent[1]!.value, sent[1]!.revision], ["10", 1]);
    await sent[1]!.answer(saved("10", 2));
    assert.equal(queue.cell("1:2")!.status, "saved");
});

test("a value the server spells differently is not sent again", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "08", "", 0);
    await sent[0]!.answer(saved("8", 1));
    assert.equal(sent.length, 1);
    assert.equal(queue.cell("1:2")!.wanted, "8");
});

test("at most four cells are under way", async () => {
    const { queue, sent } = setup();
    for (let i = 0; i < 10; ++i) queue.edit(`1:${i}`, "8", "", 0);
    assert.equal(sent.length, 4);
    await sent[0]!.answer(saved("8", 1));
    assert.equal(sent.length, 5);
});

test("a cell in conflict is locked and not sent until somebody decides", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "conflict", theirs: "7", revision: 5, by: "A" });
    assert.equal(queue.cell("1:2")!.status, "conflict");
    assert.equal(queue.edit("1:2", "8", "", 0), false);
    queue.retry();
    await settled();
    assert.equal(sent.length, 1);
    queue.put_mine("1:2");
    assert.deepEqual([sent[1]!.value, sent[1]!.revision], ["8", 5]);
    await sent[1]!.answer(saved("8", 6));
    assert.equal(queue.cell("1:2")!.status, "saved");
});

test("keeping theirs sends nothing", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "conflict", theirs: "7", revision: 5, by: "A" });
    queue.keep_theirs("1:2");
    assert.equal(sent.length, 1);
    assert.deepEqual([queue.cell("1:2")!.wanted, queue.cell("1:2")!.revision], ["7", 5]);
    assert.equal(queue.unsaved, 0);
});

test("what was typed during the save is what the conflict is about", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "8", "", 0);
    queue.edit("1:2", "9", "8", 0);
    await sent[0]!.answer({ kind: "conflict", theirs: "7", revision: 5, by: "A" });
    assert.equal(queue.cell("1:2")!.status, "conflict");
    assert.equal(queue.cell("1:2")!.wanted, "9");
    assert.equal(sent.length, 1);
});

test("a conflict over the same value is none", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "conflict", theirs: "8", revision: 5, by: "A" });
    assert.equal(queue.cell("1:2")!.status, "saved");
    assert.equal(queue.cell("1:2")!.revision, 5);
});

test("a refused value is kept with its reason and can be typed again", async () => {
    const { queue, sent } = setup();
    queue.edit("1:2", "11", "", 0);
    await sent[0]!.answer({ kind: "refused", reason: "1 to 10" });
    const cell = queue.cell("1:2")!;
    assert.deepEqual([cell.status, cell.reason, cell.wanted], ["failed", "1 to 10", "11"]);
    queue.edit("1:2", "10", "11", 0);
    assert.equal(sent[1]!.value, "10");
    assert.equal(queue.cell("1:2")!.reason, "");
});

test("without a connection it waits longer each time, then sends everything", async () => {
    const { queue, sent, timers } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "unreachable" });
    queue.edit("1:3", "9", "", 0);
    assert.equal(sent.length, 1);
    assert.equal(queue.pause, "offline");
    timers[0]!.call();
    assert.equal(sent.length, 3);
    await sent[1]!.answer({ kind: "unreachable" });
    assert.ok(timers[1]!.delay_ms > timers[0]!.delay_ms);
    await sent[2]!.answer({ kind: "unreachable" });
    assert.equal(timers.length, 2);
    timers[1]!.call();
    await sent[3]!.answer(saved("8", 1));
    await sent[4]!.answer(saved("9", 1));
    assert.equal(queue.unsaved, 0);
});

test("going back after an answer that never came is told to the server", async () => {
    const { queue, sent, timers } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "unreachable" });
    queue.edit("1:2", "", "8", 0);
    assert.equal(queue.unsaved, 1);
    timers[0]!.call();
    assert.equal(sent[1]!.value, "");
});

test("an ended session keeps everything and sends nothing until it is renewed", async () => {
    const { queue, sent, timers } = setup();
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "session" });
    queue.edit("1:3", "9", "", 0);
    assert.equal(queue.pause, "session");
    assert.equal(sent.length, 1);
    assert.equal(timers.length, 0);
    assert.equal(queue.unsaved, 2);
    queue.retry();
    assert.deepEqual(sent.slice(1).map((save) => save.value), ["8", "9"]);
});

test("a value typed back before it was sent needs no save", async () => {
    const { queue, sent } = setup();
    queue.edit("1:1", "8", "", 0);
    await sent[0]!.answer({ kind: "session" });
    queue.edit("1:2", "9", "5", 3);
    queue.edit("1:2", "5", "9", 3);
    queue.retry();
    assert.deepEqual(sent.slice(1).map((save) => save.key), ["1:1"]);
});

test("whoever comes back or types on has it sent at once, once a second", async () => {
    const { queue, sent, timers } = setup();
    queue.nudge();
    assert.equal(timers.length, 0, "nothing waits");
    queue.edit("1:2", "8", "", 0);
    await sent[0]!.answer({ kind: "unreachable" });
    timers[0]!.call();
    await sent[1]!.answer({ kind: "unreachable" });
    assert.equal(timers[1]!.delay_ms, 2000);
    queue.nudge();
    assert.equal(sent.length, 3, "before the back-off is over");
    await sent[2]!.answer({ kind: "unreachable" });
    queue.nudge();
    assert.equal(sent.length, 3, "not at every key");
    timers[1]!.call();
    assert.equal(sent.length, 3, "the wait before the nudge counts no more");
    const [rest, wait] = timers.slice(2);
    assert.equal(wait!.delay_ms, 1000, "the back-off begins anew");
    rest!.call();
    queue.nudge();
    await sent[3]!.answer(saved("8", 1));
    wait!.call();
    assert.deepEqual([queue.unsaved, queue.pause, sent.length], [0, "none", 4]);
});
