// Saves changed cells one by one: what is wanted, what the server has, and what became of it.
//
// Saves of one cell never overlap. A cell in conflict is locked until somebody decides: sending it
// again by itself would carry the new revision and silently overwrite the other teacher's mark.

export type Status =
    | "saved"
    | "waiting"
    | "saving"
    | "offline"
    | "session"
    | "failed"
    | "conflict";

export interface Cell {
    base: string; // what the server has, as far as known
    revision: number;
    wanted: string; // what the person typed last
    status: Status;
    reason: string; // why it failed
    theirs: string;
    by: string;
    uncertain: boolean; // a save was sent and its answer never came
}

export type Outcome =
    | { kind: "saved"; value: string; revision: number }
    | { kind: "conflict"; theirs: string; revision: number; by: string }
    | { kind: "refused"; reason: string }
    | { kind: "session" }
    | { kind: "unreachable" };

export interface Port {
    // Never rejects: what goes wrong is an outcome.
    send(key: string, value: string, revision: number): Promise<Outcome>;
    changed(key: string, cell: Readonly<Cell>): void;
    // Calls back once after that time.
    later(delay_ms: number, call: () => void): void;
    same(a: string, b: string): boolean;
}

const sending_max = 4;
const retry_first_ms = 1000;
const retry_longest_ms = 30000;
const nudges_apart_ms = 1000;

export class SaveQueue {
    private readonly cells_ = new Map<string, Cell>();
    private sending_ = 0;
    private failures_ = 0;
    private attempt_ = 0;
    private rested_ = true;
    private pause_: "none" | "offline" | "session" = "none";

    constructor(private readonly port_: Port) {}

    get pause(): "none" | "offline" | "session" {
        return this.pause_;
    }

    cell(key: string): Readonly<Cell> | undefined {
        return this.cells_.get(key);
    }

    count(...statuses: Status[]): number {
        let found = 0;
        for (const cell of this.cells_.values()) if (statuses.includes(cell.status)) ++found;
        return found;
    }

    get unsaved(): number {
        return this.cells_.size - this.count("saved");
    }

    // Takes a new value. `base` and `revision` are what the page shows; they count only the first
    // time a cell is touched. False: the cell is in conflict and waits for a decision.
    edit(key: string, value: string, base: string, revision: number): boolean {
        let cell = this.cells_.get(key);
        if (!cell) {
            cell = this.fresh(base, revision);
            this.cells_.set(key, cell);
        }
        if (cell.status === "conflict") return false;
        cell.wanted = value;
        if (cell.status !== "saving") {
            cell.status = this.needs_sending(cell) ? "waiting" : "saved";
            cell.reason = "";
        }
        this.port_.changed(key, cell);
        this.pump();
        return true;
    }

    keep_theirs(key: string): void {
        const cell = this.cells_.get(key);
        if (cell?.status !== "conflict") return;
        cell.wanted = cell.base = cell.theirs;
        this.settle(key, cell, "saved");
    }

    put_mine(key: string): void {
        const cell = this.cells_.get(key);
        if (cell?.status !== "conflict") return;
        cell.base = cell.theirs;
        this.settle(key, cell, "waiting");
        this.pump();
    }

    // A good moment to try: the person is here again, or types on. At most one a second, whatever the
    // back-off has come to; without a connection only.
    nudge(): void {
        if (this.pause_ !== "offline" || !this.rested_) return;
        this.rested_ = false;
        this.port_.later(nudges_apart_ms, () => (this.rested_ = true));
        this.failures_ = 0;
        this.retry();
    }

    // Sends again what waits: the line is back, the person has logged in or asked for it.
    retry(): void {
        this.pause_ = "none";
        for (const [key, cell] of this.cells_) {
            if (cell.status === "offline" || cell.status === "session") {
                this.settle(key, cell, "waiting");
            }
        }
        this.pump();
    }

    private fresh(base: string, revision: number): Cell {
        return {
            base,
            revision,
            wanted: base,
            status: "saved",
            reason: "",
            theirs: "",
            by: "",
            uncertain: false,
        };
    }

    // After an answer that never came the server may hold either value: going back has to be told.
    private needs_sending(cell: Cell): boolean {
        return cell.uncertain || !this.port_.same(cell.wanted, cell.base);
    }

    private settle(key: string, cell: Cell, status: Status): void {
        cell.status = status;
        this.port_.changed(key, cell);
    }

    private pump(): void {
        if (this.pause_ !== "none") return;
        for (const [key, cell] of this.cells_) {
            if (this.sending_ >= sending_max) return;
            if (cell.status === "waiting") void this.send(key, cell);
        }
    }

    private async send(key: string, cell: Cell): Promise<void> {
        const value = cell.wanted;
        ++this.sending_;
        this.settle(key, cell, "saving");
        const outcome = await this.port_.send(key, value, cell.revision);
        --this.sending_;
        this.take(key, cell, value, outcome);
        this.pump();
    }

    private take(key: string, cell: Cell, sent: string, outcome: Outcome): void {
        if (outcome.kind === "unreachable" || outcome.kind === "session") {
            this.take_pause(key, cell, outcome.kind);
            return;
        }
        this.failures_ = 0;
        cell.uncertain = false;
        // What was typed while the save was under way is newer than its answer.
        const typed_since = !this.port_.same(cell.wanted, sent);
        if (outcome.kind === "refused") {
            cell.reason = typed_since ? "" : outcome.reason;
            this.settle(key, cell, typed_since ? "waiting" : "failed");
            return;
        }
        cell.revision = outcome.revision;
        if (outcome.kind === "saved") {
            cell.base = outcome.value;
            if (!typed_since) cell.wanted = outcome.value;
            this.settle(key, cell, typed_since ? "waiting" : "saved");
        } else if (this.port_.same(outcome.theirs, cell.wanted)) {
            // Both put the same, or our own save had arrived and its answer had not.
            cell.base = cell.wanted = outcome.theirs;
            this.settle(key, cell, "saved");
        } else {
            cell.theirs = outcome.theirs;
            cell.by = outcome.by;
            this.settle(key, cell, "conflict");
        }
    }

    private take_pause(key: string, cell: Cell, kind: "unreachable" | "session"): void {
        if (kind === "session") {
            this.pause_ = "session";
            this.settle(key, cell, "session");
            return;
        }
        cell.uncertain = true;
        const first = this.pause_ === "none";
        if (first) this.pause_ = "offline";
        this.settle(key, cell, "offline");
        if (!first) return;
        const delay_ms = Math.min(retry_first_ms * 2 ** this.failures_++, retry_longest_ms);
        const attempt = ++this.attempt_;
        this.port_.later(delay_ms, () => {
            if (this.pause_ === "offline" && this.attempt_ === attempt) this.retry();
        });
    }
}
