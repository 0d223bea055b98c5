// What the line under the grid says: about the active cell first, then about all of them.

import { fill, type Labels } from "./labels";
import type { Cell, SaveQueue } from "./save_queue";

export interface Choice {
    readonly label: string;
    readonly press: () => void;
}

export interface Note {
    readonly key: string; // tells notes of the same words about different cells apart
    readonly text: string;
    readonly tone: "" | "bad" | "warn";
    readonly choices: readonly Choice[];
    readonly signs_in: boolean;
}

export interface Actions {
    keep_theirs(): void;
    put_mine(): void;
    renew(): void;
    retry(): void;
}

function note(text: string, tone: Note["tone"] = "", choices: readonly Choice[] = []): Note {
    return { key: "", text, tone, choices, signs_in: false };
}

function conflict_note(words: Labels, cell: Readonly<Cell>, key: string, act: Actions): Note {
    const theirs = cell.theirs || words.nothing;
    const mine = cell.wanted || words.nothing;
    const text = fill(words.conflict, { by: cell.by || words.other, theirs, mine });
    const choices = [
        { label: fill(words.keep, { theirs }), press: () => act.keep_theirs() },
        { label: fill(words.mine, { mine }), press: () => act.put_mine() },
    ];
    return { ...note(`${text} ${words.choose}`, "warn", choices), key };
}

// `used`: something was typed, so that "saved" says something.
export function note_of(
    words: Labels,
    queue: Pick<SaveQueue, "pause" | "unsaved" | "count">,
    active: { key: string; cell: Readonly<Cell> } | undefined,
    used: boolean,
    act: Actions,
): Note {
    if (active?.cell.status === "conflict") {
        return conflict_note(words, active.cell, active.key, act);
    }
    if (active?.cell.status === "failed") {
        return note(fill(words.failed, { reason: active.cell.reason }), "bad");
    }
    if (queue.pause === "session") {
        const choices = [{ label: words.retry, press: () => act.renew() }];
        return { ...note(words.session, "bad", choices), signs_in: true };
    }
    if (queue.pause === "offline") {
        return note(words.offline, "warn", [{ label: words.retry, press: () => act.retry() }]);
    }
    const conflicts = queue.count("conflict");
    if (conflicts) return note(fill(words.conflicts, { count: conflicts }), "warn");
    const failures = queue.count("failed");
    if (failures) return note(fill(words.failures, { count: failures }), "bad");
    if (queue.unsaved) return note(fill(words.unsaved, { count: queue.unsaved }));
    return note(used ? words.saved : "");
}
