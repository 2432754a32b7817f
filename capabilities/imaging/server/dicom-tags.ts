import { createRequire } from 'node:module'

/** One element of DICOM JSON. */
export type DicomTag = { vr: string; Value?: unknown[] }

/** A data set as DICOM JSON (PS3.18 annex F). */
export type DicomTags = Record<string, DicomTag>

type Dict = Record<string, { vr?: string; Value?: unknown[] } | undefined>
type Dcmjs = {
  data: { DicomMessage: { readFile(buffer: ArrayBuffer, options: object): { dict: Dict } } }
  log: { getLogger(name: string): { setLevel(level: string): void } }
}

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs
// what it says of a stranger's file would carry that file's contents into the log
dcmjs.log.getLogger('validation.dcmjs').setLevel('silent')

const upToPixels = { untilTag: '7FE00010', includeUntilTagValue: false }
const bulk = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'])
const mostDepth = 12
const mostCharacters = 512 * 1024

/** The elements of a file as DICOM JSON, without bulk data and without private ones; without sequences when they are huge. */
export function tagsOf(file: Uint8Array): DicomTags {
  const { dict } = dcmjs.data.DicomMessage.readFile(Uint8Array.from(file).buffer, upToPixels)
  const tags = cleaned(dict, 0)
  if (JSON.stringify(tags).length <= mostCharacters) return tags
  return Object.fromEntries(
    Object.entries(tags).filter(([, { vr, Value }]) => vr !== 'SQ' && JSON.stringify(Value ?? '').length < 4096),
  )
}

function cleaned(dict: Dict, depth: number): DicomTags {
  const tags: DicomTags = {}
  for (const [tag, element] of Object.entries(dict)) {
    const vr = element?.vr ?? ''
    const isPrivate = Number.parseInt(tag.slice(0, 4), 16) % 2 === 1
    if (!/^[0-9A-F]{8}$/.test(tag) || isPrivate || vr.length !== 2 || bulk.has(vr)) continue
    const values = (element?.Value ?? []).map((value) => valueOf(value, vr, depth))
    tags[tag] = values.length > 0 ? { vr, Value: values } : { vr }
  }
  return tags
}

function valueOf(value: unknown, vr: string, depth: number): unknown {
  if (vr === 'SQ') return depth < mostDepth && isDict(value) ? cleaned(value, depth + 1) : {}
  if (typeof value === 'string') return textOf(value, depth)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (vr === 'PN' && isDict(value))
    return Object.fromEntries(
      Object.entries(value).map(([form, name]) => [form, typeof name === 'string' ? textOf(name, depth) : '']),
    )
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : null
}

// dcmjs reads text in items of sequences as windows-1252 whatever the file declares
const singleBytes = new TextDecoder('latin1').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A text as it was meant: in items of a sequence, letters that are UTF-8 byte by byte are read as UTF-8. */
function textOf(value: string, depth: number): string {
  const text = depth > 0 && /[^\0-\x7f]/.test(value) ? (asUtf8(value) ?? value) : value
  return text.replaceAll('\0', '').normalize('NFC').trim()
}

function asUtf8(value: string): string | null {
  const bytes = Array.from(value, (letter) => singleBytes.indexOf(letter))
  if (bytes.includes(-1)) return null
  try {
    return utf8.decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

const nameOf = (name: unknown): string =>
  typeof name === 'string' ? name.replaceAll('\0', '').normalize('NFC').trim() : ''

const isDict = (value: unknown): value is Dict => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first value of a text element, or of the alphabetic form of a name; empty when it is absent. */
export function tagText(tags: DicomTags, tag: string): string {
  const [value] = tags[tag]?.Value ?? []
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return isDict(value) ? nameOf((value as Record<string, unknown>)['Alphabetic']) : ''
}

/** The first number of an element, or null. */
export function tagNumber(tags: DicomTags, tag: string): number | null {
  const [value] = tags[tag]?.Value ?? []
  const number = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
