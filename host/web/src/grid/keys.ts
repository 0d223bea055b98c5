// Keys to commands, apart from the page so that it can be tested without one.

import type { Letters } from "./values";

export type Command =
    | { do: "step"; rows: number; columns: number }
    | { do: "edge"; rows: -1 | 0 | 1; columns: -1 | 1 }
    | { do: "next" }
    | { do: "previous" }
    | { do: "enter"; back: boolean }
    | { do: "digit"; digit: string }
    | { do: "letter"; letter: string }
    | { do: "clear" | "cancel" | "undo" | "redo" | "keys" | "choose" };

export interface Key {
    readonly key: string;
    readonly code: string;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly altKey: boolean;
    readonly shiftKey: boolean;
}

const page_rows = 10;

const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-page_rows, 0],
    PageDown: [page_rows, 0],
};

function control_command(key: Key): Command | null {
    // By position: under a Cyrillic layout the letter on that key is "я".
    if (key.code === "KeyZ" || key.key.toLowerCase() === "z") {
        return { do: key.shiftKey ? "redo" : "undo" };
    }
    if (key.code === "KeyY" || key.key.toLowerCase() === "y") return { do: "redo" };
    if (key.key === "Home") return { do: "edge", rows: -1, columns: -1 };
    if (key.key === "End") return { do: "edge", rows: 1, columns: 1 };
    return null;
}

function typed_command(key: Key, letters: Letters): Command | null {
    const text = key.key.toLowerCase();
    if (text === "?") return { do: "keys" };
    if (/^\d$/.test(text)) return { do: "digit", digit: text };
    if (text in letters) return { do: "letter", letter: text };
    // The Kazakh layout has letters where others have digits: the key's place counts then.
    const place = /^Digit(\d)$/.exec(key.code);
    if (place && !key.shiftKey) return { do: "digit", digit: place[1]! };
    return null;
}

// Null: the key is not ours, the browser may have it.
export function command_of(key: Key, letters: Letters): Command | null {
    if (key.altKey) return null;
    if (key.ctrlKey || key.metaKey) return control_command(key);
    const step = steps[key.key];
    if (step) return { do: "step", rows: step[0], columns: step[1] };
    switch (key.key) {
        case "Home":
            return { do: "edge", rows: 0, columns: -1 };
        case "End":
            return { do: "edge", rows: 0, columns: 1 };
        case "Tab":
            return { do: key.shiftKey ? "previous" : "next" };
        case "Enter":
            return { do: "enter", back: key.shiftKey };
        case "F2":
            return { do: "choose" };
        case "Delete":
        case "Backspace":
            return { do: "clear" };
        case "Escape":
            return { do: "cancel" };
        default:
            return typed_command(key, letters);
    }
}
