// Reading the frames of compressed transfer syntaxes with the codecs of Cornerstone, which the browser knows too.

import { checkCodestreamSize } from './codestream-size.ts'
import { decodeRle } from './decode-rle.ts'
import { type FrameLayout, frameBytes, Unreadable } from './layout.ts'
import type { DecoderName } from './syntaxes.ts'

type WasmDecoder = {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  readHeader?(): void
  decode(): void
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned?: boolean }
  getInterleaveMode?(): number
  delete(): void
}
/** Loads a codec. */
export type OpenCodec = () => Promise<Record<string, new () => WasmDecoder>>

// each codec is loaded when its first frame comes
const codecs: Record<Exclude<DecoderName, 'rle' | 'jpeg-lossless'>, () => Promise<new () => WasmDecoder>> = {
  jpeg: async () => await find((await import('@cornerstonejs/codec-libjpeg-turbo-8bit')).default, 'JPEGDecoder'),
  'jpeg-ls': async () => await find((await import('@cornerstonejs/codec-charls')).default, 'JpegLSDecoder'),
  'jpeg-2000': async () => await find((await import('@cornerstonejs/codec-openjpeg')).default, 'J2KDecoder'),
  htj2k: async () => (await (await import('@cornerstonejs/codec-openjph')).default()).HTJ2KDecoder,
}
const loaded = new Map<string, Promise<new () => WasmDecoder>>()

async function find(open: OpenCodec, name: string): Promise<new () => WasmDecoder> {
  const Decoder = (await open())[name]
  if (!Decoder) throw new Error(`the codec has no ${name}`)
  return Decoder
}

/** The samples of a compressed frame, colours interleaved; throws `pixels-unreadable`. */
export async function decodeCompressed(decoder: DecoderName, bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
  try {
    const samples = await decodeBy(decoder, bytes, layout)
    if (samples.length !== frameBytes(layout)) throw new Unreadable('pixels-unreadable')
    return samples
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('pixels-unreadable')
  }
}

async function decodeBy(decoder: DecoderName, bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
  if (decoder === 'rle') return decodeRle(bytes, layout)
  if (decoder === 'jpeg-lossless') {
    const { Decoder } = await import('@cornerstonejs/jpeg-lossless-decoder-js')
    // the decoder reads to the end of the buffer, so it is given one of its own
    const own = Uint8Array.from(bytes)
    const { buffer } = new Decoder().decode(own.buffer, 0, own.length, layout.bitsAllocated / 8)
    return Buffer.from(buffer)
  }
  if (decoder === 'jpeg-2000' || decoder === 'htj2k') checkCodestreamSize(bytes, layout)
  return await decodeByWasm(decoder, bytes, layout)
}

async function decodeByWasm(name: keyof typeof codecs, bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
  const opening = loaded.get(name) ?? codecs[name]()
  loaded.set(name, opening)
  const Decoder = await opening
  const decoder = new Decoder()
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    decoder.readHeader?.()
    decoder.decode()
    const { width, height, componentCount } = decoder.getFrameInfo()
    if (width !== layout.columns || height !== layout.rows || componentCount !== layout.components) {
      throw new Unreadable('pixels-unreadable')
    }
    const samples = Buffer.from(decoder.getDecodedBuffer())
    // CharLS leaves the planes of colours as the stream has them: 0 is one plane after the other
    return decoder.getInterleaveMode?.() === 0 && componentCount === 3 ? interleave(samples, layout) : samples
  } finally {
    decoder.delete()
  }
}

/** Colours that lie in one plane after the other, made to lie side by side. */
export function interleave(planes: Uint8Array, { bitsAllocated, components }: FrameLayout): Buffer {
  const width = bitsAllocated / 8
  const plane = planes.length / components
  const out = Buffer.alloc(planes.length)
  for (let component = 0; component < components; component += 1) {
    for (let at = 0; at < plane; at += width) {
      for (let byte = 0; byte < width; byte += 1) {
        out[at * components + component * width + byte] = planes[component * plane + at + byte] ?? 0
      }
    }
  }
  return out
}
