import assert from "node:assert/strict";
import { test } from "node:test";
import { parse_rectangle } from "../src/grid/clipboard";

test("rows and columns of a spreadsheet", () => {
    assert.deepEqual(parse_rectangle("8\t9\r\n\tж\r\n"), [
        ["8", "9"],
        ["", "ж"],
    ]);
});

test("one cell, with or without a line end", () => {
    assert.deepEqual(parse_rectangle("8"), [["8"]]);
    assert.deepEqual(parse_rectangle("8\n"), [["8"]]);
    assert.deepEqual(parse_rectangle(""), [[""]]);
});

test("an empty row in the middle keeps its place", () => {
    assert.deepEqual(parse_rectangle("8\n\n9"), [["8"], [""], ["9"]]);
});

test("quotes hold tabs, line ends and quotes", () => {
    assert.deepEqual(parse_rectangle('"a\tb"\t"c\nd"\t"e""f"'), [["a\tb", "c\nd", 'e"f']]);
});

test("what is too large is cut", () => {
    assert.equal(parse_rectangle("8\n".repeat(5000)).length, 200);
    assert.equal(parse_rectangle("8\t".repeat(5000))[0]!.length, 400);
});
