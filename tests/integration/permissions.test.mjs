// Who may do what: every route of the host and of the plugins, for every role, with ids of one's own school
// and of another one. The table below is the rule; a route that is not in it fails the test.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import * as load from '../../scripts/lib/load.mjs';
import {databases, root} from '../support/house.mjs';
import {Region, fullName, password, rosters} from '../support/region.mjs';

const everybody = ['operator', 'ministry', 'official', 'administrator', 'deputy', 'editor', 'teacher', 'colleague', 'homeroom', 'staff', 'learner', 'guardian'];
const teachers = ['teacher', 'colleague', 'homeroom'];
const families = ['learner', 'guardian'];
const upper = ['operator', 'ministry', 'official'];
const achievement = {kind: 'other', title: 'Жоба', begins_on: '2026-09-01'};

// may: the roles that get `ok` (GET 200, POST 303 unless it says otherwise) with ids of their own; all others
// get 403. but: roles that get something else. foreign: what those who may get with ids of another school
// (404 where the path has one). open: also without a session.
const rules = {
    'GET /sign-in': {may: everybody, ok: 303, open: 200},
    'POST /sign-in': {may: everybody, ok: 403, open: 403, body: {login: 'nobody.here', password: 'wrong'}},
    'GET /sign-in/code': {may: everybody, ok: 303, open: 303},
    'POST /sign-in/code': {may: everybody, open: 303, body: {ticket: 'none', code: '123456'}},
    'GET /recover': {may: everybody, ok: 404, open: 404},
    'POST /recover': {may: everybody, ok: 404, open: 404, body: {login: 'nobody'}},
    'GET /recover/{token}': {may: everybody, ok: 404, open: 404},
    'POST /recover/{token}': {may: everybody, ok: 404, open: 404, body: {new_password: 'a', new_password_again: 'a'}},
    'GET /language/{locale}': {may: everybody, ok: 303, open: 303},
    'POST /language': {may: everybody, open: 303, body: {locale: 'kk'}},
    'POST /theme': {may: everybody, open: 303, body: {theme: 'dark'}},
    'GET /first-login': {may: everybody, ok: 303},
    'GET /first-login/confirm': {may: everybody, ok: 303},
    'GET /first-login/password': {may: everybody, ok: 303},
    'POST /first-login/confirm': {may: everybody, body: {answer: 'right'}},
    'POST /first-login/password': {may: everybody, ok: 422, body: {old_password: 'a', new_password: 'b', new_password_again: 'c'}},
    'GET /first-login/agreements': {may: everybody, ok: 303},
    'POST /first-login/agreements': {may: everybody},
    'GET /': {may: everybody},
    'GET /search': {may: everybody},
    'GET /support': {may: everybody, open: 200},
    'POST /support': {may: everybody, ok: 422, open: 422, body: {words: ''}},
    'GET /support/inbox': {may: ['administrator', 'operator']},
    'POST /support/inbox/{message}/answer': {may: ['administrator', 'operator'], ok: 404, change: {message: 'report'}, body: {answer: 'x'}},
    'POST /support/inbox/{message}/close': {may: ['administrator', 'operator'], ok: 404, change: {message: 'report'}},
    'POST /support/inbox/{message}/pass-on': {may: ['administrator', 'operator'], ok: 404, change: {message: 'report'}},
    'GET /support/contact': {may: ['operator']},
    'POST /support/contact': {may: ['operator'], ok: 422, body: {email: 'x'}},
    'GET /help': {may: everybody, open: 200},
    'GET /help/{topic}': {may: everybody, ok: 404, open: 404},
    'GET /search/suggestions': {may: everybody},
    'GET /agreements': {may: everybody, open: 200},
    'GET /agreements/{code}': {may: everybody, ok: 404, open: 404},
    'GET /agreements/{code}/{version}': {may: everybody, ok: 404, open: 404},
    'GET /agreements/manage': {may: ['operator']},
    'POST /agreements/manage': {may: ['operator'], ok: 422, body: {document_code: 'manage'}},
    'GET /agreements/manage/{code}': {may: ['operator'], ok: 404},
    'POST /agreements/manage/{code}': {may: ['operator'], ok: 404},
    'GET /agreements/manage/{code}/draft': {may: ['operator'], ok: 404},
    'POST /agreements/manage/{code}/draft': {may: ['operator'], ok: 404},
    'GET /agreements/manage/{code}/preview': {may: ['operator'], ok: 404},
    'GET /agreements/manage/{code}/publish': {may: ['operator'], ok: 404},
    'POST /agreements/manage/{code}/publish': {may: ['operator'], ok: 404},
    'GET /account/agreements': {may: everybody},
    'GET /account/wrong': {may: everybody},
    'POST /account/wrong': {may: everybody, body: {message: 'x', field: 'sex'}},
    'GET /account/data': {may: everybody},
    'POST /account/data': {may: everybody, ok: 404, foreign: 404, but: {guardian: 303}, change: {membership: 'learner'}, body: (ids) => ({membership: ids.membership})},
    'GET /account/data/{copy}': {may: everybody, ok: 404, change: {copy: 'report'}},
    'POST /account/data/deletion': {may: everybody},
    'POST /account/data/deletion/take-back': {may: everybody},
    'GET /people/{membership}/data': {may: ['administrator']},
    'POST /people/{membership}/data': {may: ['administrator'], ok: 422},
    'POST /people/{membership}/deletion': {may: ['administrator'], ok: 422, body: {ground: 'none'}},
    'POST /people/{membership}/deletion/take-back': {may: ['administrator'], ok: 404},
    'GET /deletions': {may: ['administrator']},
    'GET /deletions/{deletion}/scan': {may: ['administrator'], ok: 404, change: {deletion: 'report'}},
    'GET /deletions/{deletion}/sheet': {may: ['administrator'], ok: 404, change: {deletion: 'report'}},
    'GET /withdrawals': {may: ['operator']},
    'GET /deletions/{deletion}': {may: ['administrator'], ok: 404, change: {deletion: 'report'}},
    'GET /archive': {may: ['administrator']},
    'POST /archive': {may: ['administrator'], ok: 422},
    'GET /archive/{archive}': {may: ['administrator'], ok: 404, change: {archive: 'report'}},
    'GET /organisations/{organisation}/archive': {may: ['operator'], foreignBut: {operator: 200}},
    'POST /organisations/{organisation}/archive': {may: ['operator'], ok: 422, foreignBut: {operator: 422}},
    'POST /account/agreements': {may: everybody, ok: 404, foreign: 404, but: {guardian: 422}, change: {membership: 'learner'}, body: (ids) => ({membership: ids.membership})},
    'GET /people/{membership}/agreements': {may: ['administrator']},
    'POST /people/{membership}/agreements': {may: ['administrator'], ok: 422},
    'GET /account': {may: everybody},
    'GET /account/news': {may: everybody},
    'POST /account/news/on': {may: everybody, ok: 200},
    'POST /account/news/off': {may: everybody},
    'GET /subscribe/{token}': {may: everybody, open: 200},
    'POST /subscribe/{token}': {may: everybody, ok: 200, open: 200},
    'GET /unsubscribe/{token}': {may: everybody, ok: 404, open: 404},
    'POST /unsubscribe/{token}': {may: everybody, ok: 404, open: 404},
    'GET /newsletters': {may: ['administrator', 'operator']},
    'GET /newsletters/new': {may: ['administrator', 'operator']},
    'POST /newsletters/new': {may: ['administrator', 'operator'], ok: 422},
    'GET /newsletters/{newsletter}': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'POST /newsletters/{newsletter}': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'POST /newsletters/{newsletter}/test': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'POST /newsletters/{newsletter}/send': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'POST /newsletters/{newsletter}/cancel': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'POST /newsletters/{newsletter}/remove': {may: ['administrator', 'operator'], ok: 404, change: {newsletter: 'report'}},
    'GET /account/password': {may: everybody},
    'GET /account/compromised': {may: everybody},
    'POST /account/compromised': {may: everybody, ok: 422, body: {old_password: 'a', new_password: 'b', new_password_again: 'c'}},
    'POST /account/password': {may: everybody, ok: 422, body: {old_password: 'a', new_password: 'b', new_password_again: 'c'}},
    'GET /account/second-factor': {may: everybody},
    'GET /account/second-factor/confirm': {may: everybody, ok: 303},
    'GET /account/second-factor/change': {may: everybody, ok: 303},
    'POST /account/second-factor/offer': {may: everybody, ok: 404},
    'POST /account/second-factor/confirm': {may: everybody, ok: 404, body: {password: 'a', code: '1'}},
    'POST /account/second-factor/change': {may: everybody, ok: 404, body: {deed: 'none'}},
    'POST /account/second-factor/seen': {may: everybody},
    'POST /account/sessions/end': {may: everybody, ok: 404, body: {session: 'none'}},
    'POST /account/address/seen': {may: everybody},
    'POST /account/membership': {may: everybody, ok: 404, body: (ids) => ({membership: ids.membership})},

    'GET /people': {may: ['administrator', 'deputy', ...teachers]},
    'GET /people/{membership}': {may: ['administrator', 'deputy', ...teachers]},
    'POST /people/{membership}': {may: ['administrator'], ok: 422, body: {family_name: ''}},
    'GET /people/{membership}/second-factor': {may: ['administrator'], ok: 404},
    'POST /people/{membership}/second-factor': {may: ['administrator'], ok: 404, body: {password}},
    'GET /people/{membership}/end': {may: ['administrator']},
    'POST /people/{membership}/end': {may: ['administrator'], ok: 422, body: {ground: 'none'}},
    'POST /people/{membership}/reopen': {may: ['administrator']},
    'GET /people/{membership}/transfer': {may: ['administrator']},
    'POST /people/{membership}/transfer': {may: ['administrator'], ok: 422, body: {to: '1'}},
    'GET /account/registrations': {may: everybody, ok: 404, but: {guardian: 200}},
    'POST /account/registrations': {may: everybody, ok: 404, but: {guardian: 422}, body: {family_name: ''}},
    'POST /account/registrations/{registration}/withdraw': {may: everybody, ok: 404, change: {registration: 'report'}},
    'GET /registrations': {may: ['administrator']},
    'GET /registrations/{registration}': {may: ['administrator'], ok: 404, change: {registration: 'report'}},
    'POST /registrations/{registration}/accept': {may: ['administrator'], ok: 404, change: {registration: 'report'}},
    'POST /registrations/{registration}/link': {may: ['administrator'], ok: 404, change: {registration: 'report'}, body: {learner: '1'}},
    'POST /registrations/{registration}/decline': {may: ['administrator'], ok: 404, change: {registration: 'report'}, body: {reason: 'x'}},
    'GET /transfers': {may: ['administrator']},
    'GET /transfers/{transfer}': {may: ['administrator'], ok: 404, change: {transfer: 'report'}},
    'POST /transfers/{transfer}/accept': {may: ['administrator'], ok: 404, change: {transfer: 'report'}},
    'POST /transfers/{transfer}/decline': {may: ['administrator'], ok: 404, change: {transfer: 'report'}, body: {reason: 'x'}},
    'POST /transfers/{transfer}/withdraw': {may: ['administrator'], ok: 404, change: {transfer: 'report'}},
    'GET /restrictions': {may: ['operator']},
    'POST /restrictions': {may: ['operator'], ok: 422, body: {login: 'nobody', level: 'blocked', reason: '6.1'}},
    'POST /restrictions/{restriction}/lift': {may: ['operator'], ok: 404, change: {restriction: 'report'}},
    'GET /credentials': {may: ['administrator']},
    'GET /credentials/again': {may: ['administrator']},
    'POST /organisations/file/slips': {may: ['operator'], ok: 422},
    'GET /organisations/file/slips/{batch}': {may: ['operator'], ok: 404, change: {batch: 'report'}},
    'GET /organisations/file/slips/{batch}/pdf': {may: ['operator'], ok: 404, change: {batch: 'report'}},
    'POST /organisations/file/slips/{batch}/forget': {may: ['operator'], ok: 404, change: {batch: 'report'}},
    'GET /credentials/batches/{batch}': {may: ['administrator'], ok: 404, change: {batch: 'report'}},
    'GET /credentials/batches/{batch}/pdf': {may: ['administrator'], ok: 404, change: {batch: 'report'}},
    'POST /credentials/batches/{batch}/forget': {may: ['administrator'], ok: 404, change: {batch: 'report'}},
    'POST /credentials': {may: ['administrator'], ok: 303, foreign: 404, body: (ids) => ({membership: ids.membership, password})},
    'GET /reports': {may: ['administrator']},
    'POST /reports/{report}': {may: ['administrator'], body: {outcome: 'corrected'}},
    'GET /people/export/{file}': {may: ['administrator'], ok: 404, change: {file: 'report'}},
    'POST /people/export/{file}': {may: ['administrator'], ok: 404, change: {file: 'report'}},
    'GET /roster': {may: ['administrator']},
    'POST /roster': {may: ['administrator'], ok: 422, body: {kind: 'nothing'}},
    'GET /roster/template/{file}': {may: ['administrator'], ok: 404, change: {file: 'report'}},
    'GET /roster/{upload}': {may: ['administrator']},
    'GET /roster/{upload}/columns': {may: ['administrator']},
    'GET /roster/{upload}/rows': {may: ['administrator']},
    'GET /roster/{upload}/parts': {may: ['administrator'], ok: 404},
    'POST /roster/{upload}/parts': {may: ['administrator'], ok: 404},
    'GET /roster/{upload}/faults.csv': {may: ['administrator']},
    'POST /roster/{upload}/columns': {may: ['administrator']},
    'POST /roster/{upload}': {may: ['administrator']},
    'POST /roster/{upload}/discard': {may: ['administrator'], ok: 404},
    'POST /roster/{upload}/take-back': {may: ['administrator'], ok: 404},
    'GET /roster/{upload}/undo': {may: ['administrator']},
    'POST /roster/{upload}/undo': {may: ['administrator'], ok: 303},
    'GET /organisations': {may: upper},
    'GET /organisations/{organisation}': {may: upper, foreignBut: {operator: 200, ministry: 200}},
    'GET /organisations/{organisation}/people': {may: upper, ok: 404, foreign: 404},
    'GET /organisations/{organisation}/edit': {may: ['operator'], foreignBut: {operator: 200}},
    'POST /organisations/{organisation}/edit': {may: ['operator'], ok: 422, foreignBut: {operator: 422}},
    'GET /organisations/{organisation}/new': {may: ['operator'], foreignBut: {operator: 200}},
    'GET /organisations/{organisation}/status': {may: ['operator'], foreignBut: {operator: 200}},
    'POST /organisations/{organisation}/status': {may: ['operator'], ok: 422, foreignBut: {operator: 422}},
    'POST /organisations/{organisation}/new': {may: ['operator'], ok: 422, foreignBut: {operator: 422}},
    'GET /organisations/{organisation}/administrator': {may: ['operator'], foreignBut: {operator: 200}},
    'POST /organisations/{organisation}/administrator': {may: ['operator'], ok: 200, foreignBut: {operator: 200}},
    'GET /organisations/{organisation}/account': {may: ['operator'], foreignBut: {operator: 200}},
    'POST /organisations/{organisation}/account': {may: ['operator'], ok: 422, foreignBut: {operator: 422}},
    'GET /organisations/file': {may: ['operator']},
    'POST /organisations/file': {may: ['operator'], ok: 422},
    'GET /organisations/file/export': {may: ['operator']},
    'GET /organisations/file/letters/{batch}': {may: ['operator'], ok: 404, change: {batch: 'report'}},
    'GET /join': {may: everybody, ok: 404, open: 404},
    'GET /join/{organisation}': {may: everybody, ok: 404, open: 404},
    'POST /join/{organisation}': {may: everybody, ok: 404, open: 404},
    'GET /join/confirm/{confirmation}': {may: everybody, ok: 404, open: 404, change: {confirmation: 'token'}},
    'POST /join/confirm/{confirmation}': {may: everybody, ok: 404, open: 404, change: {confirmation: 'token'}},
    'GET /join/state/{token}': {may: everybody, ok: 404, open: 404},
    'POST /join/state/{token}': {may: everybody, ok: 404, open: 404},
    'GET /applications': {may: ['operator']},
    'GET /applications/{application}': {may: ['operator'], ok: 404, change: {application: 'report'}},
    'POST /applications/{application}/approve': {may: ['operator'], ok: 404, change: {application: 'report'}},
    'POST /applications/{application}/answer': {may: ['operator'], ok: 404, change: {application: 'report'}},
    'POST /applications/{application}/letter': {may: ['operator'], ok: 404, change: {application: 'report'}},
    'GET /activation': {may: ['administrator'], ok: 303},
    'POST /activation': {may: ['administrator'], ok: 422},
    'GET /modules': {may: ['operator']},
    'POST /modules': {may: ['operator'], body: (ids) => ({module: 'journal', organisation: ids.organisation, state: 'inherited'})},
    'GET /modules/file': {may: ['operator']},
    'POST /modules/file': {may: ['operator'], ok: 422},
    'GET /jobs': {may: ['operator']},
    'GET /maintenance': {may: ['operator']},
    'POST /maintenance': {may: ['operator'], ok: 422},
    'GET /maintenance/{break}/extend': {may: ['operator'], ok: 404, change: {break: 'report'}},
    'POST /maintenance/{break}/extend': {may: ['operator'], ok: 404, change: {break: 'report'}},
    'POST /maintenance/{break}/call-off': {may: ['operator'], ok: 404, change: {break: 'report'}},
    'GET /account/join-code': {may: everybody, but: {learner: 404}},
    'POST /account/join-code': {may: everybody, ok: 422, but: {learner: 404}},
    'POST /account/join-code/withdraw': {may: everybody},
    'GET /people/new': {may: ['administrator']},
    'POST /people/new': {may: ['administrator'], ok: 422, body: {profile: 'learner', family_name: ''}},
    'GET /people/{membership}/class': {may: ['administrator'], change: {membership: 'learner'}},
    'POST /people/{membership}/class': {may: ['administrator'], ok: 422, change: {membership: 'learner'}, body: {class: 'x'}},
    'GET /people/{membership}/guardians': {may: ['administrator'], change: {membership: 'learner'}},
    'POST /people/{membership}/guardians': {may: ['administrator'], ok: 422, change: {membership: 'learner'}},
    'GET /people/{membership}/guardians/{guardian}/remove': {may: ['administrator'], ok: 404, change: {guardian: 'report'}},
    'POST /people/{membership}/guardians/{guardian}/remove': {may: ['administrator'], ok: 404, change: {guardian: 'report'}},
    'GET /people/join': {may: ['administrator']},
    'POST /people/join': {may: ['administrator'], ok: 422, body: {login: 'nobody', code: 'x', profile: 'employee'}},
    'GET /officials': {may: ['operator']},
    'GET /officials/{membership}': {may: ['operator'], ok: 404},
    'POST /officials/{membership}/names': {may: ['operator'], ok: 404},
    'POST /officials/{membership}/names/withdraw': {may: ['operator'], ok: 404},
    'POST /officials/{membership}/end': {may: ['operator'], ok: 404},
    'POST /officials/{membership}/reopen': {may: ['operator'], ok: 404},
    'GET /accounts': {may: ['operator']},
    'POST /accounts': {may: ['operator'], ok: 404, body: {login: 'nobody', password}},
    'GET /installation': {may: ['operator']},
    'GET /open-data': {may: everybody, ok: 404, open: 404},
    'GET /open-data/organisations/{code}': {may: everybody, ok: 404, open: 404},
    'GET /open-data/organisations.csv': {may: everybody, ok: 404, open: 404},
    'GET /open-data/counts.csv': {may: everybody, ok: 404, open: 404},
    'GET /open-data/open-data.json': {may: everybody, ok: 404, open: 404},
    'GET /open-data/datapackage.json': {may: everybody, ok: 404, open: 404},
    'GET /installation/open-data': {may: ['operator']},
    'POST /installation/open-data': {may: ['operator'], ok: 404},
    'GET /audit/chain': {may: ['operator']},
    'POST /audit/chain': {may: ['operator'], ok: 422, body: {kept_head: 'x'}},
    'POST /audit/chain/seal': {may: ['operator']},
    'GET /second-factors': {may: ['operator']},
    'POST /second-factors': {may: ['operator'], ok: 404, body: {login: 'nobody', password}},
    'POST /jobs/{job}/retry': {may: ['operator'], ok: 404, change: {job: 'report'}},
    'POST /jobs/{job}/cancel': {may: ['operator'], ok: 404, change: {job: 'report'}},
    'POST /jobs/search': {may: ['operator']},
    'GET /settings': {may: ['administrator', 'operator']},
    'GET /settings?organisation={organisation}': {may: ['administrator', 'operator'], foreignBut: {operator: 200}},
    'POST /settings': {may: ['administrator', 'operator'], foreign: 404, foreignBut: {operator: 303}, body: (ids) => ({organisation: ids.organisation})},
    'GET /mail': {may: ['operator']},
    'POST /mail/test': {may: ['operator'], ok: 200, body: {email: 'x'}},
    'POST /mail/retry': {may: ['operator']},
    'GET /audit': {may: ['administrator', 'operator']},
    'GET /audit?organisation={organisation}': {may: ['administrator', 'operator'], foreignBut: {operator: 200}},
    'GET /audit?about={membership}': {may: ['administrator', 'operator'], foreign: 404, but: {operator: 404}, foreignBut: {operator: 404}},
    'GET /account/history': {may: everybody},
    'GET /account/history/{membership}': {may: everybody, ok: 404, foreign: 404, change: {membership: 'learner'}, but: {guardian: 200}},
    'GET /audit/table': {may: ['administrator', 'operator']},

    'GET /school/classes': {may: ['administrator', 'deputy', 'editor', ...teachers]},
    'GET /school/classes/{class}': {may: ['administrator', 'deputy', 'editor', ...teachers]},
    'POST /school/classes/{class}/homeroom': {may: ['administrator'], body: (ids) => ({teacher: ids.homeroom})},
    'POST /school/classes/{class}/sections': {may: ['administrator'], foreign: 404, body: (ids) => ({[`teacher.${ids.subject}`]: ids.teacher})},
    'GET /school/subjects': {may: ['administrator', 'deputy', 'editor', ...teachers]},
    'POST /school/subjects': {may: ['administrator'], ok: 422, body: {name: ''}},
    'GET /school/subjects/{subject}': {may: ['administrator']},
    'POST /school/subjects/{subject}': {may: ['administrator'], ok: 422, body: {name: ''}},
    'POST /school/subjects/{subject}/remove': {may: ['administrator'], ok: 422},
    'GET /school/teaching': {may: ['administrator']},
    'GET /school/teaching/{teacher}': {may: ['administrator']},
    'POST /school/teaching/{teacher}': {may: ['administrator'], body: (ids) => ({subject: ids.subject, class: ids.class})},
    'POST /school/sections/{section}/teacher': {may: ['administrator'], body: (ids) => ({teacher: ids.teacher})},

    'GET /journal': {may: ['administrator', 'deputy', 'staff', ...teachers, ...families], but: {learner: 303, guardian: 303}},
    'GET /journal/marks': {may: families},
    'GET /journal/marks?learner={learner}': {may: families},
    'GET /journal/marks/former?learner={learner}': {may: families},
    'GET /journal/learners/{learner}/former': {may: ['administrator', 'deputy', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},
    'GET /journal/sections/{section}': {may: ['administrator', 'deputy', 'staff', ...teachers], but: {colleague: 404, staff: 404}},
    'POST /journal/sections/{section}/cells': {
        may: teachers, ok: 200, but: {colleague: 404, homeroom: 404},
        body: (ids) => ({lesson: ids.lesson, learner: ids.learner, value: '', revision: '0'}),
    },
    'GET /journal/sections/{section}/lessons': {may: teachers, but: {colleague: 404, homeroom: 404}},
    'POST /journal/sections/{section}/lessons': {may: teachers, but: {colleague: 404, homeroom: 404}, body: (ids) => ({day: ids.day})},
    'GET /journal/lessons/{lesson}': {may: ['administrator', 'deputy', 'staff', ...teachers], but: {colleague: 404, staff: 404}},
    'POST /journal/lessons/{lesson}': {may: teachers, but: {colleague: 404, homeroom: 404}, body: {topic: 'x'}},
    'GET /journal/classes/{class}': {may: ['administrator', 'deputy', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},

    'GET /portfolio': {may: ['administrator', 'deputy', 'editor', 'staff', ...teachers, ...families], but: {learner: 303, guardian: 303}},
    'GET /portfolio/own?learner={learner}': {may: families},
    'GET /portfolio/own/sheet?learner={learner}': {may: families},
    'GET /portfolio/classes/{class}': {may: ['administrator', 'deputy', 'editor', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},
    'GET /portfolio/classes/{class}/table': {may: ['administrator', 'deputy', 'editor', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},
    'GET /portfolio/classes/{class}/new': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}},
    'POST /portfolio/classes/{class}/new': {may: ['administrator', 'deputy', 'editor', ...teachers], ok: 422, but: {teacher: 404, colleague: 404}, body: {title: ''}},
    'GET /portfolio/learners/{learner}': {may: ['administrator', 'deputy', 'editor', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},
    'GET /portfolio/learners/{learner}/sheet': {may: ['administrator', 'deputy', 'editor', 'staff', ...teachers], but: {teacher: 404, colleague: 404, staff: 404}},
    'GET /portfolio/learners/{learner}/new': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}},
    'POST /portfolio/learners/{learner}/new': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}, body: achievement},
    'GET /portfolio/entries/{entry}': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}},
    'POST /portfolio/entries/{entry}': {may: ['administrator', 'deputy', 'editor', ...teachers], ok: 422, but: {teacher: 404, colleague: 404}, body: {title: ''}},
    'POST /portfolio/entries/{entry}/remove': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}, body: {revision: '1'}},
    'POST /portfolio/entries/{entry}/restore': {may: ['administrator', 'deputy', 'editor', ...teachers], but: {teacher: 404, colleague: 404}, body: {revision: '2'}},

    // Last, since nothing is as before then.
    'POST /journal/lessons/{lesson}/delete': {may: teachers, but: {colleague: 404, homeroom: 404}, change: {lesson: 'spareLesson'}},
    'POST /school/sections/{section}/end': {may: ['administrator']},
    'POST /sign-out': {may: everybody, open: 303, fresh: true},
    'POST /account/sessions/end-others': {may: everybody, fresh: true},
};

