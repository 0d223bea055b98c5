// What a vendor does: with nothing but what `cmake --install` puts somewhere, a plugin is written, built,
// tested, checked and looked at, outside this tree.
import assert from 'node:assert/strict';
import {execFile, execFileSync, spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {Browser} from '../../scripts/lib/client.mjs';

const build = process.env.KEREGE_BUILD;
const id = 'acme.board';
const page = `/${id}`;
let folder; // of everything here
let prefix;
let plugin;
let built;

const tool = (program, ...args) => execFileSync(program, args, {cwd: folder, encoding: 'utf8', stdio: 'pipe'});
const kerege = (...args) => {
    const done = spawnSync(path.join(prefix, 'bin/kerege'), args, {cwd: folder, encoding: 'utf8'});
    return {status: done.status, text: done.stdout + done.stderr};
};
const edit = (name, from, to) => {
    const text = readFileSync(path.join(plugin, name), 'utf8');
    assert.ok(text.includes(from), `${name}: ${from}`);
    writeFileSync(path.join(plugin, name), text.replace(from, to));
};
const until = async (what, happened) => {
    for (let tries = 0; tries < 600; tries += 1) {
        const result = await happened();
        if (result) return result;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail(what);
};

before(() => {
    folder = realpathSync(mkdtempSync(path.join(process.env.KEREGE_TEST_WORK ?? tmpdir(), 'vendor-')));
    prefix = path.join(folder, 'prefix');
    plugin = path.join(folder, id);
    built = path.join(plugin, 'build/plugins', id);
    tool('cmake', '--install', build, '--prefix', prefix);
    rmSync(path.join(prefix, 'lib/kerege/plugins/example'), {recursive: true});
});
after(() => rmSync(folder, {recursive: true, force: true}));

// What the page says, without what stands around every page.
const main = ({status, text}) => `${status} ${text.slice(text.indexOf('<main'), text.indexOf('</main>'))}`;

// `kerege plugin run`, told what is printed and where it serves.
class Run {
    constructor(...args) {
        const shown = args[0]?.startsWith('/') ? args.shift() : built;
        this.text = '';
        // A throw-away database lies in a folder of its own, which the test looks for.
        this.process = spawn(path.join(prefix, 'bin/kerege'), ['plugin', 'run', shown, '--port=0', ...args], {cwd: folder, env: {...process.env, TMPDIR: folder}});
        for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (bytes) => (this.text += bytes));
        this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve({code, signal})));
    }

    async start() {
        await until(`no address: ${this.text}`, () => this.text.includes('Ctrl-C') || this.process.exitCode !== null);
        this.address = this.text.match(/http:\/\/[0-9.:]+/)?.[0] ?? assert.fail(this.text);
        return this;
    }

    async signIn(who, locale) {
        const [, login, password] = this.text.match(new RegExp(`^ +${who} +(\\S+) +(\\S+) `, 'm'));
        const browser = new Browser(this.address, locale);
        const home = await browser.signIn(login, password);
        assert.equal(home.status, 200, who);
        assert.equal(home.path, '/', who);
        return browser;
    }

    says(words) {
        return until(`"${words}" in ${this.text}`, () => this.text.includes(words));
    }

    async stop() {
        this.process.kill('SIGINT');
        return this.exited;
    }
}

// The next page of a host that may be changing over.
const look = (browser, address, good) => until('the page did not change', async () => {
    try {
        const answer = await browser.get(address);
        return good(answer) && answer;
    } catch {
        return undefined;
    }
});

test('plugin new writes a plugin that builds and passes at once', () => {
    const made = kerege('plugin', 'new', id, '--vendor=Acme "Tarbiya" LLP');
    assert.equal(made.status, 0, made.text);
    assert.match(made.text, /kerege plugin run build\/plugins\/acme\.board/);
    assert.equal(spawnSync('grep', ['-rnE', '@[A-Z_]+@|example', plugin], {encoding: 'utf8'}).stdout, '', 'a name of the example is left');

    tool('cmake', '-S', plugin, '-B', `${plugin}/build`, '-G', 'Ninja', `-DCMAKE_PREFIX_PATH=${prefix}`);
    tool('cmake', '--build', `${plugin}/build`);
    assert.match(tool('ctest', '--test-dir', `${plugin}/build`), /100% tests passed, 0 tests failed out of 2/);
    assert.deepEqual(tool('nm', '-D', '--defined-only', `${built}/${id}.so`).trim().split('\n').map((line) => line.split(' ').pop()), ['kerege_plugin_entry_v1']);
    assert.deepEqual(readdirSync(`${built}/locales`).sort(), ['en.mo', 'kk.mo', 'ru.mo']);
});

