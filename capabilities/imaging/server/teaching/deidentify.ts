import { createRequire } from 'node:module'
import { frameBytes, mayShowLabel, openDicom, shownFrames, Unreadable } from '../../pixels/index.ts'
import { type DicomTags, tagsOf } from '../dicom-tags.ts'
import { type HeldReason, heldReasons } from './held-reasons.ts'
import type { HubKey } from './hub-key.ts'
import { definedWords, keptElements } from './kept-elements.ts'

/** An element as dcmjs reads and writes it. */
type Element = { vr: string; Value?: unknown[] }
type Dict = Record<string, Element>
type Dcmjs = {
  data: {
    DicomMessage: { readFile(buffer: ArrayBuffer, options: object): { dict: Dict } }
    DicomDict: new (meta: Dict) => { dict: Dict; write(): ArrayBuffer }
  }
}

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs

const explicitLittleEndian = '1.2.840.10008.1.2.1'
const standardRoot = '1.2.840.10008.'
const upToPixels = { untilTag: '7FE00010', includeUntilTagValue: false }
const mostDepth = 6
const mostBytes = 512 * 1024 * 1024
const longestNumber = 999_999

/** What was done to an object, without a value of it. */
export type RemovalReport = {
  kept: number
  /** The tags that were removed, each once. */
  removed: string[]
  private: number
  uids: number
  dates: number
}

/** An object without who it was of: its frames as samples, and what to write around them. */
export type Bare = {
  elements: Dict
  frames: Buffer[]
  columns: number
  rows: number
  components: 1 | 3
  bitsAllocated: 8 | 16
  isSigned: boolean
  tags: DicomTags
  held: HeldReason[]
  report: RemovalReport
}

/**
 * Takes away who an object was of: what is not on the list of kept elements goes, UIDs and dates become others by the
 * hub's key, the frames are decoded so that nothing hides in what surrounds them. Throws `Unreadable` for what has no
 * pixels that can be read: it stays out of the copy.
 */
export async function bareOf(file: Buffer, key: HubKey, patientId: string): Promise<Bare> {
  const object = openDicom(file)
  // the label of a slide bears a name, in letters of any hand
  if (mayShowLabel(object)) throw new Unreadable('pixels-unreadable')
  if (!object.pixels) throw new Unreadable('pixels-unreadable')
  if (frameBytes(object.pixels.layout) * object.pixels.frames > mostBytes) throw new Unreadable('too-large')
  const { dict } = dcmjs.data.DicomMessage.readFile(Uint8Array.from(file).buffer, upToPixels)
  const sieve = new Sieve(key, patientId)
  const elements = sieve.pass(dict, 0)
  const frames: Buffer[] = []
  let layout: Omit<Bare, 'elements' | 'frames' | 'tags' | 'held' | 'report'> | null = null
  for await (const frame of shownFrames(object)) {
    frames.push(frame.samples)
    const { columns, rows, components, bitsAllocated, isSigned } = frame.layout
    layout = { columns, rows, components, bitsAllocated, isSigned }
  }
  if (!layout) throw new Unreadable('pixels-unreadable')
  const tags = tagsOf(file)
  const bits = Math.min(object.pixels.bitsStored, layout.bitsAllocated)
  return {
    ...layout,
    elements: { ...elements, ...identityOf(key, patientId), ...pixelElements(layout, bits, object.pixels.photometric) },
    frames,
    tags,
    held: heldReasons(tags, object.sopClass),
    report: sieve.report(),
  }
}

/** The file of an object: the elements around its frames, uncompressed, as PS3.10 writes it. */
export function fileOf(bare: Pick<Bare, 'elements' | 'frames' | 'bitsAllocated'>, isReviewed: boolean): Buffer {
  const { elements, frames, bitsAllocated } = bare
  const samples = Buffer.concat(frames)
  const even = samples.length % 2 === 0 ? samples : Buffer.concat([samples, Buffer.alloc(1)])
  const meta: Dict = {
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: elements['00080016']?.Value ?? [] },
    '00020003': { vr: 'UI', Value: elements['00080018']?.Value ?? [] },
    '00020010': { vr: 'UI', Value: [explicitLittleEndian] },
    '00020012': { vr: 'UI', Value: ['2.25.147708074222561262806898695779561279914'] },
  }
  const made = new dcmjs.data.DicomDict(meta)
  made.dict = {
    ...elements,
    '00280301': { vr: 'CS', Value: [isReviewed ? 'NO' : 'YES'] },
    '7FE00010': { vr: bitsAllocated === 16 ? 'OW' : 'OB', Value: [Uint8Array.from(even).buffer] },
  }
  return Buffer.from(made.write())
}

/** The elements of a file that was made here, without its pixels. */
export function elementsOf(file: Buffer): Dict {
  return dcmjs.data.DicomMessage.readFile(Uint8Array.from(file).buffer, upToPixels).dict
}

const text = (vr: string, ...Value: unknown[]): Element => ({ vr, Value })

