// The demonstration's mail server: puts each letter into a folder as a text, and sends none on.
// usage: node demo-letters.mjs FOLDER; prints its port, and goes on until it is ended
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {SmtpSink} from './smtp.mjs';

const folder = process.argv[2];
mkdirSync(folder, {recursive: true});
let number = readdirSync(folder).length;
const sink = await new SmtpSink().start();
sink.taken = ({to, subject, text}) => {
    number += 1;
    writeFileSync(`${folder}/${String(number).padStart(4, '0')} ${to.replace(/[^\w.@+-]/g, '_')}.txt`, `To: ${to}\nSubject: ${subject}\n\n${text}`);
};
console.log(sink.port);
setInterval(() => {}, 1 << 30); // the server alone keeps no process alive
