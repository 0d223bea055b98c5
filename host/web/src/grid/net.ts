// One cell to the server, and what its answer means.

import type { Outcome } from "./save_queue";

const answer_deadline_ms = 20000;

export interface Save {
    readonly url: string;
    readonly csrf: string;
    readonly lesson: string;
    readonly learner: string;
    readonly value: string;
    readonly revision: number;
}

// An answer with the cell as the server has it now.
export type Answer = Outcome & { cell?: HTMLTableCellElement };

function cell_in(text: string): HTMLTableCellElement | null {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    return holder.content.querySelector("td");
}

function text_of(answer: string): string {
    const holder = document.createElement("template");
    holder.innerHTML = answer;
    // Of a whole page its heading says enough.
    const told = holder.content.querySelector("h1") ?? holder.content;
    return (told.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 300);
}

function offers_again(answer: string): boolean {
    const holder = document.createElement("template");
    holder.innerHTML = answer;
    return holder.content.querySelector("[data-again]") !== null;
}

async function understood(response: Response, denied: string): Promise<Answer> {
    if (response.status === 401) return { kind: "session" };
    if (response.status === 429 || response.status >= 500) return { kind: "unreachable" };
    const text = await response.text();
    // The token of a session that is over is answered with the offer to send it again; any other
    // 403 says that this person may not.
    if (response.status === 403 && offers_again(text)) return { kind: "session" };
    const cell = cell_in(text);
    if (response.status === 409 && cell) {
        return {
            kind: "conflict",
            theirs: cell.dataset["theirs"] ?? "",
            revision: Number(cell.dataset["r"] ?? 0),
            by: cell.dataset["by"] ?? "",
        };
    }
    if (response.ok && cell) {
        const value = (cell.textContent ?? "").trim();
        return { kind: "saved", value, revision: Number(cell.dataset["r"] ?? 0), cell };
    }
    // A page instead of a cell: the sign-in page, to which the request was led.
    if (response.ok) return { kind: "session" };
    return { kind: "refused", reason: text_of(text) || denied };
}

export async function send_cell(save: Save, denied: string): Promise<Answer> {
    const body = new URLSearchParams({
        lesson: save.lesson,
        learner: save.learner,
        value: save.value,
        revision: String(save.revision),
    });
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), answer_deadline_ms);
    try {
        const response = await fetch(save.url, {
            method: "POST",
            body,
            // The save outlives a click on a link.
            keepalive: true,
            credentials: "same-origin",
            headers: { "X-CSRF-Token": save.csrf, "HX-Request": "true" },
            signal: deadline.signal,
        });
        return await understood(response, denied);
    } catch {
        return { kind: "unreachable" };
    } finally {
        clearTimeout(timer);
    }
}

// The token of the session that is open now, taken from this page as the server shows it today; null
// as long as nobody is signed in. A new session has a new one, the page still carries the old.
export async function fresh_token(): Promise<string | null> {
    try {
        const response = await fetch(location.href, { credentials: "same-origin" });
        if (!response.ok) return null;
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        return page.querySelector<HTMLElement>("kerege-grid")?.dataset["csrf"] ?? null;
    } catch {
        return null;
    }
}
