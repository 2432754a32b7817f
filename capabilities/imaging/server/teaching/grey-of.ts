import sharp from 'sharp'
import type { FrameLayout } from '../../pixels/index.ts'
import type { DicomTags } from '../dicom-tags.ts'
import { asBytes } from '../grey-values.ts'

/** A frame as grey bytes between black and white, as a screen shows it. */
export async function greyOf(samples: Buffer, layout: FrameLayout, tags: DicomTags): Promise<Buffer> {
  if (layout.components === 1) return asBytes(samples, layout, tags)
  const { columns: width, rows: height } = layout
  return await sharp(samples, { raw: { width, height, channels: 3 } })
    .greyscale()
    .raw()
    .toBuffer()
}

/** A frame as a PNG. */
export async function pictureOf(samples: Buffer, layout: FrameLayout, tags: DicomTags): Promise<Buffer> {
  const { columns: width, rows: height, components } = layout
  const bytes = components === 1 ? asBytes(samples, layout, tags) : samples
  return await sharp(bytes, { raw: { width, height, channels: components } })
    .png()
    .toBuffer()
}
