/** One element of DICOM JSON. */
export type DicomElement = { vr?: string; Value?: unknown[] }

/** A data set as DICOM JSON: elements by their eight-digit tag. */
export type DicomJson = Readonly<Record<string, DicomElement>>

/** The first text of an element, empty when it is absent; the ideographic form of a name is not asked for. */
export function textIn(data: DicomJson, tag: string): string {
  const [value] = data[tag]?.Value ?? []
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' ? String(value) : ''
}

/** The numbers of an element; empty when one of them is none. */
export function numbersIn(data: DicomJson, tag: string): number[] {
  const numbers = (data[tag]?.Value ?? []).map(Number)
  return numbers.every(Number.isFinite) ? numbers : []
}

/** The first number of an element, or null. */
export const numberIn = (data: DicomJson, tag: string): number | null => numbersIn(data, tag)[0] ?? null

/** The tags that the viewer reads. */
export const tags = {
  instanceUid: '00080018',
  modality: '00080060',
  seriesUid: '0020000E',
  instanceNumber: '00200013',
  position: '00200032',
  orientation: '00200037',
  frameOfReference: '00200052',
  photometric: '00280004',
  rows: '00280010',
  columns: '00280011',
  pixelSpacing: '00280030',
  imagerPixelSpacing: '00181164',
  calibrationType: '00280A02',
  intercept: '00281052',
  slope: '00281053',
  windowCenter: '00281050',
  windowWidth: '00281051',
  sliceThickness: '00180050',
  kilovolts: '00180060',
  frameTime: '00181063',
  displayRate: '00082144',
} as const
