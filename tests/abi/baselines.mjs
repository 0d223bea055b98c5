// Which earlier headers today's must extend. plugin-api/VERSIONING.md says which versions are released
// and in which a header first was; the copies lie in tests/abi/frozen-<version>, those that are to be
// released next in tests/abi/candidate.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const here = path.dirname(fileURLToPath(import.meta.url));
export const today = path.resolve(here, '../../plugin-api/include');
export const versioning = readFileSync(path.resolve(here, '../../plugin-api/VERSIONING.md'), 'utf8');

// Header → its state: "candidate", "draft" or the version it was first released in.
export function statesOf(text) {
    const states = new Map();
    for (const [, names, state] of text.matchAll(/^\| ((?:`[\w/]+\.h`(?:, )?)+) \|.*\| ([\w. ]+) \|$/gm)) {
        for (const [, name] of names.matchAll(/`([\w/]+\.h)`/g)) states.set(name, state.split(' ')[0]);
    }
    return states;
}

// "Released versions: none." or "Released versions: 1.0, 1.1."
export function releasesOf(text) {
    const [, list] = text.match(/^Released versions: (none|\d+\.\d+(?:, \d+\.\d+)*)\.$/m) ?? [];
    if (!list) throw new Error('VERSIONING.md does not say which versions are released');
    return list === 'none' ? [] : list.split(', ');
}

const later = (a, b) => a.localeCompare(b, 'en', {numeric: true}) > 0;

// The baselines that must be there: [{folder, headers}].
export function baselines(text, home = here) {
    const states = [...statesOf(text)];
    const all = releasesOf(text).map((version) => ({
        folder: path.join(home, `frozen-${version}`),
        headers: states.filter(([, state]) => /^\d/.test(state) && !later(state, version)).map(([name]) => name),
    }));
    const candidates = states.filter(([, state]) => state === 'candidate').map(([name]) => name);
    if (candidates.length > 0) all.push({folder: path.join(home, 'candidate'), headers: candidates});
    return all;
}

// What is missing of the baselines, a sentence each.
export const missing = (all) => all.flatMap(({folder, headers}) =>
    headers.filter((name) => !existsSync(path.join(folder, 'kerege/abi', name))).map((name) => `${path.basename(folder)}/kerege/abi/${name} is missing`));
