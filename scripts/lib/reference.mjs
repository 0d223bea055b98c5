// Writes docs/reference/permissions.md and docs/reference/routes.md from the manifests and the sources. A test
// of the house fails when they are no longer as they would be written.
//   node scripts/lib/reference.mjs
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = (name) => readFileSync(path.join(root, name), 'utf8');
const folder = (name) => readdirSync(path.join(root, name)).sort().map((file) => `${name}/${file}`);
const plugins = () => folder('plugins').filter((name) => existsSync(path.join(root, name, 'plugin.yaml')));

// constexpr std::string_view kName = "value"; of the given sources.
function constants(files) {
    const found = files.flatMap((name) => [...read(name).matchAll(/constexpr std::string_view (k\w+) =\s*"([^"]*)"/g)]);
    return new Map(found.map(([, name, value]) => [name, value]));
}

// The host's: {key, label, roles, entry}.
function hostPermissions() {
    const names = constants(['host/src/access/roles.hpp']);
    const text = read('host/src/access/roles.cpp');
    const atTop = [...text.match(/kAtTop\[\] = \{([^}]*)\}/)[1].matchAll(/k\w+/g)].map(([name]) => name);
    return [...text.matchAll(/make\(permission::(k\w+),\s*KEREGE_TR\("([^"]*)"\),\s*\{([^}]*)\},\s*k(View|Entry)\)/g)].map(([, key, label, roles, kind]) => ({
        key: names.get(key), label: label + (atTop.includes(key) ? ' (at the top of the tree)' : ''), roles: roles.split(',').map((role) => names.get(role.trim())), entry: kind === 'Entry',
    }));
}

// Manifests write each permission on a line of its own.
function pluginPermissions(plugin) {
    const [, section = ''] = read(`${plugin}/plugin.yaml`).match(/^permissions:\n((?:[ #].*\n|\n)*)/m) ?? [];
    const lines = section.split('\n').filter((line) => line.startsWith('  - {key:'));
    return lines.map((line) => {
        const [, key, label, roles, entry] = line.match(/\{key: ([\w.]+), label: (.*), roles: \[([^\]]*)\](, entry: true)?\}/) ?? [];
        if (!key) throw new Error(`${plugin}/plugin.yaml: not understood: ${line}`);
        return {key, label, roles: roles.split(', '), entry: Boolean(entry)};
    });
}

function hostRoutes() {
    const names = constants(['host/src/access/roles.hpp']);
    return folder('host/src/pages').filter((name) => name.endsWith('.cpp')).flatMap((name) => {
        const text = read(name).replace(/\s+/g, ' ');
        const plain = [...text.matchAll(/\b(get|post)\(router, house, "([^"]*)", (""|[\w:]+),/g)].map(([, method, pattern, key]) => (
            {method: method.toUpperCase(), pattern, who: key === '""' ? 'signed in' : `\`${names.get(key.split('::').pop())}\``}));
        const others = [...text.matchAll(/\badd_(open|before_ready)\(router, house, http::Method::(get|post), "([^"]*)",/g)].map(([, kind, method, pattern]) => (
            {method: method.toUpperCase(), pattern, who: kind === 'open' ? 'everybody' : 'signed in, also before the first sign-in is done'}));
        return [...plain, ...others];
    });
}

function pluginRoutes(plugin) {
    const sources = [`${plugin}/src/plugin.cpp`, ...folder(`${plugin}/src/http`)];
    const names = constants(sources);
    const text = read(sources[0]).replace(/\s+/g, ' ');
    return [...text.matchAll(/plugin\.(get|post)\("([^"]*)", (?:\w+::)?(k\w+),/g)].map(([, method, pattern, key]) => {
        if (!names.has(key)) throw new Error(`${plugin}: no value of ${key}`);
        return {method: method.toUpperCase(), pattern, who: `\`${names.get(key)}\``};
    });
}

const note = 'Written by `scripts/lib/reference.mjs` from the manifests and the sources; a test compares. Edit those, then run it.';

function permissionsPage() {
    const part = (title, permissions) => [`## ${title}`, '', '| permission | what for | roles | |', '|---|---|---|---|',
        ...permissions.map((p) => `| \`${p.key}\` | ${p.label} | ${p.roles.join(', ')} | ${p.entry ? 'enter' : 'view'} |`), ''];
    return ['# Permissions', '', note, '',
        'A permission says what kind of thing a role may do. Which rows a person then finds is decided by their own membership. Employees carry the roles their',
        'organisation gave them, `staff` if none; everybody else carries the one of their profile.', '',
        ...part('The host', hostPermissions()), ...plugins().flatMap((plugin) => part(path.basename(plugin), pluginPermissions(plugin)))].join('\n');
}

function routesPage() {
    const order = (a, b) => (a.pattern === b.pattern ? a.method.localeCompare(b.method) : a.pattern < b.pattern ? -1 : 1);
    const part = (title, routes) => [`## ${title}`, '', '| | address | who |', '|---|---|---|',
        ...routes.sort(order).map((r) => `| ${r.method} | \`${r.pattern}\` | ${r.who} |`), ''];
    return ['# Routes', '', note, '', 'GET answers HEAD as well. Beside these: `/assets/…` (files of the browser), `/health/live` and `/health/ready`.', '',
        ...part('The host', hostRoutes()), ...plugins().flatMap((plugin) => part(path.basename(plugin), pluginRoutes(plugin)))].join('\n');
}

// [{name, text}]
export const pages = () => [
    {name: 'docs/reference/permissions.md', text: permissionsPage()},
    {name: 'docs/reference/routes.md', text: routesPage()},
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    mkdirSync(path.join(root, 'docs/reference'), {recursive: true});
    for (const {name, text} of pages()) writeFileSync(path.join(root, name), text);
}
