// Whether headers keep what earlier ones promised: every way in which `today` is no extension of
// `released`, a sentence each. Both as describe() gives them.
export function broken(released, today) {
    const problems = [];
    for (const name of released.headers) if (!today.headers.includes(name)) problems.push(`${name} is gone`);
    for (const [what, key] of [['the declaration', 'declarations'], ['the constant', 'constants']]) {
        for (const [name, text] of released[key]) {
            const now = today[key].get(name);
            if (now === undefined) problems.push(`${what} ${name} is gone`);
            else if (now !== text) problems.push(`${what} ${name} was ${text}, is ${now}`);
        }
    }
    for (const [name, struct] of released.structs) {
        const now = today.structs.get(name);
        if (now) problems.push(...brokenStruct(name, struct, now));
        else problems.push(`the struct ${name} is gone`);
    }
    return problems;
}

function brokenStruct(name, struct, now) {
    const problems = [];
    struct.members.forEach((member, index) => {
        const there = now.members[index];
        if (!there) problems.push(`${name}.${member.name} is gone`);
        else if (there.text !== member.text) problems.push(`${name}, member ${index}: was ${member.text}, is ${there.text}`);
        else if (there.offset !== member.offset) problems.push(`${name}.${member.name} was at ${member.offset}, is at ${there.offset}`);
        else if (there.size !== member.size) problems.push(`${name}.${member.name} had ${member.size} bytes, has ${there.size}`);
    });
    if (now.size < struct.size) problems.push(`${name} had ${struct.size} bytes, has ${now.size}`);
    if (!struct.grows && now.size > struct.size) problems.push(`${name} is a value and must not grow: had ${struct.size} bytes, has ${now.size}`);
    for (const member of now.members.slice(struct.members.length)) {
        if (!struct.grows) problems.push(`${name} is a value and must not grow: ${member.name} is new`);
        // A released `size` covers the padding already, so what stands there would be believed.
        else if (member.offset < struct.size) problems.push(`${name}.${member.name} lies within the ${struct.size} bytes that were released`);
    }
    return problems;
}
