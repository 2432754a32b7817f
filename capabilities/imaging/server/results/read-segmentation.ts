// Segmentation objects (PS3.3 A.51) of others: their segments, and the pixels of each frame as runs.

import type { DataSet } from 'dicom-parser'
import type { Segment } from '../../contract/results.ts'
import type { DicomObject } from '../../pixels/index.ts'
import { type ElementReader, elementReader } from './element-reader.ts'
import { type Made, Refused, type SegmentationContent, type SegmentFrame } from './result-content.ts'
import { runsOf } from './runs.ts'

type Pixels = NonNullable<DicomObject['pixels']>

const mostFrames = 8192
const mostBits = 2 ** 31
const mostSegments = 512
const mostMaskBytes = 8 * 1024 * 1024
const littleEndian = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99']

/** Reads a segmentation; what it is too large for, or cannot be drawn, is refused before a pixel is looked at. */
export function readSegmentation(object: DicomObject): { content: SegmentationContent; masks: Uint8Array } {
  const read = elementReader(object)
  const pixels = drawable(object, read)
  const { rows, columns } = pixels.layout
  const segments = read.items(object.data, 'x00620002').map((item) => segmentOf(read, item))
  const perFrame = read.items(object.data, 'x52009230')
  if (segments.length > mostSegments) throw new Refused('too-large')
  if (segments.length === 0 || perFrame.length < pixels.frames) throw new Refused('unreadable')
  const { frames, masks } = framesOf(object, { read, pixels, perFrame })
  return {
    masks,
    content: {
      ...madeOf(object, read, segments),
      ...{ rows, columns, segments, frames },
      seriesUids: read.items(object.data, 'x00081115').map((item) => read.text(item, 'x0020000e')),
    },
  }
}

/** Who made a segmentation that is not read further. */
export function makerOnly(object: DicomObject): SegmentationContent {
  const read = elementReader(object)
  const made = madeOf(
    object,
    read,
    read
      .items(object.data, 'x00620002')
      .slice(0, 1)
      .map((item) => segmentOf(read, item)),
  )
  return { ...made, rows: 0, columns: 0, segments: [], frames: [], seriesUids: [] }
}

function drawable({ data, pixels, syntaxUid, bytes }: DicomObject, read: ElementReader): Pixels {
  if (read.text(data, 'x00620001') === 'FRACTIONAL') throw new Refused('fractional')
  if (!littleEndian.includes(syntaxUid)) throw new Refused('compressed')
  if (!pixels || data.uint16('x00280100') !== 1 || pixels.layout.components !== 1) throw new Refused('unreadable')
  const bits = pixels.layout.rows * pixels.layout.columns * pixels.frames
  if (pixels.frames > mostFrames || bits > mostBits) throw new Refused('too-large')
  if (pixels.element.dataOffset + Math.ceil(bits / 8) > bytes.length) throw new Refused('unreadable')
  return pixels
}

type Frames = { read: ElementReader; pixels: Pixels; perFrame: readonly DataSet[] }

function framesOf(object: DicomObject, { read, pixels, perFrame }: Frames) {
  const [common] = read.items(object.data, 'x52009229')
  const frameOfReference = read.text(object.data, 'x00200052')
  const count = pixels.layout.rows * pixels.layout.columns
  const { dataOffset, length } = pixels.element
  const bits = object.bytes.subarray(dataOffset, dataOffset + length)
  const frames: SegmentFrame[] = []
  const parts: Uint8Array[] = []
  let start = 0
  for (let index = 0; index < pixels.frames; index += 1) {
    const runs = Uint8Array.from(runsOf(bits, index * count, count))
    if (runs.length === 0) continue
    const end = start + runs.length
    if (end > mostMaskBytes) throw new Refused('too-large')
    parts.push(runs)
    frames.push({ ...frameOf(read, perFrame[index], common), frameOfReference, start, end })
    start = end
  }
  return { frames, masks: Buffer.concat(parts) }
}

function frameOf(
  read: ElementReader,
  own: DataSet | undefined,
  common: DataSet | undefined,
): Omit<SegmentFrame, 'frameOfReference' | 'start' | 'end'> {
  const group = (tag: string) => read.first(own, tag) ?? read.first(common, tag)
  const sources = [...read.items(own, 'x00089124'), ...read.items(common, 'x00089124')].flatMap((item) =>
    read.items(item, 'x00082112').map((source) => ({
      sopUid: read.text(source, 'x00081155'),
      frame: read.decimals(source, 'x00081160')[0] ?? 1,
    })),
  )
  const [source] = sources
  return {
    segment: group('x0062000a')?.uint16('x0062000b') ?? 0,
    // of several images it may be a mixture: then only its place says where it lies
    image: source && sources.every((each) => each.sopUid === source.sopUid) ? source : null,
    position: read.decimals(group('x00209113'), 'x00200032'),
    orientation: read.decimals(group('x00209116'), 'x00200037'),
    spacing: read.decimals(group('x00289110'), 'x00280030'),
  }
}

function segmentOf(read: ElementReader, item: DataSet): Segment {
  return {
    number: item.uint16('x00620004') ?? 0,
    label: read.text(item, 'x00620005'),
    category: read.meaning(item, 'x00620003'),
    type: read.meaning(item, 'x0062000f'),
    algorithmType: read.text(item, 'x00620008'),
    algorithm: read.text(item, 'x00620009') || read.text(read.first(item, 'x00620007'), 'x00660036'),
  }
}

function madeOf({ data }: DicomObject, read: ElementReader, segments: readonly Segment[]): Made {
  const algorithm = read.first(read.first(data, 'x00620002'), 'x00620007')
  return {
    title: read.text(data, 'x0008103e') || read.text(data, 'x00700080'),
    isByAlgorithm: segments.some(
      (each) => each.algorithmType === 'AUTOMATIC' || each.algorithmType === 'SEMIAUTOMATIC',
    ),
    maker: {
      manufacturer: read.text(data, 'x00080070'),
      model: read.text(data, 'x00081090'),
      version: read.values(data, 'x00181020').join(', '),
      algorithm: [segments.find((each) => each.algorithm)?.algorithm, read.text(algorithm, 'x00660031')]
        .filter(Boolean)
        .join(' '),
    },
  }
}
