const graceMs = 60_000

/** True when something that was due is late at a moment; a minute is forgiven. */
export const isLate = (dueAt: string, now: number): boolean => new Date(dueAt).getTime() + graceMs < now
