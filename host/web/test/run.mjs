// Bundles the tests, since node runs no TypeScript, and runs them:
//   node test/run.mjs [<folder with node_modules>] [<folder of built assets>]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const web = resolve(here, "..");
const modules = resolve(process.argv[2] ?? web, "node_modules");
const esbuild = createRequire(join(modules, "."))("esbuild");
const folder = mkdtempSync(join(tmpdir(), "kerege-web-test-"));
let status = 1;
try {
    const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));
    await esbuild.build({
        absWorkingDir: here,
        entryPoints: tests,
        outdir: folder,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        platform: "node",
        format: "esm",
        logLevel: "warning",
    });
    const run = spawnSync(
        process.execPath,
        ["--test", ...tests.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")))],
        {
            stdio: "inherit",
            env: { ...process.env, KEREGE_WEB: web, KEREGE_ASSETS: process.argv[3] ?? "" },
        },
    );
    status = run.status ?? 1;
} finally {
    rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
