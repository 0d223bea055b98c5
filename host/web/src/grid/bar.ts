// The line under the grid: what is not saved and why, the choice in a conflict, the keys.

import { button, make } from "./dom";
import type { Labels } from "./labels";
import type { Note } from "./notes";
import { distinct_letters, type Letters } from "./values";

export class Bar {
    readonly root: HTMLElement;
    private readonly note_ = make("p", { class: "grid-note" });
    private readonly choices_ = make("div", { class: "grid-choices" });
    private readonly keys_ = make("div", { class: "grid-keys", hidden: "" });
    private readonly live_ = make("p", { class: "visually-hidden", role: "status" });
    private readonly keys_button_: HTMLButtonElement;
    private shown_ = "";
    private timer_ = 0;

    constructor(
        private readonly labels_: Labels,
        letters: Letters,
    ) {
        this.keys_button_ = button(`? ${labels_.keys}`, () => this.toggle_keys(), {
            class: "quiet keys-button",
            "aria-expanded": "false",
        });
        this.keys_.append(this.key_list(letters));
        const line = make("div", { class: "grid-line" }, this.note_, this.choices_, this.keys_button_);
        this.root = make("div", { class: "grid-bar" }, line, this.keys_, this.live_);
    }

    private key_list(letters: Letters): HTMLElement {
        const words = this.labels_;
        const known = words as unknown as Record<string, string>;
        const rows: [string, string][] = [
            ["← ↑ → ↓", words.keyMove],
            ["Enter", words.keyDown],
            ["Tab", words.keyRight],
            ["Home, End", words.keyEnds],
            ["1 … 10", words.keyDigits],
            ...distinct_letters(letters).map(([letter, code]): [string, string] => [
                letter,
                known[code] ?? code,
            ]),
            ["Delete", words.keyClear],
            ["Esc", words.keyCancel],
            ["Ctrl+Z, Ctrl+Y", words.keyUndo],
            ["Ctrl+V", words.keyPaste],
            ["Esc, Tab", words.keyLeave],
            ["?", words.keyKeys],
        ];
        const list = make("dl");
        for (const [key, meaning] of rows) {
            list.append(
                make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning)),
            );
        }
        return list;
    }

    toggle_keys(): void {
        this.keys_.hidden = !this.keys_.hidden;
        this.keys_button_.setAttribute("aria-expanded", String(!this.keys_.hidden));
    }

    // Shows a note with what can be done about it. The same note again changes nothing, so that a
    // focused button stays.
    show({ key, text, tone, choices }: Note, link: string): void {
        const shown = [key, text, tone, link].join("\n");
        if (shown === this.shown_) return;
        this.shown_ = shown;
        this.note_.textContent = text;
        this.root.dataset["tone"] = tone;
        const items: HTMLElement[] = choices.map(({ label, press }) => button(label, press));
        if (link) {
            const target = { class: "button", href: link, target: "_blank", rel: "noopener" };
            items.unshift(make("a", target, this.labels_.login));
        }
        this.choices_.replaceChildren(...items);
    }

    // Tells assistive technology, a moment later: a quick typist hears the last word only.
    say(text: string): void {
        clearTimeout(this.timer_);
        this.timer_ = window.setTimeout(() => (this.live_.textContent = text), 400);
    }

    // False: there is nothing to choose.
    focus_choice(): boolean {
        const first = this.choices_.querySelector<HTMLElement>("button, a");
        first?.focus();
        return first !== null;
    }
}