// The routes as the sources register them.
function routesOfSources() {
    const found = new Set();
    const scan = (folder, pattern, methodOf) => {
        for (const file of readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.cpp')))
            for (const match of readFileSync(path.join(root, folder, file), 'utf8').matchAll(pattern))
                found.add(`${methodOf(match).toUpperCase()} ${match.groups.path}`);
    };
    scan('host/src/pages', /\b(?:(?<short>get|post)\(router, house,|add(?:_open|_before_ready)?\(router, house,\s*http::Method::(?<long>\w+),)\s*"(?<path>[^"]*)"/g,
        (match) => match.groups.short ?? match.groups.long);
    for (const plugin of readdirSync(path.join(root, 'plugins')).filter((name) => name !== 'CMakeLists.txt'))
        scan(`plugins/${plugin}/src`, /\.(?<method>get|post)\(\s*"(?<path>[^"]*)"/g, (match) => match.groups.method);
    return found;
}

test('every route of the sources is in the table, and the other way round', () => {
    const routes = routesOfSources();
    assert.ok(routes.size > 40, `only ${routes.size} routes were found in the sources`);
    const ruled = new Set(Object.keys(rules).map((rule) => rule.replace(/\?.*/, '')));
    assert.deepEqual([...routes].filter((route) => !ruled.has(route)), [], 'routes without a rule');
    assert.deepEqual([...ruled].filter((route) => !routes.has(route)), [], 'rules without a route');
});

test('what somebody restricted or suspended may still send are forms of the host, each of them there', () => {
    const source = readFileSync(path.join(root, 'host/src/pages/support.cpp'), 'utf8');
    const routes = routesOfSources();
    for (const [name, least] of [['kWhileRestricted', 10], ['kWhileSuspended', 3]]) {
        const listed = [...source.match(new RegExp(`${name}\\[\\] = \\{([^;]*)\\};`))[1].matchAll(/"([^"]*)"/g)].map(([, one]) => one);
        assert.ok(listed.length > least, name);
        assert.deepEqual(listed.filter((one) => !routes.has(`POST ${one}`)), [], name);
    }
});

const slipOf = (slips, name) => slips.find((slip) => slip.name === name) ?? assert.fail(`no slip of ${name}`);
const nameOf = (school, subject) => fullName(rosters[school].staff.rows.find((row) => row[9] === subject) ?? assert.fail(subject));

// Fills a school; returns its ids and the people of it: {ids, people: {role: browser}}.
async function settle(region, school, {subject, label, also = []}) {
    const admin = await region.fill(school);
    const slips = await load.printSlips(admin, 'employee');
    const all = await load.teachers(admin);
    const of = (name) => all.find((one) => one.name === name);
    const name = nameOf(school, subject);
    await load.assign(admin, of(name), subject, [label]);
    const ids = {teacher: of(name).href.match(/\d+$/)[0], locale: 'ru', token: 'none', code: 'none', topic: 'none', version: '1'};
    const page = await admin.get(of(name).href);
    ids.subject = [...page.text.matchAll(/<option value="(\d+)"[^>]*>([^<]*)</g)].find((m) => load.decode(m[2]) === subject)[1];
    ids.homeroom = ids.teacher;
    ids.class = (await admin.get('/school/classes')).text.match(new RegExp(`href="/school/classes/(\\d+)"[^>]*>\\s*${label}`))[1];
    const people = {administrator: admin};
    for (const {role, subject: taught, homeroom} of also) {
        if (taught) await load.assign(admin, of(nameOf(school, taught)), taught, [homeroom ? '7Б' : label]);
        if (homeroom) ids.homeroom = of(nameOf(school, taught)).href.match(/\d+$/)[0];
        const person = taught ? nameOf(school, taught) : fullName(rosters[school].staff.rows.find((row) => row[8] === 'Редактор'));
        people[role] = await region.begin(slipOf(slips, person));
    }
    await admin.get(`/school/classes/${ids.class}`);
    await admin.post(`/school/classes/${ids.class}/homeroom`, {teacher: ids.homeroom});

    // The teacher says that something is wrong: so there is a report.
    const slip = slipOf(slips, name);
    const teacher = region.browser();
    await teacher.signIn(slip.login, slip.password);
    await teacher.post('/first-login/confirm', {answer: 'wrong', message: 'x'});
    await teacher.post('/first-login/password', {old_password: slip.password, new_password: password, new_password_again: password});
    teacher.login = slip.login;
    people.teacher = teacher;
    ids.report = (await admin.get('/reports')).text.match(/action="\/reports\/(\d+)"/)[1];

    const [section] = await load.sections(teacher);
    ids.section = section.href.match(/\d+$/)[0];
    const form = await teacher.get(`${section.href}/lessons`);
    const [from, until] = ['from', 'until'].map((field) => form.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1]);
    await load.addLessonSeries(teacher, section, {from, until, weekdays: [2, 4]});
    const grid = await load.grid(teacher, section);
    ids.lesson = grid.lessons[0].id;
    ids.spareLesson = grid.lessons[1].id;
    ids.day = from;

    const rows = rosters[school].learners.rows.filter((row) => row[0] === label);
    const row = rows.find((one) => one[8]);
    people.learner = await region.begin(slipOf(await load.printSlips(admin, 'learner', label), fullName(row, 1)));
    people.guardian = await region.begin(slipOf(await load.printSlips(admin, 'guardian', label), row[8]));
    const inGrid = grid.learners.filter((line) => line.name.startsWith(`${row[1]} ${row[2][0]}`));
    assert.equal(inGrid.length, 1, 'the learner is found in the grid');
    ids.learner = inGrid[0].id;
    ids.membership = grid.learners.find((line) => line.id !== ids.learner).id;
    await admin.get(`/portfolio/learners/${ids.learner}/new`);
    ids.entry = (await admin.post(`/portfolio/learners/${ids.learner}/new`, achievement)).text.match(/href="\/portfolio\/entries\/(\d+)"/)[1];

    await admin.get('/roster');
    const added = rosters[school].staff.rows[0].map((value, column) => (column === 0 ? 'Қосымшаев' : column === 5 ? '' : value));
    const content = `${rosters[school].staff.heading}\r\n${added.join(';')}\r\n`;
    const preview = await admin.post('/roster', {kind: 'staff'}, {files: {file: {name: 'more.csv', content}}});
    ids.upload = preview.path.match(/^\/roster\/(\d+)$/)[1];
    return {ids, people};
}

