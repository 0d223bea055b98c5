import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/grid/history";
import { command_of, type Key } from "../src/grid/keys";

const letters = { ж: "unexcused", к: "late" };
const plain = { code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, more: Partial<Key> = {}) =>
    command_of({ ...plain, key, ...more }, letters);

test("arrows and Enter move", () => {
    assert.deepEqual(press("ArrowDown"), { do: "step", rows: 1, columns: 0 });
    assert.deepEqual(press("ArrowLeft"), { do: "step", rows: 0, columns: -1 });
    assert.deepEqual(press("Enter"), { do: "enter", back: false });
    assert.deepEqual(press("Tab", { shiftKey: true }), { do: "previous" });
    assert.deepEqual(press("End"), { do: "edge", rows: 0, columns: 1 });
    assert.deepEqual(press("Home", { ctrlKey: true }), { do: "edge", rows: -1, columns: -1 });
});

test("digits and letters enter", () => {
    assert.deepEqual(press("8"), { do: "digit", digit: "8" });
    assert.deepEqual(press("Ж"), { do: "letter", letter: "ж" });
    assert.equal(press("я"), null);
});

test("the Kazakh layout has letters on the digits' keys", () => {
    assert.deepEqual(press("ү", { code: "Digit8" }), { do: "digit", digit: "8" });
    assert.equal(press("Ү", { code: "Digit8", shiftKey: true }), null);
    assert.deepEqual(press("8", { code: "Numpad8" }), { do: "digit", digit: "8" });
});

test("undo and redo under any layout", () => {
    assert.deepEqual(press("я", { code: "KeyZ", ctrlKey: true }), { do: "undo" });
    assert.deepEqual(press("z", { code: "KeyZ", metaKey: true, shiftKey: true }), { do: "redo" });
    assert.deepEqual(press("н", { code: "KeyY", ctrlKey: true }), { do: "redo" });
});

test("the browser keeps its own keys", () => {
    assert.equal(press("c", { code: "KeyC", ctrlKey: true }), null);
    assert.equal(press("8", { code: "Digit8", altKey: true }), null);
    assert.equal(press("F5"), null);
});

test("undo takes steps back in order, redo makes them again", () => {
    const history = new History();
    history.record([{ key: "a", before: "", after: "8" }]);
    history.record([
        { key: "a", before: "8", after: "9" },
        { key: "b", before: "", after: "7" },
        { key: "c", before: "5", after: "5" },
    ]);
    const back = history.undo();
    assert.deepEqual(
        back.map(({ key, after }) => [key, after]),
        [
            ["b", ""],
            ["a", "8"],
        ],
    );
    assert.deepEqual(history.undo(), [{ key: "a", before: "8", after: "" }]);
    assert.deepEqual(history.undo(), []);
    assert.deepEqual(history.redo(), [{ key: "a", before: "", after: "8" }]);
    history.record([{ key: "d", before: "", after: "1" }]);
    assert.deepEqual(history.redo(), []);
});
