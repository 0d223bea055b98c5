// Prints the demonstration's logins as a table.
import {readFileSync} from 'node:fs';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const columns = {who: 'who', login: 'login', password: 'password', at: 'organisation'};
const width = (key) => Math.max(columns[key].length, ...rows.map((row) => row[key].length));
const line = (row) => Object.keys(columns).map((key) => row[key].padEnd(width(key))).join('  ').trimEnd();
console.log(`\n${line(columns)}\n${Object.keys(columns).map((key) => '-'.repeat(width(key))).join('  ')}`);
for (const row of rows) console.log(line(row));
