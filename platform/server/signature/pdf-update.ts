// Reads just enough of a PDF to append to it, as ISO 32000 7.5.6 describes; nothing that is there is touched.
// It knows classic cross-reference tables, which our own documents have, and refuses others.

/** The PDF is not of the kind that can be appended to here. */
export class PdfNotUnderstood extends Error {}

/** The last state of a PDF's objects. */
export type PdfObjects = {
  bytes: Uint8Array
  text: string
  offsets: Map<number, number>
  startXref: number
  size: number
  root: number
  /** `/Info` and `/ID` of the trailer, as they stand. */
  trailerRest: string
}

const one = (text: string, pattern: RegExp, what: string): string => {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new PdfNotUnderstood(`no ${what}`)
  return found
}

type Section = { offsets: Map<number, number>; trailer: string; previous: number | undefined }

function readSection(text: string, start: number): Section {
  if (!text.startsWith('xref', start)) throw new PdfNotUnderstood('no classic cross-reference table')
  const trailerAt = text.indexOf('trailer', start)
  const trailer = text.slice(trailerAt, text.indexOf('startxref', trailerAt))
  const offsets = new Map<number, number>()
  let number = 0
  for (const line of text
    .slice(start + 4, trailerAt)
    .trim()
    .split(/\s*[\r\n]+/)) {
    const [first = '', second = '', use] = line.trim().split(' ')
    if (use === undefined) number = Number(first)
    else if (use === 'n') offsets.set(number++, Number(first))
    else number += second === '' ? 0 : 1
  }
  const previous = /\/Prev\s+(\d+)/.exec(trailer)?.[1]
  return { offsets, trailer, previous: previous === undefined ? undefined : Number(previous) }
}

/** Reads the tables from the last to the first; throws `PdfNotUnderstood`. */
export function readPdfObjects(bytes: Uint8Array): PdfObjects {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const startXref = Number(one(text.slice(text.lastIndexOf('startxref')), /startxref\s+(\d+)/, 'startxref'))
  const last = readSection(text, startXref)
  const offsets = new Map(last.offsets)
  const seen = new Set([startXref])
  for (let { previous } = last; previous !== undefined && !seen.has(previous); ) {
    seen.add(previous)
    const section = readSection(text, previous)
    for (const [number, offset] of section.offsets) if (!offsets.has(number)) offsets.set(number, offset)
    previous = section.previous
  }
  const size = Number(one(last.trailer, /\/Size\s+(\d+)/, 'size'))
  const root = Number(one(last.trailer, /\/Root\s+(\d+)\s+0\s+R/, 'root'))
  const kept = [/\/Info\s+\d+\s+0\s+R/, /\/ID\s*\[[^\]]*\]/].map((pattern) => pattern.exec(last.trailer)?.[0] ?? '')
  return { bytes, text, offsets, startXref, size, root, trailerRest: kept.join(' ') }
}

/** The text of an object that holds no stream, without `obj` and `endobj`. */
export function objectText(pdf: PdfObjects, number: number): string {
  const offset = pdf.offsets.get(number)
  if (offset === undefined) throw new PdfNotUnderstood(`no object ${number}`)
  const end = pdf.text.indexOf('endobj', offset)
  const body = pdf.text.slice(offset, end)
  if (!new RegExp(`^${number} 0 obj\\b`).test(body)) throw new PdfNotUnderstood(`object ${number} is elsewhere`)
  return body.slice(body.indexOf('obj') + 3).trim()
}

/** The number behind a reference such as `/Pages 3 0 R`; undefined when the key is not there. */
export function reference(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key}\\s+(\\d+)\\s+0\\s+R`).exec(dictionary)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** The numbers of an array of references such as `/Kids [1 0 R 2 0 R]`. */
export function references(dictionary: string, key: string): number[] {
  const list = new RegExp(`/${key}\\s*\\[([^\\]]*)\\]`).exec(dictionary)?.[1] ?? ''
  return [...list.matchAll(/(\d+)\s+0\s+R/g)].map(([, number]) => Number(number))
}

/** The dictionary without one key that holds a reference or an array, blanks folded: for comparing two states of it. */
export function textWithout(dictionary: string, key: string): string {
  const entry = new RegExp(`/${key}\\s*(\\[[^\\]]*\\]|\\d+\\s+0\\s+R)`)
  return dictionary.replace(entry, '').replace(/\s+/g, ' ').replace(/ >>$/, '>>').trim()
}

/** The dictionary with an array of references set to these. */
export function withReferences(dictionary: string, key: string, numbers: number[]): string {
  const entry = `/${key} [${numbers.map((number) => `${number} 0 R`).join(' ')}]`
  const there = new RegExp(`/${key}\\s*\\[[^\\]]*\\]`)
  return there.test(dictionary) ? dictionary.replace(there, entry) : withEntry(dictionary, entry)
}

/** The dictionary with one more entry. */
export function withEntry(dictionary: string, entry: string): string {
  const end = dictionary.lastIndexOf('>>')
  if (end < 0) throw new PdfNotUnderstood('not a dictionary')
  return `${dictionary.slice(0, end)}${entry}\n>>`
}

/** The whole PDF with an increment of new and replaced objects at its end; their texts are Latin-1. */
export function appendObjects(pdf: PdfObjects, objects: ReadonlyMap<number, string>): Uint8Array {
  let increment = pdf.text.endsWith('\n') ? '' : '\n'
  const table: string[] = []
  for (const [number, body] of [...objects].toSorted(([a], [b]) => a - b)) {
    const offset = pdf.bytes.length + increment.length
    table.push(`${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    increment += `${number} 0 obj\n${body}\nendobj\n`
  }
  const startXref = pdf.bytes.length + increment.length
  const size = Math.max(pdf.size, ...[...objects.keys()].map((number) => number + 1))
  increment += `xref\n${table.join('')}trailer\n`
  increment += `<< /Size ${size} /Root ${pdf.root} 0 R ${pdf.trailerRest} /Prev ${pdf.startXref} >>\n`
  increment += `startxref\n${startXref}\n%%EOF\n`
  return Buffer.concat([pdf.bytes, Buffer.from(increment, 'latin1')])
}

/** A text string as hexadecimal UTF-16, which every reader shows with its marks. */
export function textString(text: string): string {
  return `<${Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

/** Reads a text string that `textString` wrote; undefined when the key is not there. */
export function readTextString(dictionary: string, key: string): string | undefined {
  const hex = new RegExp(`/${key}\\s*<([0-9A-Fa-f]*)>`).exec(dictionary)?.[1]
  return hex === undefined
    ? undefined
    : Buffer.from(hex, 'hex')
        .swap16()
        .toString('utf16le')
        .replace(/^\uFEFF/, '')
}
