import sharp from 'sharp'
import { decodeFrame, type FrameLayout } from '../pixels/index.ts'
import type { DicomTags } from './dicom-tags.ts'
import { asBytes, type GreyWindow } from './grey-values.ts'

/** How a frame is to be drawn as a picture. */
export type Rendering = {
  kind: 'jpeg' | 'png' | 'webp'
  width: number
  height: number
  window: GreyWindow | null
  /** The part of the frame that is drawn, filling the size; without it the whole, that fits into the size. */
  part?: { left: number; top: number; width: number; height: number }
  /** An SVG of the size that is laid over it. */
  overlay?: string
  quality?: number
}

/** A frame as a picture that fits into a size and is never enlarged, or a part of it at the very size. */
export async function renderFrame(
  bytes: Uint8Array,
  layout: FrameLayout,
  tags: DicomTags,
  how: Rendering,
): Promise<Buffer> {
  const samples = await decodeFrame(bytes, layout)
  const { columns, rows, components } = layout
  const shown = components === 3 ? samples : asBytes(samples, layout, tags, how.window)
  const whole = sharp(shown, { raw: { width: columns, height: rows, channels: components } })
  const { width, height, part, overlay } = how
  const sized = part
    ? whole.extract(part).resize({ width, height, fit: 'fill' })
    : whole.resize({ width, height, fit: 'inside', withoutEnlargement: true })
  const drawn = overlay ? sized.toColourspace('srgb').composite([{ input: Buffer.from(overlay) }]) : sized
  return await drawn.toFormat(how.kind, { quality: how.quality ?? 85 }).toBuffer()
}
