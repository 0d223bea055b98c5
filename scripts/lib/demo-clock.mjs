// Prints the offset the host's clock gets.
// usage: node demo-clock.mjs check    for the check, on the same day every time
//        node demo-clock.mjs load     while the demonstration is loaded: now, or the end of the school year that
//                                     is over. A roster of the holidays would be for a year not yet begun.
import {day, offsetMs, offsetTo, schoolMorning} from './clock.mjs';

const [year, ...date] = day().split('-');
const holidays = date.join('-') >= '05-26' && date.join('-') < '09-01';
const load = () => (holidays ? offsetTo(`${year}-05-25T18:00:00+05:00`) : offsetMs());
console.log(process.argv[2] === 'check' ? offsetTo(schoolMorning) : load());
