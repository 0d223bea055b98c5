import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const web = process.env["KEREGE_WEB"]!;
const assets = process.env["KEREGE_ASSETS"]!;
const skip = existsSync(join(assets, "manifest.json")) ? false : "the assets are not built";
const kib = 1024;

function manifest(): Record<string, string> {
    return JSON.parse(readFileSync(join(assets, "manifest.json"), "utf8"));
}

function gzipped(end: string): number {
    return Object.values(manifest())
        .filter((file) => file.endsWith(end))
        .reduce((sum, file) => sum + statSync(join(assets, `${file}.gz`)).size, 0);
}

test("styles and scripts stay small", { skip }, () => {
    assert.ok(gzipped(".css") <= 10 * kib);
    assert.ok(gzipped(".js") <= 25 * kib);
    assert.ok(gzipped(".css") + gzipped(".js") + gzipped(".svg") <= 40 * kib);
});

test("every file of the manifest is there, with its fingerprint", { skip }, () => {
    for (const [name, file] of Object.entries(manifest())) {
        assert.ok(existsSync(join(assets, file)), file);
        assert.notEqual(name, file);
    }
});

test("a strict content policy has nothing to object to", { skip }, () => {
    for (const file of Object.values(manifest())) {
        if (!file.endsWith(".css")) continue;
        assert.doesNotMatch(readFileSync(join(assets, file), "utf8"), /url\(["']?(data|https?):/);
    }
});

test("every icon a template of the host names is in the sprite", () => {
    const sprite = readFileSync(join(web, "assets/icons.svg"), "utf8");
    const known = new Set([...sprite.matchAll(/<symbol id="([a-z-]+)"/g)].map((match) => match[1]));
    const folder = join(web, "../templates");
    const used = readdirSync(folder, { recursive: true } as never)
        .map(String)
        .filter((name) => name.endsWith(".html"))
        .flatMap((name) => [
            ...readFileSync(join(folder, name), "utf8").matchAll(/\{\{icons\}\}#([a-z-]+)/g),
        ])
        .map((match) => match[1]);
    assert.ok(used.length > 0);
    for (const icon of used) assert.ok(known.has(icon), icon);
});
