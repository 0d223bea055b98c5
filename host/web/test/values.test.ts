import assert from "node:assert/strict";
import { test } from "node:test";
import {
    distinct_letters,
    format_value,
    normal_text,
    parse_value,
    type_digit,
    type_letter,
} from "../src/grid/values";

const letters = { ж: "unexcused", д: "excused", а: "ill", к: "late" };
const value = (mark: string, letter = "") => ({ mark, letter });

test("values are read however they are spelt", () => {
    assert.deepEqual(parse_value("8", letters), value("8"));
    assert.deepEqual(parse_value(" 8К ", letters), value("8", "к"));
    assert.deepEqual(parse_value("8 к", letters), value("8", "к"));
    assert.deepEqual(parse_value("Ж", letters), value("", "ж"));
    assert.deepEqual(parse_value("", letters), value(""));
});

test("what is no value is told apart", () => {
    for (const text of ["8 ж", "x", "8.5", "-", "8 8", "кк"]) {
        assert.equal(parse_value(text, letters), null, text);
    }
});

test("one spelling for the same", () => {
    assert.equal(normal_text("8К", letters), "8 к");
    assert.equal(normal_text("  no   mark ", letters), "no mark");
});

test("a 1 followed by a 0 is a 10", () => {
    const one = type_digit(value(""), "1", letters, 10, "replaces");
    assert.deepEqual(one, value("1"));
    for (const way of ["typing", "continues"] as const) {
        assert.deepEqual(type_digit(one!, "0", letters, 10, way), value("10"));
    }
});

test("a digit over an old mark replaces it", () => {
    assert.deepEqual(type_digit(value("1"), "5", letters, 10, "replaces"), value("5"));
    assert.deepEqual(type_digit(value("8"), "5", letters, 10, "continues"), value("5"));
    assert.equal(type_digit(value("1"), "0", letters, 10, "replaces"), null);
    assert.equal(type_digit(value("8"), "0", letters, 10, "continues"), null);
});

test("what is typed at one go and is no mark stays as it was typed, to be refused", () => {
    assert.deepEqual(type_digit(value("1"), "1", letters, 10, "typing"), value("11"));
    assert.deepEqual(type_digit(value("1", "к"), "2", letters, 10, "typing"), value("12", "к"));
    assert.deepEqual(type_digit(value("10"), "0", letters, 10, "typing"), value("100"));
    assert.equal(type_digit(value("100"), "0", letters, 10, "typing"), null);
});

test("a lesson with more points takes longer marks", () => {
    assert.deepEqual(type_digit(value("1"), "5", letters, 20, "typing"), value("15"));
    assert.deepEqual(type_digit(value("2"), "5", letters, 20, "typing"), value("25"));
    assert.equal(type_digit(value(""), "7", letters, 5, "replaces"), null);
});

test("lateness stays with the mark, absence does not", () => {
    assert.deepEqual(type_digit(value("", "к"), "8", letters, 10, "replaces"), value("8", "к"));
    assert.deepEqual(type_digit(value("", "ж"), "8", letters, 10, "replaces"), value("8"));
    assert.deepEqual(type_letter(value("8"), "к", letters), value("8", "к"));
    assert.deepEqual(type_letter(value("8"), "ж", letters), value("", "ж"));
    assert.equal(type_letter(value("8"), "я", letters), null);
    assert.equal(format_value(value("8", "к")), "8 к");
});

test("a code with two letters is listed once", () => {
    const two = { н: "unexcused", ж: "unexcused", к: "late" };
    assert.deepEqual(distinct_letters(two), [
        ["н", "unexcused"],
        ["к", "late"],
    ]);
});
