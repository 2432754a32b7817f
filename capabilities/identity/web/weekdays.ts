/** The days of a week that begins on Monday, with their words. */
export const weekdays = [
  { day: 1, word: 'day1' },
  { day: 2, word: 'day2' },
  { day: 3, word: 'day3' },
  { day: 4, word: 'day4' },
  { day: 5, word: 'day5' },
  { day: 6, word: 'day6' },
  { day: 7, word: 'day7' },
] as const