async function ask(browser, region, rule, method, pattern, ids) {
    const values = {...ids};
    for (const [name, source] of Object.entries(rule.change ?? {})) values[name] = ids[source];
    const address = pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? assert.fail(`no id ${name} for ${pattern}`));
    if (method === 'GET') return browser.request('GET', address);
    const body = typeof rule.body === 'function' ? rule.body(values) : {...rule.body};
    return browser.post(address, body, {follow: false});
}

// An address of one's own with ids of another school in the form: never taken.
const mixed = (own, other) => [
    ['teacher', `/journal/sections/${own.section}/cells`, {lesson: other.lesson, learner: own.learner, value: '5', revision: '0'}],
    ['teacher', `/journal/sections/${own.section}/cells`, {lesson: own.lesson, learner: other.learner, value: '5', revision: '0'}],
    ['teacher', `/journal/sections/${own.section}/cells`, {lesson: own.lesson, learner: own.teacher, value: '5', revision: '0'}],
    ...[other.learner, own.teacher].map((learner) =>
        ['teacher', `/journal/lessons/${own.lesson}`, {topic: '', [`seen.${learner}`]: '0;;', [`mark.${learner}`]: '5', [`seen.${own.learner}`]: '0;;', [`mark.${own.learner}`]: '5'}]),
    ...[other.learner, own.teacher].map((learner) => ['homeroom', `/portfolio/classes/${own.class}/new`, {...achievement, learner}]),
    ['administrator', `/school/classes/${own.class}/homeroom`, {teacher: other.teacher}],
    ['administrator', `/school/classes/${own.class}/homeroom`, {teacher: own.learner}],
    ['administrator', `/school/classes/${own.class}/sections`, {[`teacher.${own.subject}`]: other.teacher}],
    ['administrator', `/school/classes/${own.class}/sections`, {[`teacher.${other.subject}`]: own.teacher}],
    ['administrator', `/school/teaching/${own.teacher}`, {subject: own.subject, class: other.class}],
    ['administrator', `/school/teaching/${own.teacher}`, {subject: other.subject, class: own.class}],
    ['administrator', `/school/sections/${own.section}/teacher`, {teacher: other.teacher}],
    ['administrator', `/school/sections/${own.section}/teacher`, {teacher: own.learner}],
    ['administrator', '/credentials', {membership: other.membership}],
    ['operator', '/modules', {module: 'journal', organisation: '1', state: 'off'}],
    ['operator', '/modules', {module: 'no-such', organisation: own.organisation, state: 'off'}],
    ['operator', '/modules', {module: 'journal', organisation: own.organisation, state: 'sometimes'}],
];

