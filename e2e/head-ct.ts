import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dcmjs from 'dcmjs'

/** A head CT on disk, ready to be sent: the files in slice order, whose it is, and where it came from. */
export type HeadCt = { files: string[]; origin: 'real' | 'phantom'; studyUid: string }

const root = '1.2.826.0.1.3680043.10.1455'
const realFolder = join(import.meta.dirname, '../../shared/dicom/ct-head-human-ge')
const slices = 14
const size = 128

/** Times as modalities write them: local time of Vietnam, without a zone. */
function vietnamTime(moment: Date): { date: string; time: string } {
  const text = new Date(moment.getTime() + 7 * 3600 * 1000).toISOString()
  return { date: text.slice(0, 10).replaceAll('-', ''), time: text.slice(11, 19).replaceAll(':', '') }
}

/**
 * Prepares a head CT of the patient with this identifier, taken at the given moment: real images where this machine
 * has them beside the project, else a phantom of a skull, brain and a hypodense region made here.
 */
export function prepareHeadCt(folder: string, patientId: string, takenAt: Date): HeadCt {
  mkdirSync(folder, { recursive: true })
  const studyUid = `${root}.${Date.now()}.1`
  if (!existsSync(realFolder))
    return { files: phantom(folder, patientId, takenAt, studyUid), origin: 'phantom', studyUid }
  const files = readdirSync(realFolder)
    .filter((name) => name.endsWith('.dcm'))
    .sort()
    .map((name) => {
      copyFileSync(join(realFolder, name), join(folder, name))
      return join(folder, name)
    })
  const { date, time } = vietnamTime(takenAt)
  const change = (tag: string, value: string) => ['-i', `${tag}=${value}`]
  execFileSync('dcmodify', [
    '-nb',
    ...change('0010,0020', patientId),
    ...change('0010,0010', 'VU A DE'),
    ...change('0020,000d', studyUid),
    ...change('0020,000e', `${studyUid}.2`),
    ...change('0008,0022', date),
    ...change('0008,0032', time),
    ...change('0008,0020', date),
    ...change('0008,0030', time),
    ...change('0008,1030', 'CT so nao'),
    ...files,
  ])
  return { files, origin: 'real', studyUid }
}

/** Sends images as a modality does, by C-STORE. */
export function sendByStore(files: string[], port: number): void {
  execFileSync('storescu', ['-aet', 'MODALITY1', '-aec', 'TUYEN', '127.0.0.1', String(port), ...files])
}

/** Sends files that are compressed as they are, each in what it is in. */
export function sendCompressed(files: readonly string[], port: number): void {
  const words = ['-aet', 'MODALITY1', '-aec', 'TUYEN', '-R', '-xy', '127.0.0.1', String(port)]
  execFileSync('storescu', [...words, ...files])
}

function phantom(folder: string, patientId: string, takenAt: Date, studyUid: string): string[] {
  const { date, time } = vietnamTime(takenAt)
  return Array.from({ length: slices }, (_, index) => {
    const dataset = {
      _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `${studyUid}.2.${index + 1}`,
      StudyInstanceUID: studyUid,
      SeriesInstanceUID: `${studyUid}.2`,
      FrameOfReferenceUID: `${root}.3`,
      StudyDescription: 'CT so nao (phantom)',
      Modality: 'CT',
      PatientID: patientId,
      PatientName: 'VU A DE',
      PatientSex: 'M',
      StudyDate: date,
      StudyTime: time,
      AcquisitionDate: date,
      AcquisitionTime: time,
      InstanceNumber: String(index + 1),
      ImagePositionPatient: [-64, -64, index * 5],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      PixelSpacing: [1.5, 1.5],
      SliceThickness: '5',
      Rows: size,
      Columns: size,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      RescaleSlope: '1',
      RescaleIntercept: '0',
      WindowCenter: '40',
      WindowWidth: '80',
      PixelData: skull(index).buffer,
      _vrMap: { PixelData: 'OW' },
    }
    const file = join(folder, `${String(index + 1).padStart(4, '0')}.dcm`)
    writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
    return file
  })
}

/** Air −1000, bone 900, brain 35, ventricle 5, a hypodense region 22 HU that moves with the slice. */
function skull(index: number): Int16Array {
  const pixels = new Int16Array(size * size)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const radius = Math.hypot((x - 64) / 50, (y - 64) / 58)
      const isLesion = Math.hypot(x - 88, y - 60 - index) < 9
      const isVentricle = Math.hypot((x - 64) / 5, (y - 62) / 14) < 1
      pixels[y * size + x] = radius > 1 ? -1000 : radius > 0.9 ? 900 : isLesion ? 22 : isVentricle ? 5 : 35
    }
  }
  return pixels
}
