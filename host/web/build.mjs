// Bundles, fingerprints and compresses what browsers get:
//   node build.mjs <output folder> [<folder with node_modules>]
// Writes manifest.json ("app.css" → "app-3f2a….css"), the files, and a .gz and .br beside each text.
// The same sources give the same bytes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const output = resolve(process.argv[2] ?? join(here, "dist"));
const modules = resolve(process.argv[3] ?? here, "node_modules");
const esbuild = createRequire(join(modules, "."))("esbuild");

const texts = new Set([".css", ".js", ".svg", ".txt"]);
const plain_name = (file) => file.replace(/-[0-9A-Z]{8}(\.[a-z0-9]+)$/, "$1");

async function bundle() {
    const result = await esbuild.build({
        absWorkingDir: here,
        entryPoints: ["src/app.ts", "css/app.css"],
        outdir: output,
        entryNames: "[name]-[hash]",
        chunkNames: "[name]-[hash]",
        assetNames: "[name]-[hash]",
        bundle: true,
        splitting: true,
        format: "esm",
        minify: true,
        target: ["es2022", "chrome105", "firefox110", "safari16.4"],
        loader: { ".woff2": "file", ".svg": "file" },
        nodePaths: [modules],
        legalComments: "none",
        logLevel: "warning",
        write: false,
    });
    return result.outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]);
}

function fingerprinted(name, contents) {
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
    const extension = extname(name);
    return `${basename(name, extension)}-${hash}${extension}`;
}

function with_names(file, names) {
    if (!texts.has(extname(file.name))) return file.bytes;
    let text = file.bytes.toString("utf8");
    for (const [from, to] of names) text = text.replaceAll(from, to);
    return Buffer.from(text);
}

// The bundler's fingerprints depend on where its modules lie. These depend on the contents alone: a file
// is named once those it mentions have their names.
function rename(files) {
    const names = new Map();
    const renamed = [];
    let waiting = files.map(([name, bytes]) => ({ name, bytes }));
    while (waiting.length > 0) {
        const mentions = (file) =>
            waiting.some((other) => other !== file && file.bytes.includes(other.name));
        const ready = waiting.filter((file) => !mentions(file));
        if (ready.length === 0) throw new Error("files that name each other");
        for (const file of ready) {
            const bytes = with_names(file, names);
            const name = fingerprinted(plain_name(file.name), bytes);
            renamed.push([plain_name(file.name), name, bytes]);
            names.set(file.name, name);
        }
        waiting = waiting.filter((file) => !ready.includes(file));
    }
    return renamed;
}

function loose(name, bytes) {
    return [name, fingerprinted(name, bytes), bytes];
}

function sprite() {
    const text = readFileSync(join(here, "assets/icons.svg"), "utf8");
    const small = text.replace(/<!--[^]*?-->/g, "").replace(/\s+/g, " ").replace(/> </g, "><");
    return loose("icons.svg", Buffer.from(small.trim()));
}

// The fonts' licence wants to travel with them.
function font_licence() {
    const path = join(modules, "@fontsource-variable/onest/LICENSE");
    return loose("onest-licence.txt", readFileSync(path));
}

function remove_old(names) {
    const path = join(output, "manifest.json");
    if (!existsSync(path)) return;
    for (const file of Object.values(JSON.parse(readFileSync(path, "utf8")))) {
        if (names.has(file)) continue;
        for (const end of ["", ".gz", ".br"]) rmSync(join(output, file + end), { force: true });
    }
}

function write(file, contents) {
    const path = join(output, file);
    writeFileSync(path, contents);
    if (!texts.has(extname(file))) return;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${path}.gz`, gzipSync(contents, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(contents, { params: quality }));
}

mkdirSync(output, { recursive: true });
const files = [...rename(await bundle()), sprite(), font_licence()];
remove_old(new Set(files.map(([, file]) => file)));
const manifest = {};
for (const [name, file, bytes] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name in manifest) throw new Error(`two files are called ${name}`);
    manifest[name] = file;
    write(file, bytes);
}
writeFileSync(join(output, "manifest.json"), `${JSON.stringify(manifest, null, 4)}\n`);
