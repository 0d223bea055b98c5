// Every page of every role, on a school that has been at work: what each person may open.
import path from 'node:path';
import {Browser} from '../../scripts/lib/client.mjs';
import {grid, saveCell} from '../../scripts/lib/load.mjs';
import {root, roster as table} from '../support/house.mjs';
import {accounts, arrive, decode, fill, openJournal, password, signedIn, slipOf} from './school.mjs';

const idsOf = (page, pattern) => [...new Set([...page.text.matchAll(pattern)].map((match) => match[1]))];

// Marks, lateness and absences over the term's first lessons, and a topic: a journal in use.
async function enterMarks(teacher, section) {
    const {lessons, learners} = await grid(teacher, section);
    const letters = ['ж', 'д', 'а', 'к'];
    for (const [row, learner] of learners.entries()) {
        for (const [column, lesson] of lessons.slice(0, 9).entries()) {
            const dice = (row * 7 + column * 11) % 23;
            const value = dice > 15 ? '' : dice === 3 ? letters[(row + column) % 3] : dice === 9 ? '8 к' : String(4 + (dice % 7));
            if (value) await saveCell(teacher, section, lesson.id, learner.id, value);
        }
    }
    const page = await teacher.get(`/journal/lessons/${lessons[0].id}`);
    const fields = [...page.text.matchAll(/<input type="hidden" name="(seen[^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, decode(value)]);
    const chosen = [...page.text.matchAll(/<select name="([^"]*)"[\s\S]*?<\/select>/g)].map(([select, name]) => [name, select.match(/value="([^"]*)" selected/)?.[1] ?? '']);
    await teacher.post(`/journal/lessons/${lessons[0].id}`, [['topic', 'Жай бөлшектерді қосу және азайту'], ...fields, ...chosen]);
    return lessons.map(({id}) => id);
}

// Where the form of joining is on: one application that waits, one that came back, and their pages.
async function joining(house, operator) {
    const visitor = new Browser(house.address);
    const start = await visitor.get('/join');
    if (start.status === 404) return {forVisitors: [], forOperator: []};
    const [region] = idsOf(start, /href="(\/join\/\d+)"/g);
    const [form] = idsOf(await visitor.get(region), /href="(\/join\/\d+)"/g);
    const pages = [];
    for (const name of ['№ 15 «Арман» мектеп-гимназиясы', '№ 16 орта мектеп']) {
        const {text} = await visitor.get(form);
        const page = await visitor.post(form, {
            once: text.match(/name="once" value="([^"]*)"/)[1], kind: 'school', bin: '160340016781', name_kk: name, name_ru: '', address_kk: 'Талдықорған қ., Абай к., 1', address_ru: '',
            family_name: 'Сейітова', given_name: 'Айжан', patronymic: 'Болатқызы', position: 'Директордың орынбасары', phone: '8 701 123 45 67', email: 'a.seiitova@mail.example', note: 'Оқу жылына дейін қосылғымыз келеді.', consent: 'yes',
        });
        if (page.status !== 200) throw new Error(page.text);
        pages.push(page.path.split('?')[0]);
    }
    const links = house.rows('select confirmation from core_application order by id').map(([one]) => `/join/confirm/${one}`);
    for (const link of links) {
        await visitor.get(link);
        await visitor.post(link);
    }
    const cards = idsOf(await operator.get('/applications'), /href="(\/applications\/\d+)"/g);
    await operator.get(cards[0]);
    await operator.post(`${cards[0]}/answer`, {answer: 'returned', answer_reason: 'Мекенжайды орысша да жазыңыз.'});
    return {forVisitors: ['/join', region, form, links[0], ...pages], forOperator: ['/applications', ...cards]};
}

// Where numbers are published: their pages, of the day the school is at work.
async function published(house) {
    if ((await new Browser(house.address).get('/open-data')).status === 404) return [];
    house.run('open-data', 'make');
    return ['/open-data', ...['region', 'district', 'school'].map((code) => `/open-data/organisations/${code}`)];
}

