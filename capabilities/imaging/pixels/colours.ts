import type { ShownFrame } from './frames.ts'
import { Unreadable } from './layout.ts'
import type { DicomObject, Pixels } from './open-dicom.ts'

const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

/** Colours as red, green and blue; grey samples stay as they are. */
export function toRgb(samples: Buffer, pixels: Pixels, object: DicomObject): ShownFrame {
  const { layout, photometric } = pixels
  if (photometric === 'PALETTE COLOR' && layout.components === 1) return throughPalette(samples, pixels, object)
  const isBrightness = layout.components === 3 && photometric.startsWith('YBR_FULL')
  // the decoder of JPEG gives red, green and blue already; those of the JPEG 2000 family undo YBR_ICT and YBR_RCT
  if (isBrightness && object.syntax.decoder !== 'jpeg') return { samples: fromBrightness(samples), layout }
  return { samples, layout }
}

/** Red, green and blue of brightness and two differences: PS3.3 C.7.6.3.1.2, the inverse of CCIR 601 as DICOM gives it. */
export function fromBrightness(samples: Buffer): Buffer {
  const out = Buffer.alloc(samples.length)
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const [y, blue, red] = [samples[at] ?? 0, (samples[at + 1] ?? 0) - 128, (samples[at + 2] ?? 0) - 128]
    out[at] = byte(y + 1.402 * red)
    out[at + 1] = byte(y - 0.344136 * blue - 0.714136 * red)
    out[at + 2] = byte(y + 1.772 * blue)
  }
  return out
}

const descriptors = ['x00281101', 'x00281102', 'x00281103'] as const
const tables = ['x00281201', 'x00281202', 'x00281203'] as const

/** PS3.3 C.7.6.3.1.5: entries, first value mapped, bits an entry; an entry of 16 bits is shown by its upper 8. */
function throughPalette(samples: Buffer, pixels: Pixels, { data, bytes, syntax }: DicomObject): ShownFrame {
  const lookups = tables.map((tag, colour) => {
    const element = data.elements[tag]
    const descriptor = descriptors[colour] ?? ''
    const [count, first, bits] = [0, 1, 2].map((index) => data.uint16(descriptor, index) ?? 0) as [
      number,
      number,
      number,
    ]
    if (!element) throw new Unreadable('pixels-unreadable')
    const entries = count === 0 ? 65_536 : count
    const isByte = bits === 8 && element.length <= entries + 1
    const at = (index: number) => {
      const place = element.dataOffset + (isByte ? index : index * 2)
      if (isByte) return bytes[place] ?? 0
      const high = bits === 8 ? 0 : 1
      return bytes[place + (syntax.isBigEndian ? 1 - high : high)] ?? 0
    }
    return (value: number) => at(Math.max(0, Math.min(entries - 1, value - first)))
  })
  const { layout } = pixels
  const count = layout.rows * layout.columns
  const out = Buffer.alloc(count * 3)
  for (let index = 0; index < count; index += 1) {
    const value = layout.bitsAllocated === 16 ? samples.readUInt16LE(index * 2) : (samples[index] ?? 0)
    for (const [colour, lookup] of lookups.entries()) out[index * 3 + colour] = lookup(value)
  }
  return { samples: out, layout: { ...layout, bitsAllocated: 8, components: 3, isSigned: false } }
}