test('plugin alone says what there is', () => {
    const answer = kerege('plugin');
    assert.equal(answer.status, 2);
    assert.match(answer.text, /there are `kerege plugin list`, `kerege plugin check`, `kerege plugin new`, `kerege plugin run`/);
});

test('plugin new says what is wrong', () => {
    for (const [args, status, words] of [
        [['Acme Board'], 2, /"Acme Board" is not an id: small letters and digits, or vendor\.name/],
        [['core'], 2, /the id "core" is reserved for the host/],
        [['acme.new', '--vendor='], 2, /--vendor is a name on one line/],
        [[id], 1, /acme\.board: is there already/],
        [['acme.new', `--folder=${plugin}`], 1, /acme\.board: is there already/],
    ]) {
        const answer = kerege('plugin', 'new', ...args);
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.text, words);
    }
    assert.ok(!existsSync(path.join(folder, 'acme.new')));
});

test('plugin check tries it where it is told to', () => {
    assert.match(kerege('plugin', 'check', built).text, /^acme\.board +1\.0\.0 +loaded +worker +Acme "Tarbiya" LLP$/m);
    assert.match(kerege('plugin', 'check', `${built}/`, '--isolation=host').text, /^acme\.board +1\.0\.0 +loaded +host /m);
    for (const [args, status, words] of [
        [[plugin], 1, /these are a plugin's sources; give the folder the build made/],
        [[path.join(plugin, 'build')], 1, /there is no plugin\.yaml in it/],
        [[path.join(folder, 'nowhere')], 1, /there is no such folder/],
        [[built, '--isolation=cellar'], 2, /--isolation is host or worker/],
    ]) {
        const answer = kerege('plugin', 'check', ...args);
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.text, words);
    }
    assert.match(kerege('plugin', 'list').text, /^school +\S+ +found +host +Kerege$/m);
});

