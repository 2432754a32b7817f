import sharp from 'sharp'
import { asJpeg, type TileForm } from '../pixels/index.ts'
import type { Rendering } from './render-frame.ts'

/** Tiles of one level with where each lies in the part that is drawn, in pixels of the level. */
export type Mosaic = {
  form: TileForm
  /** The size of the part in pixels of the level. */
  width: number
  height: number
  tiles: readonly { bytes: Uint8Array; left: number; top: number }[]
}

// what no tile covers is glass
const glass = { r: 255, g: 255, b: 255 }

/** A part of a slide as a picture of the size asked for. */
export async function renderMosaic({ form, width, height, tiles }: Mosaic, how: Rendering): Promise<Buffer> {
  const laid: { input: Buffer; left: number; top: number }[] = []
  for (const { bytes, left, top } of tiles) {
    const jpeg = Buffer.from(await asJpeg(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), form))
    const size = await sharp(jpeg).metadata()
    // sharp lays nothing beside its canvas
    const [skipX, skipY] = [Math.max(0, -left), Math.max(0, -top)]
    const wide = Math.min(size.width, width - left) - skipX
    const high = Math.min(size.height, height - top) - skipY
    if (wide < 1 || high < 1) continue
    const input = await sharp(jpeg).extract({ left: skipX, top: skipY, width: wide, height: high }).toBuffer()
    laid.push({ input, left: left + skipX, top: top + skipY })
  }
  const whole = await sharp({ create: { width, height, channels: 3, background: glass } })
    .composite(laid)
    .removeAlpha()
    .raw()
    .toBuffer()
  const sized = sharp(whole, { raw: { width, height, channels: 3 } }).resize({
    ...{ width: how.width, height: how.height, fit: 'fill' },
  })
  const drawn = how.overlay ? sized.composite([{ input: Buffer.from(how.overlay) }]) : sized
  return await drawn.toFormat(how.kind, { quality: how.quality ?? 85 }).toBuffer()
}
