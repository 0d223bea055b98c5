// <kerege-grid>: makes an instrument of a plain table of learners and lessons.

import { Bar } from "./bar";
import { Cells, revision_of, show_state, show_text, take_look, text_of } from "./cells";
import { make } from "./dom";
import { Editor } from "./editor";
import { command_of, type Command } from "./keys";
import { labels_for, letters_for } from "./labels";
import { fresh_token, send_cell } from "./net";
import { note_of } from "./notes";
import { Pad } from "./pad";
import { SaveQueue, type Cell } from "./save_queue";
import { normal_text } from "./values";

const sign_in_path = "/sign-in";

export class KeregeGrid extends HTMLElement {
    private started_ = false;
    private csrf_ = "";
    private leaving_ = false;
    private renewed_ = false;
    private active_: HTMLTableCellElement | null = null;
    private cells_!: Cells;
    private editor_!: Editor;
    private queue_!: SaveQueue;
    private bar_!: Bar;
    private pad_!: Pad;
    private readonly labels_ = labels_for(this);
    private readonly letters_ = letters_for(this);

    connectedCallback(): void {
        window.addEventListener("beforeunload", this.warn);
        window.addEventListener("online", this.online);
        window.addEventListener("focus", this.nudge);
        const table = this.querySelector("table");
        if (this.started_ || !table || !this.dataset["save"]) return;
        this.started_ = true;
        this.csrf_ = this.dataset["csrf"] ?? "";
        this.build(table);
        this.listen(table);
    }

    disconnectedCallback(): void {
        window.removeEventListener("beforeunload", this.warn);
        window.removeEventListener("online", this.online);
        window.removeEventListener("focus", this.nudge);
    }

    private build(table: HTMLTableElement): void {
        this.cells_ = new Cells(table);
        this.cells_.announce_roles();
        this.queue_ = new SaveQueue({
            send: (key, value, revision) => this.send(key, value, revision),
            changed: (key, cell) => this.changed(key, cell),
            later: (delay_ms, call) => void setTimeout(call, delay_ms),
            same: (a, b) => normal_text(a, this.letters_) === normal_text(b, this.letters_),
        });
        this.editor_ = new Editor(this.cells_, this.letters_, (key, value, before) => {
            const cell = this.cells_.find(key);
            return cell !== null && this.queue_.edit(key, value, before, revision_of(cell));
        });
        this.bar_ = new Bar(this.labels_, this.letters_);
        this.pad_ = new Pad(
            {
                mark: (mark) => this.active_ && this.editor_.set_mark(this.active_, mark),
                letter: (letter) => this.run({ do: "letter", letter }),
                clear: () => this.run({ do: "clear" }),
                down: () => this.run({ do: "step", rows: 1, columns: 0 }),
                closed: () => this.classList.remove("with-pad"),
            },
            this.labels_,
            this.letters_,
        );
        this.frame(table);
        this.append(this.bar_.root, this.pad_.root);
        const head = table.querySelector<HTMLTableCellElement>("#now");
        const first = this.cells_.at(0, this.cells_.column(head?.dataset["lesson"]) ?? this.cells_.first_column);
        if (first) first.tabIndex = 0;
        this.active_ = first;
        this.dataset["ready"] = "";
    }

    // The table moves into a frame, which stands where the browser had scrolled to; where it had not,
    // at the lesson at which the server wants the grid to open.
    private frame(table: HTMLTableElement): void {
        const left = this.scrollLeft;
        const frame = make("div", { class: "grid-frame" });
        table.replaceWith(frame);
        frame.append(table);
        frame.scrollLeft = left;
        const head = table.querySelector("#now");
        if (!head) return;
        const margin = parseFloat(getComputedStyle(head).scrollMarginRight);
        const beyond =
            head.getBoundingClientRect().right + margin - frame.getBoundingClientRect().right;
        if (beyond > 0) frame.scrollLeft += beyond;
    }

