// What is being typed. A value stays a draft until the person moves on or pauses; then it is an edit.

import { type Cells, show_text, text_of } from "./cells";
import { parse_rectangle } from "./clipboard";
import { History, type Change } from "./history";
import type { Command } from "./keys";
import {
    empty_value,
    format_value,
    normal_text,
    parse_value,
    type_digit,
    type_letter,
    type Letters,
    type Value,
} from "./values";

const pause_ms = 700;

interface Draft {
    readonly cell: HTMLTableCellElement;
    readonly before: string;
    value: string;
}

export class Editor {
    private readonly history_ = new History();
    private draft_: Draft | null = null;
    private timer_ = 0;
    private stay_: HTMLTableCellElement | null = null;
    private continues_ = false;
    used = false;

    // `edit` hands a changed cell on, with what it showed before; false if the cell is locked.
    constructor(
        private readonly cells_: Cells,
        private readonly letters_: Letters,
        private readonly edit_: (key: string, value: string, before: string) => boolean,
    ) {}

    drafts(cell: HTMLTableCellElement): boolean {
        return this.draft_?.cell === cell;
    }

    // The focus came to a cell: the digits typed before belong to another one.
    enter(cell: HTMLTableCellElement): void {
        if (cell === this.stay_) return;
        this.commit();
        this.stay_ = cell;
        this.continues_ = false;
    }

    // False: nothing can be typed into this cell.
    type(cell: HTMLTableCellElement, command: Command): boolean {
        if (!this.open(cell)) return false;
        const base = parse_value(text_of(cell), this.letters_) ?? empty_value;
        let value: Value | null = null;
        if (command.do === "digit") {
            const mark_max = this.cells_.mark_max(cell);
            const going_on = this.drafts(cell) ? "typing" : "continues";
            const way = this.continues_ ? going_on : "replaces";
            value = type_digit(base, command.digit, this.letters_, mark_max, way);
            if (value) this.continues_ = true;
        } else if (command.do === "letter") {
            value = type_letter(base, command.letter, this.letters_);
            this.continues_ = false;
        } else if (command.do === "clear") {
            value = empty_value;
            this.continues_ = false;
        }
        if (value) this.show(cell, format_value(value));
        return true;
    }

    set_mark(cell: HTMLTableCellElement, mark: string): void {
        if (!this.open(cell)) return;
        const base = parse_value(text_of(cell), this.letters_) ?? empty_value;
        const letter = this.letters_[base.letter] === "late" ? base.letter : "";
        this.show(cell, format_value({ mark, letter }));
    }

    commit(): void {
        clearTimeout(this.timer_);
        const draft = this.draft_;
        if (!draft) return;
        this.draft_ = null;
        this.apply([
            { key: this.cells_.key(draft.cell), before: draft.before, after: draft.value },
        ]);
    }

    // False: nothing was being typed.
    cancel(): boolean {
        clearTimeout(this.timer_);
        const draft = this.draft_;
        if (!draft) return false;
        this.draft_ = null;
        this.continues_ = false;
        draft.cell.removeAttribute("data-draft");
        show_text(draft.cell, draft.before);
        return true;
    }

    // Fills the rectangle from this cell to the right and down, as far as the table goes.
    paste(from: HTMLTableCellElement, text: string): void {
        this.commit();
        const { row, column } = this.cells_.place(from);
        const changes: Change[] = [];
        parse_rectangle(text).forEach((line, r) =>
            line.forEach((value, c) => {
                const cell = this.cells_.at(row + r, column + c);
                const key = cell ? this.cells_.key(cell) : "";
                if (!cell || !key || !this.open(cell)) return;
                const after = normal_text(value, this.letters_);
                changes.push({ key, before: text_of(cell), after });
            }),
        );
        this.apply(changes);
    }

    // Takes the last change back, or makes it again. Returns the key of a changed cell, or "".
    step(way: "undo" | "redo"): string {
        if (way === "undo" && this.draft_) {
            const key = this.cells_.key(this.draft_.cell);
            this.cancel();
            return key;
        }
        this.commit();
        const changes = way === "undo" ? this.history_.undo() : this.history_.redo();
        for (const { key, before, after } of changes) this.edit_(key, after, before);
        return changes[0]?.key ?? "";
    }

    private open(cell: HTMLTableCellElement): boolean {
        return this.cells_.key(cell) !== "" && cell.dataset["state"] !== "conflict";
    }

    private show(cell: HTMLTableCellElement, value: string): void {
        if (this.draft_ && this.draft_.cell !== cell) this.commit();
        if (!this.draft_) this.draft_ = { cell, before: text_of(cell), value };
        this.draft_.value = value;
        cell.setAttribute("data-draft", "");
        show_text(cell, value);
        clearTimeout(this.timer_);
        this.timer_ = window.setTimeout(() => this.commit(), pause_ms);
    }

    private apply(changes: readonly Change[]): void {
        const done: Change[] = [];
        for (const change of changes) {
            const cell = this.cells_.find(change.key);
            cell?.removeAttribute("data-draft");
            // The same once more is a new attempt where the last one failed.
            const again = cell?.dataset["state"] === "failed";
            if (change.before === change.after && !again) continue;
            this.used = true;
            if (this.edit_(change.key, change.after, change.before)) done.push(change);
        }
        this.history_.record(done);
    }
}
