import type { DataSet } from 'dicom-parser'
import type { Waveform } from '../contract/contents.ts'
import type { FoundContent } from './contents.ts'
import { Unreadable } from './layout.ts'
import { type DicomObject, textOf } from './open-dicom.ts'

const waveformClass = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.9\.[1-8]\./
const mostSamples = 4_000_000
const mostChannels = 64
/** Millivolts of a unit of UCUM (PS3.16 CID 3082). */
const millivolts: Readonly<Record<string, number>> = { V: 1000, mV: 1, uV: 0.001, nV: 0.000_001 }

type Read = { bytes: number; of: (view: DataView, at: number, isLittle: boolean) => number }
const interpretations: Readonly<Record<string, Read>> = {
  SB: { bytes: 1, of: (view, at) => view.getInt8(at) },
  UB: { bytes: 1, of: (view, at) => view.getUint8(at) },
  SS: { bytes: 2, of: (view, at, isLittle) => view.getInt16(at, isLittle) },
  US: { bytes: 2, of: (view, at, isLittle) => view.getUint16(at, isLittle) },
  SL: { bytes: 4, of: (view, at, isLittle) => view.getInt32(at, isLittle) },
  UL: { bytes: 4, of: (view, at, isLittle) => view.getUint32(at, isLittle) },
}

/** True for an object that holds waveforms. */
export const isWaveform = ({ sopClass, data }: DicomObject): boolean =>
  waveformClass.test(sopClass) && data.elements['x54000100'] !== undefined

/** The voltages of an object (PS3.3 C.10.9), each sample as it was recorded, with its scale. Throws `Unreadable`. */
export function waveformOf({ data, syntax }: DicomObject): FoundContent {
  const items = (data.elements['x54000100']?.items ?? []).flatMap(({ dataSet }) => (dataSet ? [dataSet] : []))
  let left = mostSamples
  const found: Waveform = { groups: [], others: 0 }
  for (const item of items) {
    const size = sizeOf(item)
    left -= size.channels * size.samples
    if (left < 0 || size.channels > mostChannels) throw new Unreadable('too-large')
    const { group, others } = groupOf(item, size, syntax.isBigEndian !== true)
    found.others += others
    if (group.channels.length > 0) found.groups.push(group)
  }
  if (found.groups.length === 0) throw new Unreadable('pixels-unreadable')
  const seconds = found.groups.map(({ channels, frequency }) => (channels[0]?.samples.length ?? 0) / frequency)
  return {
    facts: {
      kind: 'waveform',
      channels: found.groups.reduce((sum, each) => sum + each.channels.length, 0),
      seconds: Math.max(...seconds),
    },
    bytes: Buffer.from(JSON.stringify(found)),
  }
}

type Size = { channels: number; samples: number; frequency: number }

function sizeOf(item: DataSet): Size {
  const channels = item.uint16('x003a0005') ?? 0
  const samples = item.uint32('x003a0010') ?? 0
  const frequency = item.floatString('x003a001a') ?? 0
  if (channels < 1 || samples < 1 || !(frequency > 0 && frequency < 1_000_000))
    throw new Unreadable('pixels-unreadable')
  return { channels, samples, frequency }
}

function groupOf(
  item: DataSet,
  { channels, samples, frequency }: Size,
  isLittle: boolean,
): { group: Waveform['groups'][number]; others: number } {
  const read = interpretations[textOf(item, 'x54001006')]
  const element = item.elements['x54001010']
  if (!read || !element || item.uint16('x54001004') !== read.bytes * 8) throw new Unreadable('pixels-unreadable')
  if (element.length < channels * samples * read.bytes) throw new Unreadable('truncated')
  const file = item.byteArray as Uint8Array
  const view = new DataView(file.buffer, file.byteOffset + element.dataOffset, element.length)
  const padding = item.elements['x5400100a']
  const nothing = padding
    ? read.of(new DataView(file.buffer, file.byteOffset + padding.dataOffset, padding.length), 0, isLittle)
    : null
  const definitions = item.elements['x003a0200']?.items ?? []
  const made = Array.from({ length: channels }, (_, channel) => {
    const meaning = scaleOf(definitions[channel]?.dataSet)
    if (!meaning) return []
    const values = Array.from({ length: samples }, (_none, sample) => {
      const value = read.of(view, (sample * channels + channel) * read.bytes, isLittle)
      return value === nothing ? null : value
    })
    return [{ ...meaning, samples: values }]
  }).flat()
  return {
    group: { label: plain(textOf(item, 'x003a0020')), frequency, channels: made },
    others: channels - made.length,
  }
}

/** What a sample of a channel means in millivolts; null for what is no voltage or does not say. */
function scaleOf(definition: DataSet | undefined): { label: string; scale: number; baseline: number } | null {
  if (!definition) return null
  const number = (tag: string, usual: number) =>
    definition.elements[tag] ? (definition.floatString(tag) ?? Number.NaN) : usual
  const unit = definition.elements['x003a0211']?.items?.[0]?.dataSet
  const factor = unit ? millivolts[textOf(unit, 'x00080100')] : undefined
  const scale = number('x003a0210', Number.NaN) * number('x003a0212', 1) * (factor ?? Number.NaN)
  const baseline = number('x003a0213', 0) * (factor ?? Number.NaN)
  if (!Number.isFinite(scale) || !Number.isFinite(baseline)) return null
  const source = definition.elements['x003a0208']?.items?.[0]?.dataSet
  const label = textOf(definition, 'x003a0203') || (source ? textOf(source, 'x00080104') : '')
  return { label: plain(label.replace(/^lead\s+/i, '')), scale, baseline }
}

// a label is a letter or two; what is not plain is not guessed at
const plain = (text: string): string => (/^[\x20-\x7e]{0,64}$/.test(text) ? text : '')
