// A person at a browser without JavaScript: keeps cookies, follows redirects, fills in forms.
// Used to load the demonstration through the product's own doors, and by the tests.
import http from 'node:http';

// One request on a connection of its own. Debian's node 18 has a fetch() that can't tell cookies apart.
const agent = new http.Agent({keepAlive: false});

export function send(url, method = 'GET', headers = {}, body = undefined) {
    return new Promise((resolve, reject) => {
        const request = http.request(url, {method, headers, agent}, (response) => {
            const parts = [];
            response.on('data', (part) => parts.push(part));
            response.on('error', reject);
            response.on('end', () => resolve({
                status: response.statusCode,
                headers: {get: (name) => [response.headers[name.toLowerCase()]].flat().join(', ') || null},
                cookies: response.headers['set-cookie'] ?? [],
                bytes: Buffer.concat(parts),
            }));
        });
        request.on('error', reject);
        request.end(body);
    });
}

// A form as browsers send it: {type, body}.
export function encodeForm(pairs, files = {}) {
    if (Object.keys(files).length === 0)
        return {type: 'application/x-www-form-urlencoded', body: Buffer.from(new URLSearchParams(pairs).toString())};
    const boundary = `kerege-${Math.random().toString(36).slice(2)}`;
    const parts = pairs.map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
    for (const [name, file] of Object.entries(files))
        parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${file.name}"\r\ncontent-type: ${file.type ?? 'text/csv'}\r\n\r\n`), Buffer.from(file.content), Buffer.from('\r\n'));
    return {type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])};
}

export class Browser {
    constructor(origin, locale = 'kk') {
        this.origin = origin;
        this.cookies = new Map([['kerege_locale', locale]]);
        this.page = null; // the last answer: {status, path, text, bytes, headers}
        this.token = undefined; // against forged forms, of the last page that had one
    }

    async request(method, path, body, headers = {}) {
        const response = await send(new URL(path, this.origin), method, {
            cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(method === 'POST' ? {origin: this.origin} : {}),
            ...headers,
        }, body);
        for (const line of response.cookies) {
            const [pair, ...attributes] = line.split(';');
            const at = pair.indexOf('=');
            const gone = attributes.some((a) => /^\s*max-age=0$/i.test(a));
            if (gone) this.cookies.delete(pair.slice(0, at));
            else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        this.page = {status: response.status, path, headers: response.headers, bytes: response.bytes, text: response.bytes.toString()};
        this.token = this.page.text.match(/name="(?:_csrf|csrf-token)" (?:value|content)="([^"]*)"/)?.[1] ?? this.token;
        return this.page;
    }

    async #follow(page) {
        for (let hops = 0; page.status === 303 || page.status === 302; hops += 1) {
            if (hops > 10) throw new Error(`too many redirects at ${page.path}`);
            page = await this.request('GET', page.headers.get('location'));
        }
        return page;
    }

    // A page, redirects followed.
    async get(path) {
        return this.#follow(await this.request('GET', path));
    }

    // Sends fields as a form of the last page would: its hidden token goes along.
    // fields: an object, or an array of [name, value]. options.files: {field: {name, content}}.
    async post(path, fields = {}, {files = {}, follow = true, headers = {}} = {}) {
        const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
        if (this.token && !pairs.some(([name]) => name === '_csrf')) pairs.push(['_csrf', this.token]);
        const form = encodeForm(pairs, files);
        const page = await this.request('POST', path, form.body, {'content-type': form.type, 'content-length': form.body.length, ...headers});
        return follow ? this.#follow(page) : page;
    }

    async signIn(login, password) {
        await this.get('/sign-in');
        this.password = password; // of the person, who is asked for it once more now and then
        return this.post('/sign-in', {login, password});
    }

    // Ticks what is to be accepted, if the last page asks for it. Returns the page after.
    async acceptAgreements() {
        const names = [...this.page.text.matchAll(/name="accept" value="([^"]*)" required/g)].map((m) => decode(m[1]));
        if (names.length === 0) return this.page;
        return this.post('/first-login/agreements', names.map((name) => ['accept', name]));
    }

    // The first login: the data are right, or what is wrong about them, and a password of one's own.
    async firstLogin(login, temporary, password, wrong = '') {
        await this.signIn(login, temporary);
        if (!this.page.path.startsWith('/first-login')) throw new Error(`${login}: no first login, but ${this.page.path}`);
        await this.post('/first-login/confirm', wrong ? {answer: 'wrong', message: wrong} : {answer: 'right'});
        await this.acceptAgreements();
        this.password = password;
        return this.post('/first-login/password', {old_password: temporary, new_password: password, new_password_again: password});
    }
}

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"};
export const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);

// What slips print: [{name, login, password}].
export function slips(page) {
    return [...page.text.matchAll(/<li class="slip">(.*?)<\/li>/gs)].map(([, slip]) => {
        const codes = [...slip.matchAll(/<dd class="code">(.*?)<\/dd>/gs)].map((m) => decode(m[1].trim()));
        const name = slip.match(/<p class="slip-name">(.*?)<span>/s)[1];
        return {name: decode(name.trim()), login: codes[0], password: codes[1]};
    });
}

// What a form of a page would send: fields with their present values.
export function formOf(page, action) {
    const form = [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(([, head]) => head.includes(`action="${action}"`));
    if (!form) throw new Error(`no form ${action} on ${page.path}`);
    const fields = [];
    for (const [tag, kind] of form[2].matchAll(/<(input|select|textarea)\b[^>]*>/g)) {
        const of = (name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
        const name = of('name');
        if (!name) continue;
        if (kind === 'input') {
            if (['checkbox', 'radio'].includes(of('type')) && !/\schecked/.test(tag)) continue;
            fields.push([name, decode(of('value') ?? '')]);
        } else if (kind === 'select') {
            const inner = form[2].slice(form[2].indexOf(tag)).match(/>([\s\S]*?)<\/select>/)[1];
            fields.push([name, decode(inner.match(/value="([^"]*)" selected/)?.[1] ?? inner.match(/value="([^"]*)"/)?.[1] ?? '')]);
        } else {
            fields.push([name, decode(form[2].slice(form[2].indexOf(tag) + tag.length).match(/^([\s\S]*?)<\/textarea>/)[1])]);
        }
    }
    return fields;
}

// The fields with some of them changed: {name: value}.
export const withFields = (fields, changes) => fields.map(([name, value]) => [name, changes[name] ?? value]);
