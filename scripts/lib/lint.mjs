// Runs clang-tidy over what a build folder compiles. A translation unit that was clean and has not changed since, nor
// anything it includes, is not read again.
//   node scripts/lib/lint.mjs BUILD_FOLDER
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const build = resolve(process.argv[2] ?? 'build/asan');
const folder = join(build, 'tidy');
mkdirSync(folder, { recursive: true });

// Tests: reading them takes as long as reading the product, and the compiler's warnings do for them.
const leftOut = /\/tests\//;
// What gcc knows and clang does not, or what only costs time here.
const notForClang = /^(-fno-gnu-unique|-Werror|-fsanitize=.*|-fno-sanitize-recover=.*|-fno-omit-frame-pointer)$/;

const units = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
    .filter((unit) => /\.(cpp|cxx)$/.test(unit.file) && !leftOut.test(unit.file))
    .map((unit) => ({ ...unit, command: unit.command.split(' ').filter((word) => !notForClang.test(word)).join(' ') }));
writeFileSync(join(folder, 'compile_commands.json'), JSON.stringify(units, null, 1));

const includedBy = new Map();
for (const block of execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n\n')) {
    const [head, ...lines] = block.split('\n');
    includedBy.set(head.split(':')[0], lines.map((line) => resolve(build, line.trim())).filter((path) => path.startsWith(root)));
}

const digests = new Map();
const digest = (path) => {
    if (!digests.has(path)) digests.set(path, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
    return digests.get(path);
};
const keyOf = (unit) => {
    const hash = createHash('sha256').update(unit.command).update(digest(join(root, '.clang-tidy')));
    for (const path of includedBy.get(unit.output ?? / -o (\S+)/.exec(unit.command)[1]) ?? [String(Math.random())]) hash.update(path).update(digest(path));
    return hash.digest('hex');
};

const waiting = units.map((unit) => {
    const name = relative(root, unit.file).replaceAll('/', '_');
    return { file: unit.file, mark: join(folder, `${name}.clean`), key: keyOf(unit) };
}).filter(({ mark, key }) => !existsSync(mark) || readFileSync(mark, 'utf8') !== key);

console.log(`clang-tidy: ${waiting.length} of ${units.length} translation units to read`);
const findings = new Set();
let broken = 0;
const worker = async () => {
    for (let unit = waiting.shift(); unit; unit = waiting.shift()) {
        await new Promise((done) => execFile('clang-tidy', ['-p', folder, '--quiet', unit.file], { maxBuffer: 1 << 26 }, (error, output, problems) => {
            if (!error) writeFileSync(unit.mark, unit.key);
            else {
                broken += 1;
                for (const finding of (output || problems).split(/\n(?=\S+:\d+:\d+: (?:error|warning):)/)) findings.add(finding.trimEnd());
            }
            done();
        }));
    }
};
await Promise.all(Array.from({ length: availableParallelism?.() ?? cpus().length }, worker));
for (const finding of findings) console.log(finding);
console.log(broken === 0 ? 'clean' : `${broken} translation units with findings`);
process.exit(broken === 0 ? 0 : 1);