// A school at work. Returns its people: {role: {login, password, pages: [path]}}.
export async function schoolAtWork(house) {
    const {administrator, slips} = await fill(house);
    const {teacher, section} = await openJournal(house, slips);
    const lessons = await enterMarks(teacher, section);
    const [classes, teaching, people] = [
        await administrator.get('/school/classes'),
        await administrator.get('/school/teaching'),
        await administrator.get('/people?kind=learner'),
    ];
    const [class7] = idsOf(classes, /href="(\/school\/classes\/\d+)"/g);
    const [oneTeacher] = idsOf(teaching, /href="(\/school\/teaching\/\d+)"/g);
    const [learner, left, staying, deleted] = idsOf(people, /href="(\/people\/\d+)"/g);
    await administrator.get(`${left}/end`);
    await administrator.post(`${left}/end`, {ground: 'moved', note: '№ 7 бұйрық'});
    await administrator.get(`${deleted}/data`);
    await administrator.post(`${deleted}/deletion`, {ground: 'own_request', note: '№ 12 өтініш'});
    // Who goes on learning here, and has achieved something.
    const [gone, erased] = [left, deleted].map((card) => decode(people.text.match(new RegExp(`href="${card}"[^>]*>([^<]+)`))[1].trim()));
    const pupil = slips.learners.slice(3, -1).find(({name}) => ![gone, erased].includes(name));
    const ofClass = await administrator.get(class7.replace('/school/', '/portfolio/'));
    const portfolio = ofClass.text.match(new RegExp(`href="(/portfolio/learners/\\d+)"[^>]*>${pupil.name.split(' ').slice(0, 2).join(' ')}<`))[1];
    await arrive(house, pupil);
    await administrator.get(`${portfolio}/new`);
    await administrator.post(`${portfolio}/new`, {kind: 'course', title: 'Робототехника үйірмесі', begins_on: '2026-09-15', place: 'Оқушылар сарайы', note: 'Аптасына екі рет'});
    const achieved = await administrator.post(`${portfolio}/new`, {kind: 'olympiad', level: 'region', title: 'Жасөспірімдердің республикалық математика олимпиадасының облыстық кезеңі', result: 'II орын', begins_on: '2026-10-09', place: 'Талдықорған'});
    const [achievement] = idsOf(achieved, /href="(\/portfolio\/entries\/\d+)"/g);
    const guardian = await arrive(house, slips.guardians[0]);
    await guardian.get('/journal/marks');
    // A child like a learner who is here, and one like nobody.
    const like = decode(people.text.match(new RegExp(`href="${staying}"[^>]*>([^<]+)`))[1].trim()).split(' ');
    for (const [family_name, given_name] of [like, ['Тіркелген', 'Бала']]) {
        await guardian.get('/account/registrations');
        await guardian.post('/account/registrations', {family_name, given_name, patronymic: '', birth_date: '2017-05-04', sex: 'female', class: '1А'});
    }
    const registrations = idsOf(await administrator.get('/registrations'), /href="(\/registrations\/\d+)"/g);
    const reporter = slips.guardians[1];
    const wrong = await signedIn(house, reporter.login, reporter.password);
    await wrong.get('/first-login');
    await wrong.post('/first-login/confirm', {answer: 'wrong', message: 'Телефон нөмірім ескі: қазір +7 707 123 45 67.'});
    const robbed = await arrive(house, slips.guardians[2]);
    const fresh = 'sary-arqa-samal-2027';
    await robbed.get('/account/compromised');
    await robbed.post('/account/compromised', {old_password: password, new_password: fresh, new_password_again: fresh});
    const deputy = await signedIn(house, accounts.deputy);
    await deputy.get('/account');
    await deputy.post('/account/second-factor/offer');
    const lowClass = class7.replace('/school/', '/journal/');
    await administrator.get('/roster');
    // Faults, somebody new, who left, and somebody who resembles a learner.
    const [head, ...lines] = table('roster-clean', 'learners').toString('utf8').trimEnd().split(/\r?\n/).map((line) => line.split(';'));
    const rowOf = (card) => {
        const name = decode(people.text.match(new RegExp(`href="${card}"[^>]*>([^<]+)`))[1].trim());
        return lines.find((row) => row.slice(1, 4).filter(Boolean).join(' ') === name);
    };
    const changed = (row, values) => head.map((_, column) => values[column] ?? row[column] ?? '');
    const content = [head, changed([], ['7А', 'Ахметова', '', '', '32.13.2013', 'Ж']), changed([], ['7А', 'Жаңабаев', 'Нұрсұлтан', '', '02.03.2013', 'М']), rowOf(left), changed(rowOf(learner), {4: '17.03.2013'})];
    const roster = await administrator.post('/roster', {kind: 'learners'}, {
        files: {file: {name: 'sabaqtan-tys.csv', content: content.map((row) => row.join(';')).join('\r\n') + '\r\n'}},
    });
    const undo = (await administrator.get('/roster')).text.match(/href="(\/roster\/\d+\/undo)"/)[1];
    const imported = undo.replace('/undo', '');
    // An offer asks nobody anything; it is there to be read.
    house.run('agreement', 'import', path.join(root, 'tests/data/agreements.yaml'));
    house.run('agreement', 'publish', 'offer');
    const operator = await signedIn(house, accounts.operator);
    const applications = await joining(house, operator);
    const numbers = await published(house);
    await operator.get('/newsletters/new');
    const newsletter = await operator.post('/newsletters/new', {subject_kk: 'Жаңа оқу жылы', text_kk: 'Құрметті әріптестер!\n\nЖаңа оқу жылының күнтізбесі шықты.', subject_ru: 'Новый учебный год', text_ru: 'Уважаемые коллеги!\n\nВышел календарь нового учебного года.'});
    await operator.get('/restrictions');
    for (const [login, level] of [[slips.learners[1].login, 'restricted'], [slips.learners[1].login, 'blocked'], [slips.learners[2].login, 'restricted']])
        await operator.post('/restrictions', {login, level, reason: '6.8', note: 'Топтарда спам таратқан', until: '2027-05-25'});
    const official = await signedIn(house, accounts.official);
    const summary = await official.get('/organisations');
    const [card] = idsOf(await operator.get('/officials'), /href="(\/officials\/\d+)"/g);
    await operator.get(card);
    await operator.post(`${card}/names`, {reason: 'Тексеру, № 31 бұйрық', last_day: '2027-05-25', password});
    const [beneath] = idsOf(summary, /href="(\/organisations\/\d+)"/g);
    const names = (await official.get(`${beneath}/people?kind=learner`)).status === 200 ? [`${beneath}/people?kind=learner`, `${beneath}/people`] : [];
    const forms = idsOf(await operator.get('/organisations'), /href="(\/organisations\/\d+\/(?:edit|new|status|administrator|account|archive))"/g);
    return {
        visitor: {pages: ['/sign-in', '/recover', '/no-such-page', '/agreements', '/agreements/offer', '/help', '/help/sign-in', '/support', '/support?request=abcdef12', ...applications.forVisitors, ...numbers]},
        newcomer: {login: slips.learners.at(-1).login, password: slips.learners.at(-1).password, pages: ['/first-login']},
        colleague: {login: reporter.login, password: reporter.password, pages: ['/first-login']},
        administrator: {
            login: accounts.administrator,
            password,
            pages: [
                '/', '/people?kind=employee', '/people?kind=learner', '/people?kind=guardian', '/people?q=щщщ', '/people?kind=learner&standing=former', '/people?kind=employee&standing=former', learner, left, `${staying}/end`, `${staying}/transfer`, `${staying}/transfer?q=мектеп`, '/transfers', '/people/new', '/people/new?profile=employee', '/people/new?profile=guardian', `/people/new?learner=${staying.split('/').at(-1)}`, `${staying}/class`, `${staying}/guardians`, `${staying}/guardians?q=а`, '/people/join', '/registrations', ...registrations, '/account/join-code', '/reports', '/roster', roster.path, `${roster.path}/columns`, `${roster.path}/rows?of=faults`, `${roster.path}/rows?of=fresh`, `${roster.path}/rows?of=changes`, imported, undo, `${undo}?of=ends`,
                '/credentials', '/credentials/again?kind=employee', '/school/classes', class7, '/school/teaching', oneTeacher, '/school/subjects', '/journal', lowClass, section.href,
                '/portfolio', class7.replace('/school/', '/portfolio/'), `${class7.replace('/school/', '/portfolio/')}/new`, portfolio, `${portfolio}/sheet`, `${portfolio}/new`, achievement, '/settings', '/audit', '/audit?whom=а', '/account', '/account/password', '/account/compromised', '/account/news', '/newsletters', '/account/history', '/account/second-factor',
                '/account/agreements', `${learner}/agreements`, '/agreements',
                '/account/data', '/account/wrong', '/account/wrong?field=birth_date', `${learner}/data`, `${deleted}/data`, '/deletions', '/archive', '/people/export/learners.csv',
                '/search', '/search?q=ах', '/search?q=щщщ', '/help', '/help?q=щщщ', '/help/roster', '/support', '/support/inbox', '/support/inbox?standing=closed',
            ],
        },
        deputy: {login: accounts.deputy, password, pages: ['/', '/account', '/account/second-factor', '/journal', lowClass, section.href, `/journal/lessons/${lessons[0]}`, '/school/classes']},
        teacher: {
            login: slipOf(slips.staff, 'Мельник Варвара Артёмовна').login,
            password,
            pages: ['/', '/journal', section.href, `${section.href}?term=1`, `${section.href}/lessons`, `/journal/lessons/${lessons[0]}`, '/school/classes', '/people', '/help', '/help/journal.marks'],
        },
        learner: {login: pupil.login, password, pages: ['/', '/journal/marks', '/portfolio/own', '/portfolio/own/sheet']},
        guardian: {login: slips.guardians[0].login, password, pages: ['/', '/journal', '/journal/marks', '/portfolio/own', '/account', '/account/registrations', '/account/agreements', '/account/data', '/account/wrong', '/search', '/search?q=журнал', '/support?from=/journal/marks']},
        official: {login: accounts.official, password, pages: ['/', '/organisations', '/search?q=мектеп', ...names, ...idsOf(summary, /href="(\/organisations\/\d+)"/g)]},
        operator: {login: accounts.operator, password, pages: ['/', '/support/inbox', '/support/contact', '/newsletters', '/newsletters/new', newsletter.path.split('?')[0], '/modules', '/settings', '/maintenance', '/mail', '/jobs', '/audit', '/account', '/organisations', '/restrictions', '/withdrawals', '/organisations/file', '/modules/file', '/officials', '/officials?q=щщщ', card, '/accounts', `/accounts?login=${accounts.deputy}`, '/accounts?login=nobody', '/installation', '/installation/open-data', '/audit/chain', '/second-factors', `/second-factors?login=${accounts.deputy}`, '/second-factors?login=nobody', ...forms, ...applications.forOperator, '/agreements/manage', ...['rules', 'rules/draft', 'rules/preview', 'offer'].map((one) => `/agreements/manage/${one}`)]},
    };
}