    private listen(table: HTMLTableElement): void {
        table.addEventListener("keydown", (event) => this.key(event));
        table.addEventListener("focusin", (event) => this.focused(event.target as Element));
        table.addEventListener("focusout", () => this.editor_.commit());
        table.addEventListener("click", (event) => this.clicked(event));
        table.addEventListener("paste", (event) => this.paste(event));
        table.addEventListener("copy", (event) => {
            if (!this.active_ || !getSelection()?.isCollapsed) return;
            event.clipboardData?.setData("text/plain", text_of(this.active_));
            event.preventDefault();
        });
        this.bar_.root.addEventListener("keydown", (event) => {
            if (event.key === "Escape") this.active_?.focus();
        });
    }

    private readonly warn = (event: BeforeUnloadEvent) => {
        if (!this.started_) return;
        this.editor_.commit();
        if (this.queue_.unsaved > 0) event.preventDefault();
    };

    private readonly online = () => {
        if (this.started_ && this.queue_.pause === "offline") this.queue_.retry();
    };

    private readonly nudge = () => {
        if (this.started_) this.queue_.nudge();
    };

    // Only the active cell takes the focus: the others become able to when it is their turn.
    private go(cell: HTMLTableCellElement | null): void {
        if (!cell) return;
        cell.tabIndex = 0;
        cell.focus();
    }

    private focused(target: Element): void {
        const cell = target.closest("td");
        if (!cell) return;
        if (cell !== this.active_) {
            this.active_?.removeAttribute("tabindex");
            this.active_ = cell;
            cell.tabIndex = 0;
        }
        this.editor_.enter(cell);
        if (this.pad_.open) this.show_pad(cell);
        this.show_note(true);
    }

    private clicked(event: MouseEvent): void {
        const cell = (event.target as Element).closest("td");
        if (!cell || (event.target as Element).closest("a, button")) return;
        this.go(cell);
        const touch = (event as PointerEvent).pointerType === "touch";
        if (touch && this.cells_.key(cell)) this.show_pad(cell);
    }

