import type { FrameLayout } from '../pixels/index.ts'
import { type DicomTags, tagNumber, tagText } from './dicom-tags.ts'

/** A window: the middle and the width of what is shown between black and white, in the units of the modality. */
export type GreyWindow = { center: number; width: number }

/**
 * Samples as bytes between black and white, by the window given, or that of the file or, without one, by what is darkest
 * and brightest.
 */
export function asBytes(
  samples: Buffer,
  layout: FrameLayout,
  tags: DicomTags,
  given: GreyWindow | null = null,
): Buffer {
  const read = readerOf(samples, layout)
  const count = layout.columns * layout.rows
  const [slope, intercept] = [tagNumber(tags, '00281053') ?? 1, tagNumber(tags, '00281052') ?? 0]
  const [low, high] = (given ? rangeOf(given) : windowOf(tags)) ?? extremes(read, count, slope, intercept)
  const isInverted = tagText(tags, '00280004') === 'MONOCHROME1'
  const out = Buffer.allocUnsafe(count)
  const scale = 255 / Math.max(1e-6, high - low)
  for (let index = 0; index < count; index += 1) {
    const value = Math.max(0, Math.min(255, (read(index) * slope + intercept - low) * scale))
    out[index] = isInverted ? 255 - value : value
  }
  return out
}

function readerOf(samples: Buffer, { bitsAllocated, isSigned }: FrameLayout): (index: number) => number {
  if (bitsAllocated === 8) return isSigned ? (index) => samples.readInt8(index) : (index) => samples[index] ?? 0
  const { buffer, byteOffset, byteLength } = Buffer.from(samples)
  const values = isSigned
    ? new Int16Array(buffer, byteOffset, byteLength / 2)
    : new Uint16Array(buffer, byteOffset, byteLength / 2)
  return (index) => values[index] ?? 0
}

// PS3.3 C.11.2.1.2.1
const rangeOf = ({ center, width }: GreyWindow): [number, number] => [
  center - 0.5 - (width - 1) / 2,
  center - 0.5 + (width - 1) / 2,
]

/** The window that a file asks for; null when it names none. */
export function fileWindowOf(tags: DicomTags): GreyWindow | null {
  const [center, width] = [tagNumber(tags, '00281050'), tagNumber(tags, '00281051')]
  return center === null || width === null || width < 1 ? null : { center, width }
}

function windowOf(tags: DicomTags): [number, number] | null {
  const window = fileWindowOf(tags)
  return window && rangeOf(window)
}

function extremes(read: (index: number) => number, count: number, slope: number, intercept: number): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let index = 0; index < count; index += 1) {
    const value = read(index) * slope + intercept
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}
