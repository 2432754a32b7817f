/**
 * A text without diacritics, case and double spaces, for search: `Đặng Thị Hường` → `dang thi huong`.
 * NFD does not decompose đ, so it is mapped by hand.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The folded words of a text; a search matches when it contains each of them, in any order. */
export const foldedWords = (text: string): string[] => fold(text).split(' ').filter(Boolean)
