import { type FrameLayout, frameBytes, Unreadable } from './layout.ts'

const headerBytes = 64
const mostSegments = 15

/**
 * One frame of RLE Lossless (PS3.5 annex G): a header of segment offsets, then a PackBits segment for each byte of each
 * component, the most significant byte first.
 */
export function decodeRle(bytes: Uint8Array, layout: FrameLayout): Buffer {
  const frame = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = layout.bitsAllocated / 8
  const segments = layout.components * width
  if (frame.length < headerBytes || frame.readUInt32LE(0) !== segments || segments > mostSegments) {
    throw new Unreadable('pixels-unreadable')
  }
  const out = Buffer.alloc(frameBytes(layout))
  const samples = layout.columns * layout.rows
  for (let segment = 0; segment < segments; segment += 1) {
    const from = frame.readUInt32LE(4 + segment * 4)
    const next = segment + 1 < segments ? frame.readUInt32LE(8 + segment * 4) : frame.length
    const [component, significance] = [Math.floor(segment / width), segment % width]
    const place = component * width + (width - 1 - significance)
    unpack(frame.subarray(from, next), samples, (index, value) => {
      out[index * segments + place] = value
    })
  }
  return out
}

function unpack(segment: Buffer, samples: number, put: (index: number, value: number) => void): void {
  let [at, index] = [0, 0]
  while (index < samples && at < segment.length) {
    const head = segment.readInt8(at)
    at += 1
    if (head === -128) continue
    const count = head >= 0 ? head + 1 : 1 - head
    for (let step = 0; step < count && index < samples; step += 1, index += 1) {
      put(index, segment[head >= 0 ? at + step : at] ?? 0)
    }
    at += head >= 0 ? count : 1
  }
  if (index < samples) throw new Unreadable('truncated')
}