const namesAnId = (pattern) => /\{(?!locale|token|code|topic|version)\w+\}/.test(pattern);

for (const database of databases) {
    test(`K6.2, K7.3, K7.4, U4.10, U4.14 the table holds on ${database}`, async (t) => {
        const region = await Region.open({database, modules: ['portfolio']});
        try {
            const east = await settle(region, 'school-east', {
                subject: 'Алгебра', label: '7А',
                also: [{role: 'colleague', subject: 'Ағылшын тілі'}, {role: 'homeroom', subject: 'Қазақстан тарихы', homeroom: true}, {role: 'editor'}],
            });
            const west = await settle(region, 'school-west', {subject: 'Химия', label: '8А'});
            const people = {...east.people};
            for (const [role, login] of [['operator', 'operator'], ['ministry', 'ministry'], ['official', 'official-east']]) {
                people[role] = await region.as(login);
                people[role].login = login;
            }
            people.administrator.login = 'admin-east';
            for (const [role, name] of [['deputy', 'Орынбасарова Мәдина'], ['staff', 'Қоймашы Серік']]) {
                const login = `${role}-east`;
                load.createAccount(region.house.kerege, {login, organisation: 'school-east', profile: 'employee', role, name, language: 'kk'}, password);
                people[role] = await region.as(login);
                people[role].login = login;
            }
            const districts = (await people.operator.get('/modules')).text;
            for (const [side, district, name] of [[east, 'Шығыс бөлімі', 'Шығыс мектебі'], [west, 'Батыс бөлімі', 'Батыс мектебі']]) {
                const href = districts.match(new RegExp(`href="(/modules\\?organisation=\\d+)">${district}<`))[1];
                const {text} = await people.operator.get(href);
                side.ids.organisation = text.match(new RegExp(`${name}</th>[\\s\\S]*?name="organisation" value="(\\d+)"`))[1];
            }

            const wrong = [];
            const check = (what, expected, page) => {
                if (page.status !== expected) wrong.push(`${what}: ${page.status} instead of ${expected}`);
            };
            for (const [who, address, body] of mixed(east.ids, west.ids)) {
                const page = await people[who].post(address, body, {follow: false});
                if (![404, 422].includes(page.status)) wrong.push(`${who} at ${address} with ${JSON.stringify(body)}: ${page.status}`);
            }
            assert.deepEqual(region.house.rows('select learner_membership_id, mark from journal_entry'), [], 'nothing of it is in the table');
            let asked = 0;
            for (const [route, rule] of Object.entries(rules)) {
                const [method, pattern] = route.split(' ');
                const ok = rule.ok ?? (method === 'GET' ? 200 : 303);
                const stranger = region.browser();
                await stranger.get('/sign-in');
                check(`${route} without a session`, rule.open ?? (method === 'GET' ? 303 : 401), await ask(stranger, region, rule, method, pattern, east.ids));
                if (method === 'GET' && !rule.open) assert.match(stranger.page.headers.get('location'), /^\/sign-in/, route);
                for (const role of everybody) {
                    const browser = rule.fresh ? await region.as(people[role].login) : people[role];
                    const may = rule.may.includes(role);
                    const foreign = rule.foreign ?? (namesAnId(pattern) ? 404 : undefined);
                    if (foreign) {
                        const expected = may ? rule.foreignBut?.[role] ?? foreign : 403;
                        check(`${route} as ${role}, ids of another school`, expected, await ask(browser, region, rule, method, pattern, west.ids));
                    }
                    check(`${route} as ${role}`, may ? rule.but?.[role] ?? ok : 403, await ask(browser, region, rule, method, pattern, east.ids));
                    asked += 1;
                }
            }
            assert.deepEqual(wrong, []);
            assert.ok(asked > 400);
            assert.equal(asked, Object.keys(rules).length * everybody.length);
            t.diagnostic(`${asked} pairs of route and role`);
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}

// What concerns the whole installation is for the operator of the top of the tree.
for (const database of databases) {
    test(`an operator of a district has that district on ${database}`, async () => {
        const region = await Region.open({database});
        try {
            load.createAccount(region.house.kerege, {login: 'operator-east', organisation: 'east', profile: 'operator', name: 'Шығыс Операторы', language: 'en'}, password);
            const visitor = region.browser('en');
            await visitor.get('/support');
            assert.equal((await visitor.post('/support', {kind: 'sign_in', words: 'The slip is lost', email: 'visitor@mail.example'})).status, 200);
            const top = await region.as('operator');
            const [own] = region.house.rows("select id from core_organisation where code = 'east'").flat();
            assert.equal((await top.post('/jobs/search', {}, {follow: false})).status, 303);
            const [job] = region.house.rows('select max(id) from core_job where organisation_id = 0').flat();
            assert.match(region.house.run('maintenance', 'plan', '2026-12-05', '01:00', '02:00'), /./);
            const operator = await region.as('operator-east');
            for (const page of ['/maintenance', '/installation', '/installation/open-data', '/audit/chain']) {
                assert.equal((await operator.get(page)).status, 403, page);
                assert.equal((await top.get(page)).status, 200, page);
            }
            for (const [page, body] of [['/maintenance', {}], ['/audit/chain/seal', {}], ['/jobs/search', {}]])
                assert.equal((await operator.post(page, body)).status, 403, page);
            assert.equal((await operator.post(`/jobs/${job}/cancel`, {})).status, 404);
            for (const page of ['/', '/jobs', '/audit', '/organisations', '/support/inbox'])
                assert.doesNotMatch((await operator.get(page)).text, /href="\/(maintenance|installation|audit\/chain)"|action="\/jobs\/search"/, page);
            assert.doesNotMatch((await operator.get('/support/inbox')).text, /The slip is lost/);
            assert.match((await top.get('/support/inbox')).text, /The slip is lost/);
            assert.equal((await operator.get('/audit?kind=maintenance.planned')).text.match(/<td class="day">/g), null);
            assert.equal((await top.get('/audit?kind=maintenance.planned')).text.match(/<td class="day">/g)?.length, 1);
            assert.equal((await operator.get(`/organisations/${own}`)).status, 200, 'their own tree is');
        } finally {
            assert.deepEqual(await region.close(), {code: 0, signal: null});
        }
    });
}
