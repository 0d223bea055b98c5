// Words of the grid. The layout carries them translated; an element's data-labels may replace some;
// these stand in for what neither has.

const english = {
    saved: "Everything is saved",
    saving: "Saving",
    unsaved: "Not saved yet: %count",
    offline: "No connection. What you typed is kept on this page and sent as soon as it is back.",
    failed: "Not saved: %reason",
    failures: "Cells with a fault: %count",
    conflicts: "Cells that wait for your choice: %count",
    conflict: "%by has put here: %theirs. You typed: %mine.",
    nothing: "nothing",
    other: "Another teacher",
    keep: "Keep: %theirs",
    mine: "Put: %mine",
    choose: "Press Enter to choose.",
    session: "You are signed out. What you typed is kept on this page.",
    login: "Sign in, in a new tab",
    retry: "Try again",
    denied: "You may not change this.",
    locked: "This cell can't be changed.",
    keys: "Keys",
    pad: "Choose a mark",
    clear: "Clear",
    down: "Next",
    close: "Close",
    unexcused: "absent without a reason",
    excused: "absent with a reason",
    ill: "ill",
    late: "late",
    keyMove: "move",
    keyDown: "down",
    keyRight: "to the right",
    keyEnds: "start and end of the row",
    keyDigits: "mark",
    keyClear: "clear the cell",
    keyCancel: "drop what is being typed",
    keyUndo: "undo, redo",
    keyPaste: "paste from a spreadsheet",
    keyLeave: "leave the table",
    keyKeys: "show or hide these keys",
};

export type Labels = typeof english;

function parsed<T extends object>(text: string | undefined): Partial<T> {
    if (!text) return {};
    try {
        return JSON.parse(text) as Partial<T>;
    } catch {
        return {};
    }
}

export function labels_for(element: HTMLElement): Labels {
    const page = document.getElementById("kerege-grid-labels")?.dataset ?? {};
    return { ...english, ...page, ...parsed<Labels>(element.dataset["labels"]) };
}

export function letters_for(element: HTMLElement): Record<string, string> {
    return parsed<Record<string, string>>(element.dataset["letters"]) as Record<string, string>;
}

// Replaces %name. Not {name}: the server's templates would take that for a value of their own.
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
    return text.replace(/%([a-z]+)/g, (whole, name: string) => String(values[name] ?? whole));
}
