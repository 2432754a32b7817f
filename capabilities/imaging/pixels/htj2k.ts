import openCodec from '@cornerstonejs/codec-openjph'
import { checkCodestreamSize } from './codestream-size.ts'
import { type FrameLayout, frameBytes, Unreadable } from './layout.ts'

type FrameInfo = {
  width: number
  height: number
  bitsPerSample: number
  componentCount: number
  isSigned: boolean
  isUsingColorTransform: boolean
}
type Encoder = {
  getDecodedBuffer(info: FrameInfo): Uint8Array
  getEncodedBuffer(): Uint8Array
  setQuality(isLossless: boolean, step: number): void
  setProgressionOrder(order: number): void
  setDecompositions(count: number): void
  setTilePartDivisionsAtResolutions(isOn: boolean): void
  setTLMMarker(isOn: boolean): void
  encode(): void
  delete(): void
}
type Decoder = {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  readHeader(): void
  decode(): void
  decodeSubResolution(level: number): void
  calculateSizeAtDecompositionLevel(level: number): { width: number; height: number }
  getNumDecompositions(): number
  getFrameInfo(): FrameInfo
  delete(): void
}
type OpenJph = { HTJ2KEncoder: new () => Encoder; HTJ2KDecoder: new () => Decoder }

const rpcl = 2
const mostDecompositions = 5
const startOfTilePart = 0xff90

/** Loads the codec. */
export type OpenHtj2k = () => Promise<OpenJph>

let codec: Promise<OpenJph> | null = null

/** A frame as HTJ2K, and where each resolution ends in its bytes, the smallest first. */
export type EncodedFrame = { bytes: Buffer; ends: number[] }

/**
 * Encodes the samples of one frame without loss, by resolution (RPCL, a tile-part each), so that a prefix of the bytes is
 * a smaller picture.
 */
export async function encodeFrame(samples: Uint8Array, layout: FrameLayout): Promise<EncodedFrame> {
  if (samples.length !== frameBytes(layout)) throw new Unreadable('pixels-unreadable')
  const { HTJ2KEncoder } = await (codec ??= openCodec())
  const encoder = new HTJ2KEncoder()
  try {
    encoder.getDecodedBuffer(infoOf(layout)).set(samples)
    encoder.setQuality(true, 0)
    encoder.setProgressionOrder(rpcl)
    encoder.setDecompositions(decompositionsOf(layout))
    encoder.setTilePartDivisionsAtResolutions(true)
    encoder.setTLMMarker(true)
    encoder.encode()
    const bytes = Buffer.from(encoder.getEncodedBuffer())
    return { bytes, ends: resolutionEnds(bytes) }
  } finally {
    encoder.delete()
  }
}

/** The samples of a frame; throws `pixels-unreadable` when the bytes are no frame of this layout. */
export async function decodeFrame(bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
  checkCodestreamSize(bytes, layout)
  const { HTJ2KDecoder } = await (codec ??= openCodec())
  const decoder = new HTJ2KDecoder()
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    decoder.readHeader()
    if (!isLike(decoder.getFrameInfo(), layout)) throw new Unreadable('pixels-unreadable')
    decoder.decode()
    return Buffer.from(decoder.getDecodedBuffer())
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('pixels-unreadable')
  } finally {
    decoder.delete()
  }
}

/** A frame made smaller by halving, as often as it needs to be no wider or higher than `side`, at most as often as it can be. */
export async function decodeSmall(
  bytes: Uint8Array,
  layout: FrameLayout,
  side: number,
): Promise<{ samples: Buffer; layout: FrameLayout }> {
  const { HTJ2KDecoder } = await (codec ??= openCodec())
  const decoder = new HTJ2KDecoder()
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    decoder.readHeader()
    let level = 0
    const halvings = decoder.getNumDecompositions()
    while (level < halvings && Math.max(layout.columns, layout.rows) >> level > side) level += 1
    const { width, height } = decoder.calculateSizeAtDecompositionLevel(level)
    decoder.decodeSubResolution(level)
    return { samples: Buffer.from(decoder.getDecodedBuffer()), layout: { ...layout, columns: width, rows: height } }
  } catch {
    throw new Unreadable('pixels-unreadable')
  } finally {
    decoder.delete()
  }
}

const isLike = (info: FrameInfo, layout: FrameLayout): boolean =>
  info.width === layout.columns &&
  info.height === layout.rows &&
  info.componentCount === layout.components &&
  info.bitsPerSample === layout.bitsAllocated &&
  info.isSigned === layout.isSigned

const infoOf = (layout: FrameLayout): FrameInfo => ({
  width: layout.columns,
  height: layout.rows,
  bitsPerSample: layout.bitsAllocated,
  componentCount: layout.components,
  isSigned: layout.isSigned,
  isUsingColorTransform: layout.components === 3,
})

// the smallest resolution keeps at least 16 samples a side, so that a prefix of a small picture is still a picture
function decompositionsOf({ columns, rows }: FrameLayout): number {
  let count = 0
  while (count < mostDecompositions && Math.min(columns, rows) >> (count + 1) >= 16) count += 1
  return Math.max(1, count)
}

/** Where each tile-part ends (ISO/IEC 15444-1, A.4.2), the last one at the end of the bytes. */
export function resolutionEnds(bytes: Buffer): number[] {
  const ends: number[] = []
  try {
    let at = 2
    while (bytes.readUInt16BE(at) !== startOfTilePart) at += 2 + bytes.readUInt16BE(at + 2)
    while (at + 12 <= bytes.length && bytes.readUInt16BE(at) === startOfTilePart) {
      const length = bytes.readUInt32BE(at + 6)
      if (length < 14) break
      at += length
      ends.push(Math.min(at, bytes.length))
    }
  } catch {
    throw new Unreadable('pixels-unreadable')
  }
  if (ends.length === 0) throw new Unreadable('pixels-unreadable')
  ends[ends.length - 1] = bytes.length
  return ends
}
