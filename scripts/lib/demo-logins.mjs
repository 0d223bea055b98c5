// Prints the demonstration's logins as a table. Where somebody has signed in for the first time already, another
// teacher gets a temporary password to do so.
// usage: KEREGE="kerege --config=…" node demo-logins.mjs LOGINS_FILE
import {readFileSync, writeFileSync} from 'node:fs';
import {accounts, resetPassword} from './load.mjs';

const file = process.argv[2];
const kerege = process.env.KEREGE.split(' ');
const rows = JSON.parse(readFileSync(file, 'utf8'));

const fresh = rows.find(({who}) => who === 'teacher, first sign-in');
const waiting = accounts(kerege, fresh.at).filter(({role, used}) => role === 'teacher' && !used);
if (waiting.length && waiting.every(({login}) => login !== fresh.login)) {
    fresh.login = waiting[0].login;
    fresh.password = resetPassword(kerege, fresh.login);
    writeFileSync(file, JSON.stringify(rows, null, 1));
}

const columns = {who: 'who', login: 'login', password: 'password', try: 'try this'};
for (const row of rows) if (row.who === 'administrator') row.who += ` of ${row.at}`;
const width = (key) => Math.max(columns[key].length, ...rows.map((row) => row[key].length));
const line = (row) => Object.keys(columns).map((key) => row[key].padEnd(width(key))).join('  ').trimEnd();
console.log(`\n${line(columns)}\n${Object.keys(columns).map((key) => '-'.repeat(width(key))).join('  ')}`);
for (const row of rows) console.log(line(row));
