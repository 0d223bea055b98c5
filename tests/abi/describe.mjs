// What a folder of the boundary's headers declares, as the compiler sees it: declarations after
// preprocessing, sizes and offsets measured, constants evaluated. Drafts are left out.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const compiler = process.env.CC ?? 'cc';
const run = (program, args, input) =>
    execFileSync(program, args, {input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 26});

// The released headers of a folder: "db.h", …, in alphabetical order.
export const headersOf = (folder) => readdirSync(path.join(folder, 'kerege/abi')).filter((name) => name.endsWith('.h')).sort();

export const draftsOf = (folder) => {
    const drafts = path.join(folder, 'kerege/abi/draft');
    return existsSync(drafts) ? readdirSync(drafts).map((name) => `draft/${name}`) : [];
};

// A member or a parameter's words, written one way: "kerege_status (*commit)(…)".
const words = (text) => text.replace(/\s+/g, ' ').replace(/\s*([(),*;{}[\]])\s*/g, '$1').trim();

// Splits at semicolons that stand outside of brackets.
const split = (text) => {
    const parts = [];
    let depth = 0, from = 0;
    for (let i = 0; i < text.length; ++i) {
        if ('({['.includes(text[i])) ++depth;
        if (')}]'.includes(text[i])) --depth;
        if (text[i] !== ';' || depth > 0) continue;
        parts.push(words(text.slice(from, i)));
        from = i + 1;
    }
    return parts.filter(Boolean);
};

// What is declared: a pointer to a function, a function, or anything else.
const nameOf = (declaration) => {
    const text = declaration.replace(/__attribute__\(\(.*?\)\)\)?/g, '');
    return (text.match(/\(\*(\w+)\)\(/) ?? text.match(/(\w+)\(/) ?? text.match(/(\w+)(\[\w*\])?$/))[1];
};

// Only what stands in the folder's own headers, comments gone and macros expanded.
function ownLines(folder, source) {
    let own = false;
    const kept = [];
    for (const line of run(compiler, ['-std=c11', '-E', '-I', folder, '-xc', '-'], source).split('\n')) {
        const marker = line.match(/^# \d+ "(.*?)"/);
        if (marker) own = marker[1].startsWith(folder + path.sep);
        else if (own && !line.startsWith('#')) kept.push(line);  // a pragma shows in what is measured
    }
    return kept.join('\n');
}

// Macros defined in the folder's headers, without include guards: name → {text, call}.
function macrosOf(folder, source) {
    const macros = new Map();
    for (const line of run(compiler, ['-std=c11', '-E', '-dM', '-I', folder, '-xc', '-'], source).split('\n')) {
        const [, name, parameters, text] = line.match(/^#define (KEREGE_\w+)(\([^)]*\))?\s*(.*)$/) ?? [];
        if (!name || (/_H$/.test(name) && text === '')) continue;
        macros.set(name, {call: Boolean(parameters), text: words(`${parameters ?? ''}${text}`)});
    }
    return macros;
}

// A program that prints what only a compiler knows. A constant of another type than these is an error.
const program = (source, structs, constants) => `${source}
#include <inttypes.h>
#include <stdio.h>
static void text(const char* name, const char* value) { printf("constant\\t%s\\ttext \\"%s\\"\\n", name, value); }
static void number(const char* name, int32_t value) { printf("constant\\t%s\\tint32 %" PRId32 "\\n", name, value); }
static void unsigned_number(const char* name, uint32_t value) { printf("constant\\t%s\\tuint32 %" PRIu32 "\\n", name, value); }
static void large(const char* name, int64_t value) { printf("constant\\t%s\\tint64 %" PRId64 "\\n", name, value); }
static void unsigned_large(const char* name, uint64_t value) { printf("constant\\t%s\\tuint64 %" PRIu64 "\\n", name, value); }
#define CONSTANT(name) _Generic((name), char*: text, int32_t: number, uint32_t: unsigned_number, int64_t: large, uint64_t: unsigned_large)(#name, (name))
int main(void) {
    (void)text, (void)number, (void)unsigned_number, (void)large, (void)unsigned_large;
${constants.map((name) => `    CONSTANT(${name});`).join('\n')}
${[...structs].map(([name, {members}]) => `    printf("struct\\t${name}\\t%zu\\n", sizeof(${name}));
${members.map((member) => `    printf("member\\t${name}\\t${member.name}\\t%zu\\t%zu\\n", offsetof(${name}, ${member.name}), sizeof(((${name}*)0)->${member.name}));`).join('\n')}`).join('\n')}
    return 0;
}
`;

function measure(folder, source, structs, constants) {
    const work = mkdtempSync(path.join(os.tmpdir(), 'kerege-abi-'));
    try {
        writeFileSync(path.join(work, 'probe.c'), program(source, structs, constants));
        run(compiler, ['-std=c11', '-I', folder, '-o', path.join(work, 'probe'), path.join(work, 'probe.c')]);
        return run(path.join(work, 'probe'), []).trim().split('\n').map((line) => line.split('\t'));
    } finally {
        rmSync(work, {recursive: true, force: true});
    }
}

// {headers, declarations: name → text, constants: name → text, structs: name → {size, grows, members}}.
// Throws what the compiler says if the headers don't compile.
export function describe(folder) {
    const root = path.resolve(folder);
    const headers = headersOf(root);
    const source = headers.map((name) => `#include "kerege/abi/${name}"`).join('\n');
    const declarations = new Map(), structs = new Map(), constants = new Map();
    for (const text of split(ownLines(root, source))) {
        const [, body, name] = text.match(/^typedef struct \w+\{(.*)\}(\w+)$/) ?? [];
        if (!name) {
            declarations.set(nameOf(text), text);
            continue;
        }
        const members = split(body).map((member) => ({name: nameOf(member), text: member}));
        structs.set(name, {members, grows: members[0]?.text === 'uint32_t size'});
    }
    const macros = macrosOf(root, source);
    const evaluated = [...macros].filter(([, macro]) => !macro.call && macro.text !== '' && !macro.text.includes('__attribute__')).map(([name]) => name);
    for (const [name, macro] of macros) constants.set(name, macro.text);
    for (const [kind, name, ...facts] of measure(root, source, structs, evaluated)) {
        if (kind === 'constant') constants.set(name, facts[0]);
        if (kind === 'struct') structs.get(name).size = Number(facts[0]);
        if (kind === 'member') Object.assign(structs.get(name).members.find((member) => member.name === facts[0]), {offset: Number(facts[1]), size: Number(facts[2])});
    }
    return {headers, declarations, structs, constants};
}
