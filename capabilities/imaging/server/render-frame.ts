import sharp from 'sharp'
import { decodeFrame, type FrameLayout } from '../pixels/index.ts'
import type { DicomTags } from './dicom-tags.ts'
import { asBytes, type GreyWindow } from './grey-values.ts'

/** How a frame is to be drawn as a picture. */
export type Rendering = { kind: 'jpeg' | 'png' | 'webp'; width: number; height: number; window: GreyWindow | null }

/** A frame as a picture that fits into a size; never enlarged. */
export async function renderFrame(
  bytes: Uint8Array,
  layout: FrameLayout,
  tags: DicomTags,
  how: Rendering,
): Promise<Buffer> {
  const samples = await decodeFrame(bytes, layout)
  const { columns, rows, components } = layout
  const shown = components === 3 ? samples : asBytes(samples, layout, tags, how.window)
  return await sharp(shown, { raw: { width: columns, height: rows, channels: components } })
    .resize({ width: how.width, height: how.height, fit: 'inside', withoutEnlargement: true })
    .toFormat(how.kind, { quality: 85 })
    .toBuffer()
}
