/** Marks a source, or a part of one, whose constant was not read in a primary text: a clinician must confirm it first. */
export const unconfirmed = (source: string): string => `${source} (cần xác nhận · to be confirmed)`

/** The source of a goal that we set ourselves, to be confirmed by the clinicians of the facility. */
export const ownGoal = unconfirmed('Tuyến')

/** A source that says what to do but not within how many minutes: the minutes are a goal of our own. */
export const withOwnMinutes = (source: string): string =>
  `${source}; ${unconfirmed('số phút của Tuyến · minutes of Tuyến')}`
