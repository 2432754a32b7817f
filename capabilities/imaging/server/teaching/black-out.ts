import type { Box } from '../../contract/teaching.ts'
import type { Bare } from './deidentify.ts'

type Frame = Pick<Bare, 'columns' | 'rows' | 'components' | 'bitsAllocated' | 'isSigned'>

/** Fills boxes of a frame with its darkest value, in place: nothing of what stood there is left. */
export function blackOut(samples: Buffer, frame: Frame, boxes: readonly Box[]): void {
  const { columns, rows, components, bitsAllocated } = frame
  const bytes = bitsAllocated / 8
  const dark = darkest(samples, frame)
  const pixel = components * bytes
  for (const box of boxes) {
    const [left, right] = [Math.max(0, box.x), Math.min(columns, box.x + box.width)]
    for (let y = Math.max(0, box.y); y < Math.min(rows, box.y + box.height); y += 1) {
      for (let at = (y * columns + left) * pixel; at < (y * columns + right) * pixel; at += bytes)
        dark.copy(samples, at)
    }
  }
}

function darkest(samples: Buffer, { components, bitsAllocated, isSigned }: Frame): Buffer {
  const out = Buffer.alloc(bitsAllocated / 8)
  if (components === 3) return out
  const step = out.length
  const read = readerOf(bitsAllocated, isSigned)
  let low = Number.POSITIVE_INFINITY
  for (let at = 0; at + step <= samples.length; at += step) low = Math.min(low, read(samples, at))
  if (step === 1) out.writeUInt8(low & 0xff)
  else out.writeUInt16LE(low & 0xffff)
  return out
}

function readerOf(bitsAllocated: 8 | 16, isSigned: boolean): (samples: Buffer, at: number) => number {
  if (bitsAllocated === 8) return isSigned ? (samples, at) => samples.readInt8(at) : (samples, at) => samples[at] ?? 0
  return isSigned ? (samples, at) => samples.readInt16LE(at) : (samples, at) => samples.readUInt16LE(at)
}
