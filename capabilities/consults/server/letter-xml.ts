import { type LetterValues, letterFields } from '../contract/letter-fields.ts'

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** A text that XML 1.0 can carry, with what has a meaning there escaped. */
export const escapedXml = (text: string): string => text.replace(/[&<>"'\r]/g, (found) => escapes[found] ?? '')

/** An issued letter as XML13: each of the 39 fields once, in its order, empty ones too. */
export function letterXml(values: LetterValues): string {
  const fields = letterFields.map(({ name }) => `  <${name}>${escapedXml(values[name] ?? '')}</${name}>`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<CHI_TIEU_GIAYCHUYENTUYEN>',
    ...fields,
    '</CHI_TIEU_GIAYCHUYENTUYEN>',
    '',
  ].join('\n')
}
