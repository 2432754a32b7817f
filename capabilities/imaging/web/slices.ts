import { type DicomJson, numberIn, numbersIn, tags, textIn } from './dicom-json.ts'
import { inSliceOrder } from './slice-order.ts'
import type { Window } from './viewer-state.ts'

/** One image of a stack: a slice, or a frame of a multi-frame object. */
export type Slice = {
  /** The image id of the loader: `wadors:` and the address of the frame. */
  readonly imageId: string
  readonly instanceUid: string
  readonly frame: number
  readonly metadata: DicomJson
}

/** A series that can be shown. */
export type Series = {
  readonly uid: string
  readonly number: number | null
  readonly description: string
  readonly modality: string
  readonly images: number
}

/** The series of a study that hold pictures, the one with most images first. */
export function seriesOf(list: readonly DicomJson[]): Series[] {
  const withoutPictures = ['SR', 'PR', 'KO', 'RTSTRUCT', 'SEG', 'DOC']
  return list
    .map((data) => ({
      uid: textIn(data, tags.seriesUid),
      number: numberIn(data, tags.seriesNumber),
      description: textIn(data, tags.seriesDescription),
      modality: textIn(data, tags.modality),
      images: numberIn(data, tags.seriesInstances) ?? 0,
    }))
    .filter((series) => series.uid !== '' && !withoutPictures.includes(series.modality))
    .sort((a, b) => b.images - a.images || (a.number ?? 0) - (b.number ?? 0))
}

/** The slices of a series in their order, each frame of a multi-frame object by itself. */
export function slicesOf(address: string, metadata: readonly DicomJson[]): Slice[] {
  const pictures = metadata.filter((image) => (numberIn(image, tags.rows) ?? 0) > 0)
  return inSliceOrder(pictures).flatMap((image) => {
    const instanceUid = textIn(image, tags.instanceUid)
    const frames = Math.max(1, numberIn(image, tags.frames) ?? 1)
    return Array.from({ length: frames }, (_, index) => ({
      imageId: `wadors:${address}/instances/${instanceUid}/frames/${index + 1}`,
      instanceUid,
      frame: index + 1,
      metadata: image,
    }))
  })
}

const projections = ['CR', 'DX', 'MG', 'RF', 'XA', 'IO', 'PX']

/**
 * Millimetres a pixel in the body, `[row, column]`; null where lengths would be those on a detector: a projection
 * whose PixelSpacing is missing or merely repeats ImagerPixelSpacing uncalibrated (PS3.3 10.7.1.3).
 */
export function spacingOf(image: DicomJson): [number, number] | null {
  const [row, column] = numbersIn(image, tags.pixelSpacing)
  if (!row || !column) return null
  if (!projections.includes(textIn(image, tags.modality))) return [row, column]
  const [detector] = numbersIn(image, tags.imagerPixelSpacing)
  const isCalibrated = textIn(image, tags.calibrationType) !== '' || (detector !== undefined && detector !== row)
  return isCalibrated ? [row, column] : null
}

/** The window that the file asks for; null when it names none. */
export function fileWindow(image: DicomJson): Window | null {
  const center = numberIn(image, tags.windowCenter)
  const width = numberIn(image, tags.windowWidth)
  return center !== null && width !== null && width >= 1 ? { center, width } : null
}
