// What a cell of the journal holds: a mark, an attendance letter, or a mark with "late".

// Letter of the user's language → code of the attendance ("ж" → "unexcused").
export type Letters = Readonly<Record<string, string>>;

export interface Value {
    readonly mark: string;
    readonly letter: string;
}

export const empty_value: Value = { mark: "", letter: "" };

const late = "late";

export function format_value(value: Value): string {
    return [value.mark, value.letter].filter(Boolean).join(" ");
}

// The value behind "8", "ж", "8к" or "8 к"; null for anything else.
export function parse_value(text: string, letters: Letters): Value | null {
    const match = /^(\d*)\s*(\p{L}*)$/u.exec(text.trim().toLowerCase());
    if (!match) return null;
    const [, mark = "", letter = ""] = match;
    if (letter && !(letter in letters)) return null;
    if (mark && letter && letters[letter] !== late) return null;
    return { mark, letter };
}

// One spelling for what is the same: used to compare and to send what was pasted.
export function normal_text(text: string, letters: Letters): string {
    const value = parse_value(text, letters);
    return value ? format_value(value) : text.trim().replace(/\s+/g, " ");
}

const typed_digits_max = 3;

// What digits do with the mark that is there: "replaces" it; "continues" the one typed last, where that
// makes a mark (1, 0 → 10); or goes on "typing" one: 1, 2 is a 12, which will be refused, and never a 2.
export type Typing = "replaces" | "continues" | "typing";

// Lateness stays, absence gives way to the mark. Null: the digit means nothing here.
export function type_digit(
    base: Value,
    digit: string,
    letters: Letters,
    mark_max: number,
    way: Typing,
): Value | null {
    const letter = letters[base.letter] === late ? base.letter : "";
    const longer = base.mark + digit;
    if (base.mark && way !== "replaces" && Number(longer) <= mark_max) {
        return { mark: longer, letter };
    }
    if (base.mark && way === "typing") {
        return longer.length <= typed_digits_max ? { mark: longer, letter } : null;
    }
    if (digit === "0" || Number(digit) > mark_max) return null;
    return { mark: digit, letter };
}

// Who is late may still get a mark; who is absent can't.
export function type_letter(base: Value, letter: string, letters: Letters): Value | null {
    const code = letters[letter];
    if (!code) return null;
    return { mark: code === late ? base.mark : "", letter };
}

// One letter for each code, the first: for lists where the same thing twice would confuse.
export function distinct_letters(letters: Letters): [string, string][] {
    const seen = new Set<string>();
    return Object.entries(letters).filter(([, code]) => !seen.has(code) && seen.add(code));
}
