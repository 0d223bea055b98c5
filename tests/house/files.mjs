// The files under version control, or about to be, with their texts.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {cwd: root, encoding: 'utf8'})
    .split('\n')
    .filter((name) => name && existsSync(path.join(root, name)));

export const read = (name) => readFileSync(path.join(root, name), 'utf8');
export const matching = (pattern) => files.filter((name) => pattern.test(name));
export const sources = matching(/^(host\/src|plugin-api|plugins|tests)\/.*\.(cpp|hpp|c|h)$/);

// Code without comments; string literals stay.
export const code = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:"'])\/\/.*$/gm, '$1');
// The string literals of C++ code, raw ones too.
export const literals = (text) => [...code(text).matchAll(/R"(\w*)\(([\s\S]*?)\)\1"|"((?:[^"\\\n]|\\.)*)"/g)].map((m) => m[2] ?? m[3]);
export const includes = (text) => [...text.matchAll(/^\s*#include\s+["<]([^">]+)[">]/gm)].map((m) => m[1]);
