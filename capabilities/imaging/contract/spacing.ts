import { type DicomJson, numbersIn, tags, textIn } from './dicom-json.ts'

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
