// The host's clock as scripts and tests see it: the machine's, set by KEREGE_CLOCK_OFFSET_MS.

// What KEREGE_CLOCK_OFFSET_MS must be for the host to take it to be `instant` now.
export const offsetTo = (instant) => Date.parse(instant) - Date.now();

// A Wednesday morning in the middle of a term: lessons lie behind it and before it.
export const schoolMorning = '2026-11-18T09:00:00+05:00';

export const offsetMs = () => Number(process.env.KEREGE_CLOCK_OFFSET_MS || 0);
export const nowMs = () => Date.now() + offsetMs();

// A day in the installation's time zone, as 2026-11-18. days: from today on.
export const day = (days = 0) => new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Almaty'}).format(nowMs() + days * 86400000);