// What is edited is linked, and code is read as it is written: nothing is built in between.
test('plugin check sees what would only show in use', () => {
    const tried = (name, from, to, status, words) => {
        const original = readFileSync(path.join(plugin, name), 'utf8');
        edit(name, from, to);
        const answer = kerege('plugin', 'check', built);
        writeFileSync(path.join(plugin, name), original);
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.text, words);
    };
    const before = kerege('plugin', 'check', built);
    assert.equal(before.status, 0);
    assert.doesNotMatch(before.text, /problem|warning/);
    tried('plugin.yaml', '\npersonal_data:', '\nslots: [{slot: dashbord}]\npersonal_data:', 1, /problem: slots: no page of the host, and of no plugin under needs, offers "dashbord"; did you mean "dashboard"\?/);
    tried('plugin.yaml', '\npersonal_data:', '\nslots: [{slot: dashboard}]\npersonal_data:', 1, /problem: slots: plugin\.yaml lists "dashboard", but the code has no handler for it/);
    tried('plugin.yaml', 'kerege.i18n/1, ', '', 1, /problem: needs: call\.tr\(\) is of kerege\.i18n\/1, which is not under interfaces/);
    tried('plugin.yaml', `href: ${page}`, `href: ${page}/none`, 1, /problem: menu: no page answers at "\/acme\.board\/none"/);
    tried('plugin.yaml', 'icon: bell', 'icon: bel', 1, /problem: menu: there is no icon "bel"/);
    tried('plugin.yaml', 'field: written_by', 'field: writen_by', 1, /problem: personal_data: the table "acme_board_reminder" has no column "writen_by"; did you mean "written_by"\?/);
    tried('plugin.yaml', 'field: written_by', 'field: text', 1, /problem: personal_data: the column "written_by" of the table "acme_board_reminder" names people and is not declared/);
    tried('plugin.yaml', 'erase: keep', 'erase: delete', 0, /warning: personal_data: it says that data are erased, and takes no part in it/);
    tried('plugin.yaml', '{table: acme_board_reminder', '{table: acme_board_reminders', 1, /problem: personal_data: there is no table "acme_board_reminders"; did you mean "acme_board_reminder"\?/);
    tried('plugin.yaml', '- table: acme_board_reminder', '- table: acme_board_reminders', 1, /problem: tables: there is no table "acme_board_reminders"; did you mean "acme_board_reminder"\?/);
    tried('templates/reminders.html', '<h1>', '<h1>{{_ "Fresh words"}} ', 1, /problem: acme\.board\/locales\/kk\.po: no translation of "Fresh words" of acme\.board\/templates\/reminders\.html:1/);
    tried('locales/ru.po', 'msgid "Save"', 'msgid "Save it"', 1, /warning: acme\.board\/locales\/ru\.po:\d+: "Save it" is used nowhere/);
    tried('templates/reminders.html', '<input type="hidden" name="_csrf" value="{{csrf}}">', '<!-- none -->', 1, /reminders\.html:\d+: the form of line \d+ posts without the token/);
    tried('src/plugin.cpp', 'page("reminders"', 'page("remindres"', 1, /problem: the code shows the template "remindres", but there is no templates\/remindres\.html/);
    tried('src/plugin.cpp', 'plugin.statements(queries::all);', 'plugin.slot("dashboard", nullptr);', 1, /problem: slots: the code has a handler for "dashboard", which plugin\.yaml does not list\n +problem: there are queries, but start\(\) does not hand them in/);
    tried('plugin.yaml', 'purpose: Who wrote a reminder', 'purpose: Who wrote {a reminder', 1, /plugin\.yaml:\d+: .*; put text with , : \{ \} \[ \] or # in quotes/);
    const misnamed = path.join(plugin, 'migrations/2_shelf.sql');
    writeFileSync(misnamed, 'select 1;\n');
    assert.match(kerege('plugin', 'check', built).text, /2_shelf\.sql: not NNNN_name.*such as 0001_library\.expand\.sql/);
    rmSync(misnamed);
    const migration = path.join(plugin, 'migrations/0002_shelf.expand.sql');
    writeFileSync(migration, 'create table acme_board_shelf (id bigint primary key);\n');
    const answer = kerege('plugin', 'check', built);
    rmSync(migration);
    assert.equal(answer.status, 0, 'it may be meant so');
    assert.match(answer.text, /warning: the table "acme_board_shelf" has no organisation_id/);
});

test('a folder that is made later is taken by the next build', () => {
    mkdirSync(path.join(plugin, 'static'));
    writeFileSync(path.join(plugin, 'static/manifest.json'), '{}\n');
    tool('cmake', '--build', `${plugin}/build`);
    assert.equal(readFileSync(path.join(built, 'static/manifest.json'), 'utf8'), '{}\n');
    assert.match(readFileSync(`${plugin}/build/build.ninja`, 'utf8'), /-O2 -g.*-Wall -Wextra/);
});

test('plugin check reads the words of a plugin as it is shipped', () => {
    const shipped = path.join(folder, 'shipped');
    tool('cmake', '--install', `${plugin}/build`, '--prefix', shipped);
    const there = path.join(shipped, 'lib/kerege/plugins', id);
    assert.doesNotMatch(kerege('plugin', 'check', there).text, /problem|warning/);
    writeFileSync(path.join(there, 'templates/more.html'), '<p>{{_ "Fresh words"}}</p>\n');
    const answer = kerege('plugin', 'check', there);
    assert.equal(answer.status, 1);
    assert.match(answer.text, /problem: acme\.board\/locales\/en\.mo: no translation of "Fresh words" of acme\.board\/templates\/more\.html:1/);
    rmSync(shipped, {recursive: true});
});

