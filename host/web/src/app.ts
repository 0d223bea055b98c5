// What every page gets: partial updates, menus that close, the grid where there is one.

import "htmx.org";
import { hyphenate_page } from "./hyphenate";

function close_menus(except: Element | null): void {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]")) {
        if (!menu.contains(except)) menu.open = false;
    }
}

function prepare(root: ParentNode): void {
    root.querySelector<HTMLElement>("[data-focus]")?.focus();
    for (const button of root.querySelectorAll<HTMLElement>("[data-print]")) button.hidden = false;
    if (root.querySelector("kerege-grid")) void import("./grid/element");
    const narrow = matchMedia("(max-width: 40em)").matches;
    if (document.documentElement.lang === "kk") hyphenate_page(root, narrow);
}

function prepare_print(): void {
    const parts = [...document.querySelectorAll(".print-footer > span")];
    const text = parts.map((part) => part.textContent).join(" · ");
    const root = document.documentElement;
    root.style.setProperty("--print-footer", JSON.stringify(text));
    root.dataset["printFooter"] = "";
}

const narrow_screen = matchMedia("(max-width: 63.99em)");

// On phones the whole row is the target of the link in its head.
function follow_row(target: Element): void {
    if (!narrow_screen.matches || target.closest("a, button, input, select, label")) return;
    const row = target.closest(".table-wrap tbody tr");
    if (row && getSelection()?.isCollapsed !== false) {
        row.querySelector<HTMLElement>("th:first-child > a:only-child")?.click();
    }
}

document.addEventListener("click", (event) => {
    const target = event.target as Element;
    close_menus(target);
    follow_row(target);
    if (target.closest("[data-print]")) print();
});

document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest<HTMLDetailsElement>("details.drop[open]");
    close_menus(null);
    menu?.querySelector("summary")?.focus();
});

// The list beneath a search field is fetched when somebody goes there.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-find]")) {
    form.addEventListener("focusin", () => void import("./find").then(({ Find }) => new Find(form)), {
        once: true,
    });
}

// "/" goes to the search field that is in sight, unless it is typed somewhere.
document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.defaultPrevented || event.repeat) return;
    const target = event.target as HTMLElement;
    if (target.isContentEditable || target.closest("input, select, textarea, kerege-grid")) return;
    const fields = [...document.querySelectorAll<HTMLInputElement>("form[data-find] input")];
    const field = fields.find((one) => one.offsetParent !== null);
    if (!field) return;
    event.preventDefault();
    field.select();
    field.focus();
});

const impatience_ms = 5000;

// A form sent twice by an impatient tap arrives once. A while later it may go again: a download leaves
// the page where it is.
document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("aria-busy")) event.preventDefault();
    else form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), impatience_ms);
});

// Back from the browser's cache the page is alive again.
addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

document.addEventListener("htmx:config:request", (event) => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const request = (event as CustomEvent).detail?.ctx?.request;
    if (token && request) request.headers["X-CSRF-Token"] = token;
});

document.addEventListener("htmx:after:swap", () => prepare(document));

prepare(document);
prepare_print();
