const minuteMs = 60_000
// After the conclusion of a stroke every minute of the window counts; else a day (Law 15/2023 Art. 64(4) sets no time).
const strokeMs = 10 * minuteMs
const elseMs = 24 * 60 * minuteMs

/** How many milliseconds after the conclusion the local decision may be owed: 10 minutes in a stroke, else 24 hours. */
export const decisionWithinMs = (consult: { specialty: string }): number =>
  consult.specialty === 'stroke' ? strokeMs : elseMs
