// Keeps today's headers as a baseline of the check.
//   node tests/abi/freeze.mjs candidate     what the next version is going to be; may be repeated
//   node tests/abi/freeze.mjs 1.0           a release: never again changed. The candidate is then gone.
import {cpSync, existsSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {here, today} from './baselines.mjs';
import {broken} from './compare.mjs';
import {describe, headersOf} from './describe.mjs';

// Copies the headers of `from` into a baseline below `home`. Throws without having written anything if
// the version is there already or earlier ones are not extended.
export function freeze(version, home = here, from = today) {
    if (version !== 'candidate' && !/^\d+\.\d+$/.test(version)) throw new Error('a version is written like 1.0');
    const folder = path.join(home, version === 'candidate' ? version : `frozen-${version}`);
    if (version !== 'candidate' && existsSync(folder)) throw new Error(`${version} is frozen already`);
    const now = describe(from);
    for (const earlier of readdirSync(home).filter((name) => name.startsWith('frozen-'))) {
        const problems = broken(describe(path.join(home, earlier)), now);
        if (problems.length > 0) throw new Error(`${earlier} is not extended:\n  ${problems.join('\n  ')}`);
    }
    rmSync(path.join(home, 'candidate'), {recursive: true, force: true});
    if (version === 'candidate') {
        mkdirSync(path.join(folder, 'kerege/abi'), {recursive: true});
        for (const name of headersOf(from)) cpSync(path.join(from, 'kerege/abi', name), path.join(folder, 'kerege/abi', name));
    } else {
        // With the SDK, and the drafts it includes: plugins of the tests are built as a vendor's were.
        cpSync(path.join(from, 'kerege'), path.join(folder, 'kerege'), {recursive: true});
    }
    return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    try {
        console.log(`kept in ${path.relative(process.cwd(), freeze(process.argv[2] ?? ""))}`);
    } catch (error) {
        console.error(error.message);
        process.exitCode = 1;
    }
}