test('plugin run shows it to everybody and takes changes at once', async () => {
    const run = await new Run().start();
    try {
        assert.match(run.text, /acme\.board runs in a worker at http/);
        const admin = await run.signIn('administrator', 'kk');
        await admin.get(page);
        const due = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
        assert.match(main(await admin.post(page, {text: ' ', due_on: due})), /^422 [\s\S]*aria-invalid="true" aria-describedby="text-error"/);
        const saved = await admin.post(page, {text: 'Кітап әкелу', due_on: due});
        assert.match(main(saved), /<td>Кітап әкелу<\/td>/);
        const teacher = await run.signIn('teacher', 'kk');
        const seen = await teacher.get(page);
        assert.match(main(seen), /<td>Кітап әкелу<\/td>/);
        assert.doesNotMatch(main(seen), new RegExp(`<form[^>]*action="${page}"`));
        for (const who of ['learner', 'guardian']) assert.equal((await (await run.signIn(who, 'kk')).get(page)).status, 403, who);

        edit('templates/reminders.html', '<h1>', '<h1 id="mine">');
        await look(admin, page, ({text}) => text.includes('<h1 id="mine">'));
        edit('locales/kk.po', 'msgstr "Еске салғыштар"', 'msgstr "Тақта"');
        tool('cmake', '--build', `${plugin}/build`);
        await look(admin, page, ({text}) => text.includes('<h1 id="mine">Тақта</h1>'));
        edit('plugin.yaml', 'roles: [administrator, editor]', 'roles: [administrator, editor, teacher]');
        await look(teacher, page, ({text}) => new RegExp(`<form[^>]*action="${page}"`).test(text));

        edit('templates/reminders.html', '{{/table}}', '');
        await run.says('the section {{#table}} is not closed');
        await run.says('not taken:');
        assert.match(main(await admin.get(page)), /<h1 id="mine">Тақта<\/h1>/, 'the one before serves on');
        edit('templates/reminders.html', '{{#form}}', '{{/table}}\n{{#form}}');
        await look(admin, page, ({status, text}) => status === 200 && text.includes('<td>Кітап әкелу</td>'));
        edit('plugin.yaml', 'menu:', 'menue:');
        await run.says('did you mean "menu"');
        assert.equal((await admin.get(page)).status, 200);
        edit('plugin.yaml', 'menue:', 'menu:');

        edit('plugin.yaml', 'kerege.i18n/1, ', '');
        await look(admin, page, ({status}) => status === 500);
        await run.says('reason="acme.board: kerege.i18n/1 is not in `needs`"');
        await run.says('problem: needs: call.tr() is of kerege.i18n/1');
        edit('plugin.yaml', 'kerege.http/1, ', 'kerege.http/1, kerege.i18n/1, ');
        await look(admin, page, ({status}) => status === 200);
        assert.doesNotMatch(run.text, /status=200/, 'what goes right is seen in the browser');
    } finally {
        assert.deepEqual(await run.stop(), {code: 0, signal: null}, run.text);
    }
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('kerege-plugin-')), [], 'nothing is left behind');
});

test('plugin run keeps what is entered where it is told to', async () => {
    const due = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
    for (const round of ['first', 'second']) {
        const run = await new Run(`--data=${folder}/data`, '--isolation=host').start();
        try {
            assert.match(run.text, /acme\.board runs in the host at http/);
            const admin = await run.signIn('administrator', 'kk');
            const seen = await admin.get(page);
            if (round === 'first') assert.match(main(await admin.post(page, {text: 'Қалды', due_on: due})), /<td>Қалды<\/td>/);
            else assert.match(main(seen), /<td>Қалды<\/td>/);
        } finally {
            assert.deepEqual(await run.stop(), {code: 0, signal: null}, run.text);
        }
    }
    const taken = createServer();
    await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const {port} = taken.address();
    const second = await new Promise((resolve) => execFile(path.join(prefix, 'bin/kerege'), ['plugin', 'run', built, `--port=${port}`], {cwd: folder}, (error, out, text) => resolve({status: error?.code, text})));
    taken.close();
    assert.equal(second.status, 1);
    assert.match(second.text, new RegExp(`127\\.0\\.0\\.1:${port} is taken by another program; --port=N takes another port`));
    const wrong = kerege('plugin', 'run', built, '--port=much');
    assert.equal(wrong.status, 2);
    assert.match(wrong.text, /--port is a number from 0 to 65535/);
});

test('plugin run brings along what a plugin needs', async () => {
    const journal = path.join(prefix, 'lib/kerege/plugins/journal');
    assert.match(kerege('plugin', 'check', journal, '--isolation=worker').text, /^journal +\S+ +loaded +worker +Kerege$/m);
    const run = await new Run(journal, '--isolation=worker').start();
    try {
        assert.doesNotMatch(run.text, /failed|error/);
        const admin = await run.signIn('administrator', 'kk');
        await look(admin, '/school/classes', ({text}) => text.includes('7А'));
    } finally {
        assert.deepEqual(await run.stop(), {code: 0, signal: null}, run.text);
    }
});
