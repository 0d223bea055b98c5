// The table as rows of learners and columns of lessons.

import type { Cell } from "./save_queue";

export interface Place {
    readonly row: number;
    readonly column: number;
}

const mark_max_default = 10;

export class Cells {
    private readonly rows_: HTMLTableRowElement[];
    private readonly lessons_: (string | undefined)[] = [];
    private readonly maxima_: number[] = [];
    private readonly row_of_learner_ = new Map<string, number>();
    private readonly first_column_: number;

    constructor(readonly table: HTMLTableElement) {
        this.rows_ = [...table.querySelectorAll<HTMLTableRowElement>("tbody > tr[data-learner]")];
        this.rows_.forEach((row, i) => this.row_of_learner_.set(row.dataset["learner"]!, i));
        const first = this.rows_[0]?.querySelector("td");
        this.first_column_ = first ? first.cellIndex : 0;
        this.read_lessons();
    }

    get row_count(): number {
        return this.rows_.length;
    }
    get first_column(): number {
        return this.first_column_;
    }
    get last_column(): number {
        return (this.rows_[0]?.cells.length ?? 1) - 1;
    }

    // Heads may span: a corner over two head rows takes its column in both.
    private read_lessons(): void {
        const taken: Set<number>[] = [];
        [...(this.table.tHead?.rows ?? [])].forEach((row, r) => {
            let column = 0;
            for (const cell of row.cells) {
                while (taken[r]?.has(column)) ++column;
                for (let i = 0; i < cell.rowSpan * cell.colSpan; ++i) {
                    const below = (taken[r + Math.floor(i / cell.colSpan)] ??= new Set());
                    below.add(column + (i % cell.colSpan));
                }
                if (cell.dataset["lesson"]) this.lessons_[column] = cell.dataset["lesson"];
                if (cell.dataset["max"]) this.maxima_[column] = Number(cell.dataset["max"]);
                column += cell.colSpan;
            }
        });
    }

    // What assistive technology is to know. Cells of rows and heads follow from the table's own tags.
    announce_roles(): void {
        this.table.setAttribute("role", "grid");
        const heading = document.querySelector("h1")?.textContent?.trim();
        if (heading && !this.table.caption) this.table.ariaLabel = heading;
        for (const head of this.table.querySelectorAll("thead th")) {
            head.setAttribute("role", "columnheader");
        }
        for (const row of this.rows_) {
            row.querySelector("th")?.setAttribute("role", "rowheader");
            for (let i = this.first_column_; i < row.cells.length; ++i) {
                // Without a lesson, or of somebody who was not in the class on that day.
                const cell = row.cells[i]!;
                const away = !this.lessons_[i] || cell.classList.contains("away");
                if (away) cell.setAttribute("aria-readonly", "true");
            }
        }
    }

    at(row: number, column: number): HTMLTableCellElement | null {
        const cell = this.rows_[row]?.cells[column];
        return cell?.localName === "td" ? cell : null;
    }

    place(cell: HTMLTableCellElement): Place {
        const learner = (cell.parentElement as HTMLTableRowElement).dataset["learner"] ?? "";
        return { row: this.row_of_learner_.get(learner) ?? -1, column: cell.cellIndex };
    }

    // "lesson:learner"; empty for a cell that can't be changed.
    key(cell: HTMLTableCellElement): string {
        const lesson = this.lessons_[cell.cellIndex];
        if (!lesson || cell.getAttribute("aria-readonly") === "true") return "";
        return `${lesson}:${(cell.parentElement as HTMLElement).dataset["learner"]}`;
    }

    // Of a lesson; undefined if it has none.
    column(lesson: string | undefined): number | undefined {
        const column = lesson ? this.lessons_.indexOf(lesson) : -1;
        return column < 0 ? undefined : column;
    }

    // What the head of the cell's lesson says first: its day.
    heading(cell: HTMLTableCellElement): string {
        const lesson = this.lessons_[cell.cellIndex] ?? "";
        const head = this.table.querySelector(`th[data-lesson="${lesson}"]`);
        const told = head?.querySelector("a") ?? head;
        return (told?.firstChild?.textContent ?? "").trim();
    }

    find(key: string): HTMLTableCellElement | null {
        const [lesson = "", learner = ""] = key.split(":");
        const column = this.lessons_.indexOf(lesson);
        const row = this.row_of_learner_.get(learner) ?? -1;
        return column < 0 ? null : this.at(row, column);
    }

    mark_max(cell: HTMLTableCellElement): number {
        return this.maxima_[cell.cellIndex] ?? mark_max_default;
    }
}

export function text_of(cell: HTMLTableCellElement): string {
    return (cell.textContent ?? "").trim();
}

export function revision_of(cell: HTMLTableCellElement): number {
    return Number(cell.dataset["r"] ?? 0);
}

export function show_text(cell: HTMLTableCellElement, text: string): void {
    if (text_of(cell) !== text) cell.textContent = text;
}

// Shows what became of a cell. The element stays the same one: the focus is on it.
export function show_state(cell: HTMLTableCellElement, state: Readonly<Cell>): void {
    if (state.status === "saved") {
        cell.removeAttribute("data-state");
        cell.dataset["r"] = String(state.revision);
    } else {
        cell.dataset["state"] = state.status;
    }
    const wrong = state.status === "failed" || state.status === "conflict";
    if (wrong) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
}

const kept = new Set(["tabindex", "data-state", "aria-invalid", "data-r", "role"]);

// Takes over the look the server gave the cell (a class for a low mark, a title).
export function take_look(cell: HTMLTableCellElement, from: HTMLTableCellElement): void {
    for (const { name } of [...cell.attributes]) {
        if (!kept.has(name) && !from.hasAttribute(name)) cell.removeAttribute(name);
    }
    for (const { name, value } of from.attributes) {
        if (!kept.has(name)) cell.setAttribute(name, value);
    }
}