    private show_pad(cell: HTMLTableCellElement): void {
        const name = cell.parentElement?.querySelector("th")?.textContent ?? "";
        const opens = !this.pad_.open;
        this.pad_.show(name.trim(), this.cells_.heading(cell), this.cells_.mark_max(cell));
        this.classList.add("with-pad");
        const height = `${this.pad_.root.offsetHeight}px`;
        document.documentElement.style.setProperty("--pad", height);
        // What is above the table makes room for its rows.
        if (opens) this.scrollIntoView({ block: "start" });
        cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    private key(event: KeyboardEvent): void {
        if (event.isComposing || !(event.target as Element).matches("td")) return;
        const command = command_of(event, this.letters_);
        const leaving = this.leaving_;
        if (event.key !== "Shift") this.leaving_ = false;
        if (!command) return;
        this.nudge();
        const tab = command.do === "next" || command.do === "previous";
        if (tab && (leaving || !this.next_cell(command.do === "next"))) return;
        event.preventDefault();
        this.run(command);
    }

    private run(command: Command): void {
        const cell = this.active_;
        if (!cell) return;
        switch (command.do) {
            case "step":
                return this.step(command.rows, command.columns);
            case "edge":
                return this.edge(command.rows, command.columns);
            case "next":
            case "previous":
                return this.go(this.next_cell(command.do === "next"));
            case "enter":
                if (this.state(cell)?.status === "conflict" && this.bar_.focus_choice()) return;
                return this.step(command.back ? -1 : 1, 0);
            case "choose":
                return void this.bar_.focus_choice();
            case "keys":
                return this.bar_.toggle_keys();
            case "cancel":
                if (this.pad_.open) this.pad_.close();
                else if (!this.editor_.cancel()) this.leaving_ = true;
                return;
            case "undo":
            case "redo":
                return this.go(this.cells_.find(this.editor_.step(command.do)));
            default:
                if (!this.editor_.type(cell, command)) this.bar_.say(this.labels_.locked);
        }
    }

    private step(rows: number, columns: number): void {
        if (!this.active_) return;
        const { row, column } = this.cells_.place(this.active_);
        const target = Math.max(0, Math.min(row + rows, this.cells_.row_count - 1));
        this.go(this.cells_.at(target, column + columns));
        if (target === row && columns === 0) this.editor_.commit();
    }

    private edge(rows: -1 | 0 | 1, columns: -1 | 1): void {
        if (!this.active_) return;
        const edges = [0, this.cells_.place(this.active_).row, this.cells_.row_count - 1];
        const column = columns < 0 ? this.cells_.first_column : this.cells_.last_column;
        this.go(this.cells_.at(edges[rows + 1]!, column));
    }

    // To the right, then to the next row; null past the last cell, where Tab leaves the table.
    private next_cell(forward: boolean): HTMLTableCellElement | null {
        if (!this.active_) return null;
        const { row, column } = this.cells_.place(this.active_);
        const { first_column, last_column } = this.cells_;
        return forward
            ? (this.cells_.at(row, column + 1) ?? this.cells_.at(row + 1, first_column))
            : (this.cells_.at(row, column - 1) ?? this.cells_.at(row - 1, last_column));
    }

    private paste(event: ClipboardEvent): void {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (!this.active_ || text === "") return;
        event.preventDefault();
        this.editor_.paste(this.active_, text);
    }

    private state(cell: HTMLTableCellElement): Readonly<Cell> | undefined {
        return this.queue_.cell(this.cells_.key(cell));
    }

    private async send(key: string, value: string, revision: number) {
        const [lesson = "", learner = ""] = key.split(":");
        const url = this.dataset["save"]!;
        const save = { url, csrf: this.csrf_, lesson, learner, value, revision };
        const answer = await send_cell(save, this.labels_.denied);
        // Signed in afresh and still refused: it is not the session, it is not allowed.
        if (answer.kind === "session" && this.renewed_) {
            return { kind: "refused" as const, reason: this.labels_.denied };
        }
        const cell = this.cells_.find(key);
        if (answer.kind === "saved" && answer.cell && cell) take_look(cell, answer.cell);
        if (answer.kind === "saved") this.renewed_ = false;
        return answer;
    }

    private async renew(): Promise<void> {
        const token = await fresh_token();
        if (token === null) return this.bar_.say(this.labels_.session);
        this.csrf_ = token;
        this.renewed_ = true;
        this.queue_.retry();
    }

    private changed(key: string, state: Readonly<Cell>): void {
        const cell = this.cells_.find(key);
        if (!cell) return;
        show_state(cell, state);
        if (!this.editor_.drafts(cell)) show_text(cell, state.wanted);
        this.show_note(cell === this.active_ || state.status === "saved");
    }

    private show_note(speak: boolean): void {
        const key = this.active_ ? this.cells_.key(this.active_) : "";
        const cell = this.queue_.cell(key);
        const active = cell && { key, cell };
        const note = note_of(this.labels_, this.queue_, active, this.editor_.used, {
            keep_theirs: () => this.decide(key, () => this.queue_.keep_theirs(key)),
            put_mine: () => this.decide(key, () => this.queue_.put_mine(key)),
            renew: () => void this.renew(),
            retry: () => this.queue_.retry(),
        });
        const link = note.signs_in ? (this.dataset["signIn"] ?? sign_in_path) : "";
        this.bar_.show(note, link);
        const settled = note.tone !== "" || this.queue_.unsaved === 0;
        if (speak && note.text && settled) this.bar_.say(note.text);
    }

    private decide(key: string, act: () => void): void {
        act();
        this.go(this.cells_.find(key));
    }
}

customElements.define("kerege-grid", KeregeGrid);
