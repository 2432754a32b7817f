/** A word as it stands inside a sentence: `cân nặng` of `Cân nặng`, but `NIHSS` stays as it is. */
export const withinSentence = (text: string): string =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1)
