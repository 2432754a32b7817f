import { type FrameLayout, Unreadable } from './layout.ts'

/** SOC and SIZ. */
const startOfCodestream = Buffer.from('ff4fff51', 'hex')

/**
 * Refuses a codestream of JPEG 2000 whose size is another than the object's (ISO/IEC 15444-1, A.5.1), before memory is
 * taken for a picture that the object does not hold.
 */
export function checkCodestreamSize(bytes: Uint8Array, { columns, rows }: FrameLayout): void {
  const stream = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = stream.indexOf(startOfCodestream)
  if (at < 0 || at + 24 > stream.length) throw new Unreadable('pixels-unreadable')
  const side = (place: number) => stream.readUInt32BE(at + place) - stream.readUInt32BE(at + place + 8)
  if (side(8) !== columns || side(12) !== rows) throw new Unreadable('pixels-unreadable')
}
