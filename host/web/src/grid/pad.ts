// The pad at the bottom of a touch screen: marks, attendance, clear. Built when first needed.

import { button, make } from "./dom";
import type { Labels } from "./labels";
import { distinct_letters, type Letters } from "./values";

export interface PadPort {
    mark(mark: string): void;
    letter(letter: string): void;
    clear(): void;
    down(): void;
    closed(): void;
}

export class Pad {
    readonly root: HTMLElement;
    private readonly marks_ = make("div", { class: "pad-marks" });
    private readonly name_ = make("b");
    private readonly day_ = make("span", { class: "day" });
    private mark_max_ = 0;

    constructor(
        private readonly port_: PadPort,
        labels: Labels,
        letters: Letters,
    ) {
        const known = labels as unknown as Record<string, string>;
        const letter_buttons = distinct_letters(letters).map(([letter, code]) => {
            const key = button("", () => port_.letter(letter));
            key.append(make("b", {}, letter), make("small", {}, known[code] ?? code));
            return key;
        });
        const clear = button(labels.clear, () => port_.clear(), { class: "quiet" });
        const close = button(labels.close, () => this.close(), { class: "quiet" });
        const down = button("", () => port_.down(), { class: "primary" });
        down.append(make("b", {}, "↓"), make("small", {}, labels.down));
        this.root = make(
            "div",
            { class: "pad", role: "group", "aria-label": labels.pad, hidden: "" },
            make("div", { class: "pad-head" }, make("p", {}, this.day_, " ", this.name_), clear, close),
            this.marks_,
            make("div", { class: "pad-letters" }, ...letter_buttons, down),
        );
        // The focus stays on the cell: no pad button takes it.
        this.root.addEventListener("pointerdown", (event) => event.preventDefault());
    }

    get open(): boolean {
        return !this.root.hidden;
    }

    show(learner: string, day: string, mark_max: number): void {
        this.name_.textContent = learner;
        this.day_.textContent = day;
        if (mark_max !== this.mark_max_) {
            this.mark_max_ = mark_max;
            const marks = Array.from({ length: mark_max }, (_, i) => String(i + 1));
            this.marks_.replaceChildren(
                ...marks.map((mark) => button(mark, () => this.port_.mark(mark))),
            );
        }
        this.root.hidden = false;
    }

    close(): void {
        if (this.root.hidden) return;
        this.root.hidden = true;
        this.port_.closed();
    }
}
