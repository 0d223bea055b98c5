import assert from "node:assert/strict";
import { test } from "node:test";
import type { Labels } from "../src/grid/labels";
import { note_of, type Actions } from "../src/grid/notes";
import type { Cell, Status } from "../src/grid/save_queue";

const words = new Proxy({}, { get: (_, name) => `${String(name)} %theirs %mine %by %reason %count` });
const cell = (status: Status): Cell => ({
    base: "",
    revision: 0,
    wanted: "8",
    status,
    reason: "too high",
    theirs: "",
    by: "A",
    uncertain: false,
});

function note(pause: "none" | "offline" | "session", statuses: Status[], active?: Cell) {
    const pressed: string[] = [];
    const act = Object.fromEntries(
        ["keep_theirs", "put_mine", "renew", "retry"].map((name) => [
            name,
            () => pressed.push(name),
        ]),
    ) as unknown as Actions;
    const queue = {
        pause,
        unsaved: statuses.filter((status) => status !== "saved").length,
        count: (...asked: Status[]) => statuses.filter((status) => asked.includes(status)).length,
    };
    const about = active && { key: "1:2", cell: active };
    return { ...note_of(words as Labels, queue, about, true, act), pressed };
}

test("a conflict offers both values and names an empty one", () => {
    const shown = note("none", ["conflict"], cell("conflict"));
    assert.match(shown.text, /nothing.* 8 A/);
    shown.choices.forEach((choice) => choice.press());
    assert.deepEqual(shown.pressed, ["keep_theirs", "put_mine"]);
});

test("the active cell comes before the others, the session before the connection", () => {
    assert.match(note("session", ["failed"], cell("failed")).text, /^failed .*too high/);
    assert.equal(note("session", ["session"]).signs_in, true);
    assert.equal(note("offline", ["offline"]).tone, "warn");
    assert.match(note("none", ["conflict", "failed"]).text, /^conflicts .* 1$/);
    assert.match(note("none", ["waiting", "saving"]).text, /^unsaved .* 2$/);
    assert.match(note("none", ["saved"]).text, /^saved/);
});
