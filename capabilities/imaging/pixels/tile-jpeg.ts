import sharp from 'sharp'
import { fromBrightness } from './colours.ts'
import { decodeCompressed, interleave } from './decoders.ts'
import { withColours } from './jpeg-colours.ts'
import { frameBytes, Unreadable } from './layout.ts'
import type { TileForm } from './tile-file.ts'

const quality = 92

/** True where a tile lies in the file as browsers read it. */
export const isJpegAsItLies = ({ decoder }: Pick<TileForm, 'decoder'>): boolean => decoder === 'jpeg'

/** A tile as JPEG: as it lies, or rendered where browsers cannot read it. Throws `Unreadable`. */
export async function asJpeg(bytes: Uint8Array, form: TileForm): Promise<Uint8Array> {
  if (bytes.length < 2) throw new Unreadable('pixels-unreadable')
  if (isJpegAsItLies(form)) return withColours(bytes, form.photometric)
  const { layout, decoder } = form
  const samples = decoder ? await decodeCompressed(decoder, bytes, layout) : nativeTile(bytes, form)
  const { columns: width, rows: height, components: channels, bitsAllocated } = layout
  if (bitsAllocated !== 8 || form.photometric === 'PALETTE COLOR') throw new Unreadable('pixels-unreadable')
  const shown = channels === 3 && form.photometric.startsWith('YBR_FULL') ? fromBrightness(samples) : samples
  return await sharp(shown, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer()
}

function nativeTile(bytes: Uint8Array, { layout, isPlanar, photometric }: TileForm): Buffer {
  if (photometric === 'YBR_FULL_422' || bytes.length !== frameBytes(layout)) throw new Unreadable('pixels-unreadable')
  const raw = Buffer.from(bytes)
  return isPlanar ? interleave(raw, layout) : raw
}
