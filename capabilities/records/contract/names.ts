/**
 * True for a person's name as it may be written in Vietnam: letters of any people of the country, apostrophes, hyphens,
 * points and spaces; one word is enough (`Y`, `H'Hen Niê`). Names are never split.
 */
export const isPersonName = (text: string): boolean => /^\p{L}[\p{L}\p{M}'’ʼ.\- ]*$/u.test(text.normalize('NFC').trim())

/** What in a personal id of 12 digits does not fit what else is known; a warning, since ids are re-issued and mistyped. */
export function personalIdDoubts(
  value: string,
  known: { sex: 'male' | 'female' | 'unknown'; birthYear: number | null },
): ('sex' | 'birth-year')[] {
  if (!/^\d{12}$/.test(value)) return []
  // the fourth digit: century and sex, two for each century from the 20th on; the next two: the year in it
  const mark = Number(value[3])
  const sex = mark % 2 === 0 ? 'male' : 'female'
  const year = 1900 + Math.floor(mark / 2) * 100 + Number(value.slice(4, 6))
  return [
    ...(known.sex !== 'unknown' && known.sex !== sex ? (['sex'] as const) : []),
    ...(known.birthYear !== null && known.birthYear !== year ? (['birth-year'] as const) : []),
  ]
}