/** What stands where the patient stood, and how it came about (PS3.15 E.1.1, CID 7050). */
function identityOf(key: HubKey, patientId: string): Dict {
  const code = key.caseCode(patientId)
  const profile = (value: string, meaning: string): Dict => ({
    '00080100': text('SH', value),
    '00080102': text('SH', 'DCM'),
    '00080104': text('LO', meaning),
  })
  return {
    ...{ '00080005': text('CS', 'ISO_IR 192'), '00080050': text('SH'), '00080090': text('PN') },
    ...{ '00100010': text('PN', code), '00100020': text('LO', code) },
    ...{ '00100030': text('DA'), '00100040': text('CS'), '00200010': text('SH') },
    '00120062': text('CS', 'YES'),
    '00120063': text('LO', 'Tuyen allow-list 1, PS3.15 2024e basic profile'),
    '00120064': {
      vr: 'SQ',
      Value: [
        profile('113100', 'Basic Application Confidentiality Profile'),
        profile('113101', 'Clean Pixel Data Option'),
        profile('113107', 'Retain Longitudinal Temporal Information Modified Dates Option'),
      ],
    },
    '00280303': text('CS', 'MODIFIED'),
  }
}

type Layout = Pick<Bare, 'columns' | 'rows' | 'components' | 'bitsAllocated' | 'isSigned'>

function pixelElements(layout: Layout, bits: number, photometric: string): Dict {
  const isColour = layout.components === 3
  const stored = isColour ? 8 : bits
  const grey = photometric === 'MONOCHROME1' ? 'MONOCHROME1' : 'MONOCHROME2'
  return {
    '00280002': text('US', layout.components),
    '00280004': text('CS', isColour ? 'RGB' : grey),
    ...(isColour ? { '00280006': text('US', 0) } : {}),
    '00280010': text('US', layout.rows),
    '00280011': text('US', layout.columns),
    '00280100': text('US', layout.bitsAllocated),
    '00280101': text('US', stored),
    '00280102': text('US', stored - 1),
    '00280103': text('US', layout.isSigned ? 1 : 0),
  }
}

/** Lets the kept elements through and counts the others. */
class Sieve {
  readonly #key: HubKey
  readonly #patientId: string
  readonly #shiftDays: number
  readonly #removed = new Set<string>()
  readonly #count = { kept: 0, private: 0, uids: 0, dates: 0 }

  constructor(key: HubKey, patientId: string) {
    this.#key = key
    this.#patientId = patientId
    this.#shiftDays = key.shiftDays(this.#patientId)
  }

  report(): RemovalReport {
    return { ...this.#count, removed: [...this.#removed].toSorted((one, other) => (one < other ? -1 : 1)) }
  }

  pass(dict: Dict, depth: number): Dict {
    const kept: Dict = {}
    for (const [tag, element] of Object.entries(dict)) {
      const passed = this.#element(tag, element, depth)
      if (passed) {
        kept[tag] = passed
        this.#count.kept += 1
      } else if (Number.parseInt(tag.slice(0, 4), 16) % 2 === 1) this.#count.private += 1
      else this.#removed.add(tag)
    }
    return kept
  }

  #element(tag: string, { vr, Value: values = [] }: Element, depth: number): Element | null {
    const kind = keptElements.get(tag)
    if (!kind || values.length === 0) return null
    if (kind === 'sequence') {
      if (vr !== 'SQ' || depth >= mostDepth) return null
      // the items of a sequence are data sets
      return { vr, Value: values.map((item) => this.pass(item as Dict, depth + 1)) }
    }
    const made = values.map((value) => this.#value(kind, value))
    if (made.some((value) => value === null)) {
      // of a list of words those that are defined stay, in their places
      if (kind !== 'word' || made.every((value) => value === null)) return null
      return { vr: 'CS', Value: made.filter((value) => value !== null) }
    }
    return { vr, Value: made }
  }

  #value(kind: Exclude<ReturnType<typeof keptElements.get>, undefined>, value: unknown): string | number | null {
    if (kind === 'number') return numberOf(value)
    if (typeof value !== 'string') return null
    const said = value.replaceAll('\0', '').trim()
    switch (kind) {
      case 'word':
        return definedWords.has(said.toUpperCase()) ? said.toUpperCase() : null
      case 'class':
        return said.startsWith(standardRoot) && /^[0-9.]+$/.test(said) ? said : null
      case 'uid':
        this.#count.uids += 1
        return this.#key.uid(said)
      case 'time':
        return /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/.test(said) ? said : null
      default:
        this.#count.dates += 1
        return earlier(said, this.#shiftDays)
    }
  }
}

/** A number that measures or counts; one as long as a code of a person is none. */
function numberOf(value: unknown): string | number | null {
  const said = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (!/^[-+]?\d*\.?\d+([eE][-+]?\d+)?$/.test(said) || Math.abs(Number(said)) > longestNumber) return null
  return typeof value === 'number' ? value : said
}

/** A DICOM date, or date and time, some days earlier; null when it is none. */
function earlier(said: string, days: number): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{0,6}(\.\d{1,6})?)([+-]\d{4})?$/.exec(said)
  if (!parts) return null
  const moment = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])))
  moment.setUTCDate(moment.getUTCDate() - days)
  return `${moment.toISOString().slice(0, 10).replaceAll('-', '')}${parts[4] ?? ''}`
}
