import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { newId } from '#platform/server/new-id.ts'
import type { DicomTags } from '../dicom-tags.ts'

/** An element as dcmjs writes it. */
type Element = { vr: string; Value: unknown[] }

/** A data set, or an item of a sequence. */
export type Dataset = Record<string, Element>

type Dcmjs = { data: { DicomDict: new (meta: Dataset) => { dict: Dataset; write(): ArrayBuffer } } }

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs

const explicitLittleEndian = '1.2.840.10008.1.2.1'
const implementationUid = '2.25.147708074222561262806898695779561279914'

/** An element with values. */
export const el = (vr: string, ...Value: unknown[]): Element => ({ vr, Value })

/** A sequence of items. */
export const seq = (...items: Dataset[]): Element => ({ vr: 'SQ', Value: items })

/** A UID of our own (PS3.5 B.2). */
export const newUid = (): string => uidOf(newId())

/** The UID that stands for a UUID (PS3.5 B.2). */
export const uidOf = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`

/** The SHA-256 of what an object says. */
export const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

/** A number as a decimal string of at most 16 characters (PS3.5 6.2). */
export const decimal = (value: number): string => String(Number(value.toPrecision(9)))

// what says of whom and of which examination an object is: the same as in the images, so that it lies beside them
const ofStudy = [
  ...['00080020', '00080030', '00080050', '00080090', '00081030', '00100010', '00100020', '00100030', '00100040'],
  ...['00200010', '0020000D'],
]
const vrOf: Record<string, string> = { '00080090': 'PN', '00100010': 'PN' }
const required = ['00080020', '00080030', '00080050', '00080090', '00100010', '00100020', '00100030', '00100040']

/** The patient and the study of an image, for an object that is to lie in the same study. */
export function studyModule(tags: DicomTags): Dataset {
  const copied = ofStudy.flatMap((tag): [string, Element][] => {
    const found = tags[tag]
    return found ? [[tag, { vr: vrOf[tag] ?? found.vr, Value: found.Value ?? [] }]] : []
  })
  const empty = [...required, '00200010'].map((tag): [string, Element] => [tag, el(emptyVr[tag] ?? 'SH')])
  return { ...Object.fromEntries(empty), ...Object.fromEntries(copied) }
}

const emptyVr: Record<string, string> = {
  ...{ '00080020': 'DA', '00080030': 'TM', '00080050': 'SH', '00080090': 'PN' },
  ...{ '00100010': 'PN', '00100020': 'LO', '00100030': 'DA', '00100040': 'CS', '00200010': 'SH' },
}

const clock = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
})

/** The date and time of a moment in Vietnam as DICOM writes them. */
export function dicomMoment(moment: Date): { date: string; time: string } {
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]))
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts
  return { date: `${year}${month}${day}`, time: `${hour}${minute}${second}` }
}

/** Which object this is, of which series, and when it was made. */
export type ObjectFacts = { sopUid: string; seriesUid: string; writtenAt: Date }

/** What every object of ours says of itself and of the series in which it lies. */
export function commonModule(
  { sopUid, seriesUid, writtenAt }: ObjectFacts,
  is: { sopClass: string; modality: string; seriesNumber: number; description: string },
): Dataset {
  const { date, time } = dicomMoment(writtenAt)
  return {
    ...{ '00080005': el('CS', 'ISO_IR 192'), '00080012': el('DA', date), '00080013': el('TM', time) },
    ...{ '00080016': el('UI', is.sopClass), '00080018': el('UI', sopUid), '00080060': el('CS', is.modality) },
    ...{ '00080070': el('LO', 'Tuyen'), '00081090': el('LO', 'Tuyen hub'), '0008103E': el('LO', is.description) },
    ...{ '0020000E': el('UI', seriesUid), '00200011': el('IS', String(is.seriesNumber)), '00200013': el('IS', '1') },
  }
}

/** The file of an object (PS3.10), in explicit little endian and UTF-8. */
export function fileOf(dataset: Dataset): Buffer {
  const made = new dcmjs.data.DicomDict({
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: dataset['00080016']?.Value ?? [] },
    '00020003': { vr: 'UI', Value: dataset['00080018']?.Value ?? [] },
    '00020010': { vr: 'UI', Value: [explicitLittleEndian] },
    '00020012': { vr: 'UI', Value: [implementationUid] },
  })
  made.dict = Object.fromEntries(Object.entries(dataset).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  return Buffer.from(made.write())
}

/** The reference to an image: its class, itself, and the frame where it has several. */
export const imageReference = (image: {
  sopClass: string
  sopUid: string
  frame: number
  frames: number
}): Dataset => ({
  '00081150': el('UI', image.sopClass),
  '00081155': el('UI', image.sopUid),
  ...(image.frames > 1 ? { '00081160': el('IS', String(image.frame)) } : {}),
})
