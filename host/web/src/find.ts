// The list beneath a search field while one types: a combobox with a listbox, after WAI-ARIA's pattern.
// Without it the form leads to the page of results.

const typing_pause_ms = 150;
const letters_min = 2;

interface Asking {
    abort: AbortController;
}

// How many letters and digits there are: below two nothing is asked for.
export function worth_asking(typed: string): boolean {
    return (typed.match(/[\p{L}\p{N}]/gu) ?? []).length >= letters_min;
}

// The place after a step through so many options; -1 is the field itself.
export function step(at: number, by: 1 | -1, count: number): number {
    const places = count + 1;
    return ((at + 1 + by + places) % places) - 1;
}

export class Find {
    private readonly input: HTMLInputElement;
    private readonly panel = document.createElement("div");
    private readonly told = document.createElement("p");
    private asking: Asking | null = null;
    private timer = 0;
    private at = -1;

    constructor(form: HTMLFormElement) {
        this.input = form.querySelector<HTMLInputElement>("input[type=search]")!;
        this.panel.className = "find-panel";
        this.panel.hidden = true;
        this.told.className = "visually-hidden";
        this.told.setAttribute("role", "status");
        form.append(this.panel, this.told);
        for (const [name, value] of [
            ["role", "combobox"],
            ["aria-autocomplete", "list"],
            ["aria-expanded", "false"],
        ] as const) {
            this.input.setAttribute(name, value);
        }
        this.input.addEventListener("input", () => this.typed());
        this.input.addEventListener("keydown", (event) => this.key(event));
        form.addEventListener("focusout", (event) => {
            if (!form.contains(event.relatedTarget as Node | null)) this.close();
        });
        // A page that was left while its list was open comes back without it.
        addEventListener("pagehide", () => this.close());
        if (this.input.value && this.input === document.activeElement) this.typed();
    }

    private options(): HTMLAnchorElement[] {
        return [...this.panel.querySelectorAll<HTMLAnchorElement>("[role=option]")];
    }

    private typed(): void {
        clearTimeout(this.timer);
        this.asking?.abort.abort();
        this.asking = null;
        if (!worth_asking(this.input.value)) return this.close();
        this.timer = window.setTimeout(() => void this.ask(), typing_pause_ms);
    }

    private async ask(): Promise<void> {
        const mine = { abort: new AbortController() };
        this.asking = mine;
        const address = `/search/suggestions?q=${encodeURIComponent(this.input.value)}`;
        try {
            const answer = await fetch(address, {
                headers: { "HX-Request": "true" },
                signal: mine.abort.signal,
            });
            // Signed out meanwhile, or too fast: the form still works, and says why.
            if (!answer.ok || answer.redirected) return this.asking === mine ? this.close() : undefined;
            const text = await answer.text();
            if (this.asking === mine) this.show(text);
        } catch {
            if (this.asking === mine) this.close();
        }
    }

    private show(html: string): void {
        this.panel.innerHTML = html;
        this.panel.hidden = false;
        this.mark(-1);
        const there = this.options().length > 0;
        this.input.setAttribute("aria-expanded", String(there));
        if (there) this.input.setAttribute("aria-controls", "find-list");
        this.told.textContent =
            this.panel.firstElementChild?.getAttribute("data-told") ?? "";
    }

    private close(): void {
        clearTimeout(this.timer);
        this.asking?.abort.abort();
        this.asking = null;
        this.mark(-1);
        this.panel.hidden = true;
        this.panel.replaceChildren();
        this.told.textContent = "";
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-controls");
    }

    private mark(at: number): void {
        const options = this.options();
        options[this.at]?.setAttribute("aria-selected", "false");
        this.at = at;
        const option = options[at];
        option?.setAttribute("aria-selected", "true");
        option?.scrollIntoView({ block: "nearest" });
        if (option) this.input.setAttribute("aria-activedescendant", option.id);
        else this.input.removeAttribute("aria-activedescendant");
    }

    private key(event: KeyboardEvent): void {
        if (event.isComposing) return;
        const options = this.options();
        if (event.key === "Escape") {
            if (this.panel.hidden) return;
            event.preventDefault();
            event.stopPropagation();
            this.close();
        } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (options.length === 0) return this.typed();
            this.mark(step(this.at, event.key === "ArrowDown" ? 1 : -1, options.length));
        } else if (event.key === "Enter" && options[this.at]) {
            event.preventDefault();
            options[this.at]!.click();
        }
    }
}
