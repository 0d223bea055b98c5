import assert from "node:assert/strict";
import { test } from "node:test";
import { hyphenate_text } from "../src/hyphenate";

const shown = (text: string) => hyphenate_text(text).replaceAll("\u00ad", "-");

test("long words may break before a syllable", () => {
    assert.equal(shown("математикалық"), "мате-мати-калық");
    assert.equal(shown("ұйымдастырушылардың"), "ұйым-дас-тыру-шылар-дың");
});

test("short words and what is not Cyrillic stay whole", () => {
    assert.equal(shown("мектеп 2026 administration"), "мектеп 2026 administration");
});

test("no part is shorter than three letters, none begins with a sign", () => {
    for (const word of ["Нұрмұхамбетова", "әлеуметтендіру", "фельдъегерский"]) {
        for (const part of shown(word).split("-")) {
            assert.ok(part.length >= 3, shown(word));
            assert.ok(!/^[ьъ]/.test(part), shown(word));
        }
    }
});
