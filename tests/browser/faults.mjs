// What is wrong with the page that is open, for who can't see it well, and for who has a phone.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../support/house.mjs';

const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');

// By the developer tools: the page's own policy stays in force, and would forbid the script.
async function run(page, expression) {
    page.devtools ??= await page.context().newCDPSession(page);
    const {result, exceptionDetails} = await page.devtools.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
}

// As lines. all: every rule of axe, else colours alone. Needs JavaScript.
export async function faults(page, {all = true} = {}) {
    await page.waitForFunction(() => [...document.querySelectorAll('kerege-grid')].every((grid) => 'ready' in grid.dataset));
    const found = [];
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (sideways > 0) found.push(`scrolls sideways by ${sideways} px`);
    await run(page, axe);
    const rules = all ? {} : {runOnly: ['color-contrast']};
    const violations = await run(page, `axe.run(document, ${JSON.stringify({resultTypes: ['violations'], ...rules})}).then(({violations}) => violations)`);
    for (const {id, impact, nodes} of violations) found.push(`${id} (${impact}): ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(' | ')}`);
    return found;
}
