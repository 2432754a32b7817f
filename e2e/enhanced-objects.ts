import { readFileSync, writeFileSync } from 'node:fs'
import dcmjs from 'dcmjs'

type Natural = Record<string, unknown>

/** An object as dcmjs reads it, by keyword. */
function naturalOf(file: string): Natural {
  const { dict } = dcmjs.data.DicomMessage.readFile(new Uint8Array(readFileSync(file)).buffer)
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict)
}

const pixelsOf = (data: Natural): Buffer => {
  const found = data['PixelData']
  // dcmjs gives the frames of an object as a list of buffers
  return Buffer.from((Array.isArray(found) ? found[0] : found) as ArrayBuffer)
}

const enhanced = { CT: '1.2.840.10008.5.1.4.1.1.2.1', MR: '1.2.840.10008.5.1.4.1.1.4.1' } as const

/** What an enhanced object is made of: the files of a series, as what, and in which order their frames stand in it. */
type Source = { files: readonly string[]; modality: keyof typeof enhanced; studyUid: string; order: readonly number[] }

/**
 * One enhanced object of the images of a series (PS3.3 A.38 and A.36): what moves or draws a frame stands in functional
 * groups alone, and the frames stand in another order than they lie in the body.
 */
export function enhancedFile(file: string, { files, modality, studyUid, order }: Source): string {
  const slices = order.map((index) => naturalOf(files[index] ?? ''))
  const [first] = slices
  if (!first) throw new Error('an enhanced object has frames')
  const frames = slices.map((slice, index) => ({
    FrameContentSequence: [{ FrameAcquisitionNumber: 1, StackID: '1', InStackPositionNumber: index + 1 }],
    PlanePositionSequence: [{ ImagePositionPatient: slice['ImagePositionPatient'] }],
    PlaneOrientationSequence: [{ ImageOrientationPatient: slice['ImageOrientationPatient'] }],
    FrameVOILUTSequence: [{ WindowCenter: ['40'], WindowWidth: ['80'] }],
  }))
  const shared = {
    PixelMeasuresSequence: [{ PixelSpacing: first['PixelSpacing'], SliceThickness: first['SliceThickness'] }],
    PixelValueTransformationSequence: [
      {
        RescaleIntercept: first['RescaleIntercept'] ?? '0',
        RescaleSlope: first['RescaleSlope'] ?? '1',
        RescaleType: modality === 'CT' ? 'HU' : 'US',
      },
    ],
  }
  const picture = Object.fromEntries(
    [
      ...['Rows', 'Columns', 'BitsAllocated', 'BitsStored', 'HighBit', 'PixelRepresentation', 'SamplesPerPixel'],
      ...['PhotometricInterpretation', 'PatientID', 'PatientName', 'PatientSex', 'FrameOfReferenceUID'],
      ...['StudyDate', 'StudyTime'],
    ].map((keyword) => [keyword, first[keyword]]),
  )
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    ...picture,
    ...{ SOPClassUID: enhanced[modality], SOPInstanceUID: `${studyUid}.1.1`, StudyInstanceUID: studyUid },
    ...{ SeriesInstanceUID: `${studyUid}.1`, SeriesNumber: '1', InstanceNumber: '1', Modality: modality },
    ...{ StudyDescription: `${modality} nhieu khung`, SeriesDescription: 'Nhieu khung' },
    ...{ ImageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'], NumberOfFrames: String(slices.length) },
    ...{ SharedFunctionalGroupsSequence: [shared], PerFrameFunctionalGroupsSequence: frames },
    PixelData: new Uint8Array(Buffer.concat(slices.map(pixelsOf))).buffer,
    _vrMap: { PixelData: 'OW' },
  }
  writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
  return file
}

/** The size of a mammogram at full resolution, and what is bright in it. */
export const mammogram = { columns: 3328, rows: 4096, speck: { left: 1200, top: 2000, side: 6 }, detectorMm: '0.07' }

/** What the mammogram holds at a pixel: a slope of tissue, specks as small as calcifications, air beside it. */
export function mammogramAt(x: number, y: number): number {
  const { columns, rows, speck } = mammogram
  const inSpeck = x >= speck.left && x < speck.left + speck.side && y >= speck.top && y < speck.top + speck.side
  if (inSpeck) return 400
  const fromWall = x / (columns * 0.7)
  const fromMiddle = Math.abs(y - rows / 2) / (rows / 2)
  const depth = 1 - fromWall ** 2 - fromMiddle ** 2
  return depth <= 0 ? 4000 : Math.round(3200 - 2000 * Math.sqrt(depth))
}

/** A mammogram of which white means little (MONOCHROME1), with the spacing of the detector and none of the body. */
export function mammogramFile(file: string, studyUid: string, patientId: string): string {
  const { columns, rows, detectorMm } = mammogram
  const pixels = new Uint16Array(columns * rows)
  for (let y = 0; y < rows; y += 1) for (let x = 0; x < columns; x += 1) pixels[y * columns + x] = mammogramAt(x, y)
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    ...{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.2', SOPInstanceUID: `${studyUid}.1.1`, StudyInstanceUID: studyUid },
    ...{ SeriesInstanceUID: `${studyUid}.1`, SeriesNumber: '1', InstanceNumber: '1', Modality: 'MG' },
    ...{ PatientID: patientId, PatientName: 'VU^A DE', StudyDate: '20261120', StudyTime: '080000' },
    ...{ StudyDescription: 'Chup vu', SeriesDescription: 'MLO trai', PresentationIntentType: 'FOR PRESENTATION' },
    ...{ Rows: rows, Columns: columns, BitsAllocated: 16, BitsStored: 12, HighBit: 11, PixelRepresentation: 0 },
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME1', RescaleSlope: '1', RescaleIntercept: '0' },
    ...{ ImagerPixelSpacing: [detectorMm, detectorMm], WindowCenter: '2000', WindowWidth: '4000' },
    ...{ PixelData: pixels.buffer, _vrMap: { PixelData: 'OW' } },
  }
  writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
  return file
}
