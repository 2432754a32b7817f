import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as {
  data: { datasetToDict(dataset: Record<string, unknown>): { write(): ArrayBuffer } }
}

const root = '1.2.826.0.1.3680043.10.1455'

/** A study on disk: its files in slice order. */
export type SmallStudy = { studyUid: string; files: string[] }

/** Makes studies of a few small slices each, of the patient with this identifier; every pixel says which slice it is of. */
export function smallStudies(
  folder: string,
  patientId: string,
  count: number,
  { slices, size = 64 }: { slices: number; size?: number },
): SmallStudy[] {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, index) => {
    const studyUid = `${root}.7.${Date.now()}.${process.pid}.${index + 1}`
    const files = Array.from({ length: slices }, (_slice, slice) =>
      writeSlice(folder, { studyUid, patientId, index, slice, size }),
    )
    return { studyUid, files }
  })
}

/** Writes one slice; `shade` changes what is in its pixels and nothing else. */
export function writeSlice(
  folder: string,
  at: { studyUid: string; patientId: string; index: number; slice: number; shade?: number; size?: number },
): string {
  const { studyUid, patientId, index, slice, shade = 0, size = 64 } = at
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `${studyUid}.2.${slice + 1}`,
    StudyInstanceUID: studyUid,
    SeriesInstanceUID: `${studyUid}.2`,
    StudyDate: '20261120',
    StudyTime: '080000',
    Modality: 'CT',
    PatientID: patientId,
    PatientName: 'VU A DE',
    InstanceNumber: String(slice + 1),
    ImagePositionPatient: [0, 0, slice * 5],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [1, 1],
    Rows: size,
    Columns: size,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    PixelData: Int16Array.from({ length: size * size }, (_, place) => (place * 7 + slice * 31 + shade) % 900).buffer,
    _vrMap: { PixelData: 'OW' },
  }
  const file = join(folder, `${index + 1}-${slice + 1}-${shade}.dcm`)
  writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
  return file
}
