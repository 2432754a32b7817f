import dicomParser, { type DataSet } from 'dicom-parser'
import { toRgb } from './colours.ts'
import { decodeCompressed, interleave } from './decoders.ts'
import { withColours } from './jpeg-colours.ts'
import { type FrameLayout, frameBytes, Unreadable } from './layout.ts'
import type { DicomObject, Pixels } from './open-dicom.ts'

/** One frame as a screen shows it: grey samples as they are in the file, or red, green and blue of 8 bits. */
export type ShownFrame = { samples: Buffer; layout: FrameLayout }

/** The frames of an object, one after the other. Throws `Unreadable` at the first that cannot be read. */
export async function* shownFrames(object: DicomObject): AsyncGenerator<ShownFrame> {
  const { pixels } = object
  if (!pixels) return
  for (let frame = 0; frame < pixels.frames; frame += 1) {
    const samples = object.syntax.decoder
      ? await compressedFrame(object, pixels, frame)
      : nativeFrame(object, pixels, frame)
    yield toRgb(samples, pixels, object)
  }
}

async function compressedFrame(object: DicomObject, pixels: Pixels, frame: number): Promise<Buffer> {
  const { decoder } = object.syntax
  if (!decoder) throw new Unreadable('pixels-unreadable')
  const bytes = encapsulatedBytes(object.data, pixels, frame)
  return await decodeCompressed(
    decoder,
    decoder === 'jpeg' ? withColours(bytes, pixels.photometric) : bytes,
    pixels.layout,
  )
}

/** The compressed bytes of a frame: by the offset table, one fragment a frame, or all fragments of a single frame. */
export function encapsulatedBytes(data: DataSet, { element, frames }: Pixels, frame: number): Uint8Array {
  const fragments = element.fragments ?? []
  try {
    if (frames === 1) return dicomParser.readEncapsulatedPixelDataFromFragments(data, element, 0, fragments.length)
    if (element.basicOffsetTable?.length) return dicomParser.readEncapsulatedImageFrame(data, element, frame)
    if (fragments.length === frames) return dicomParser.readEncapsulatedPixelDataFromFragments(data, element, frame, 1)
    const table = dicomParser.createJPEGBasicOffsetTable(data, element)
    return dicomParser.readEncapsulatedImageFrame(data, element, frame, table)
  } catch {
    throw new Unreadable('truncated')
  }
}

function nativeFrame(object: DicomObject, pixels: Pixels, frame: number): Buffer {
  const { layout, element } = pixels
  if (object.data.uint16('x00280100') === 1) return spreadBits(object, pixels, frame)
  const isSubsampled = pixels.photometric === 'YBR_FULL_422'
  const length = isSubsampled ? (frameBytes(layout) * 2) / 3 : frameBytes(layout)
  const from = element.dataOffset + frame * length
  const raw = Buffer.from(object.bytes.subarray(from, from + length))
  if (raw.length !== length) throw new Unreadable('truncated')
  if (object.syntax.isBigEndian && layout.bitsAllocated === 16) raw.swap16()
  if (isSubsampled) return unfold422(raw, layout)
  return pixels.isPlanar ? interleave(raw, layout) : raw
}

// samples of one bit, the first in the lowest bit (PS3.5 8.1.1); frames follow each other without a gap
function spreadBits({ bytes }: DicomObject, { layout, element }: Pixels, frame: number): Buffer {
  const count = layout.rows * layout.columns
  const out = Buffer.alloc(count)
  for (let index = 0; index < count; index += 1) {
    const bit = frame * count + index
    out[index] = ((bytes[element.dataOffset + (bit >> 3)] ?? 0) >> (bit & 7)) & 1
  }
  return out
}

// Y1 Y2 CB CR for two samples side by side (PS3.3 C.7.6.3.1.2)
function unfold422(raw: Buffer, layout: FrameLayout): Buffer {
  const out = Buffer.alloc(frameBytes(layout))
  for (let pair = 0; pair * 4 + 3 < raw.length; pair += 1) {
    const [one, two, blue, red] = [raw[pair * 4], raw[pair * 4 + 1], raw[pair * 4 + 2], raw[pair * 4 + 3]]
    out.set([one ?? 0, blue ?? 0, red ?? 0, two ?? 0, blue ?? 0, red ?? 0], pair * 6)
  }
  return out
}
