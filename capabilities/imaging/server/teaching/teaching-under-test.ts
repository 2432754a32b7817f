import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

type Dcmjs = { data: { datasetToDict(dataset: object): { dict: object; write(): ArrayBuffer } } }
const require = createRequire(import.meta.url)
// dcmjs brings no types; this is the part of it that is used
const dcmjs = require('dcmjs') as Dcmjs

/** Everything by which the patient of the test could be known. */
export const identifying = {
  name: 'LUONG^VAN QUYEN',
  burnedIn: 'LUONG VAN QUYEN 02/09/1968 MN26-007730',
  id: 'MN26-007730',
  personalId: '011068007730',
  birth: '19680902',
  date: '20261122',
  physician: 'QUANG^THI DIEP',
  institution: 'BENH VIEN MUONG NHE',
  device: 'SN-88123-X',
  studyUid: '1.2.826.0.1.3680043.10.1455.777.1',
} as const

const size = 512

/** Text drawn as letters into grey pixels. */
async function picture(text: string, top: number): Promise<Buffer> {
  const drawn = await sharp({
    text: {
      text: `<span foreground="white">${text}</span>`,
      font: 'Roboto',
      fontfile: require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'),
      dpi: 110,
      rgba: true,
    },
  })
    .png()
    .toBuffer()
  return await sharp({ create: { width: size, height: size, channels: 3, background: '#181818' } })
    .composite([{ input: drawn, top, left: 12 }])
    .greyscale()
    .raw()
    .toBuffer()
}

/** What may be changed of the file that is made. */
export type Changed = {
  text?: string
  top?: number
  modality?: string
  bodyPart?: string
  instance?: number
  sopClass?: string
}

/** A DICOM file with who it is of in every corner in which files carry it: elements, sequences, private tags, an overlay, pixels. */
export async function identifyingFile(changed: Changed = {}): Promise<Buffer> {
  const { text = identifying.burnedIn, top = 14, modality = 'US', bodyPart = 'ABDOMEN', instance = 1 } = changed
  const sopClass = changed.sopClass ?? '1.2.840.10008.5.1.4.1.1.6.1'
  const pixels = await picture(text, top)
  const { name, id, personalId, birth, date, physician, institution, device, studyUid } = identifying
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    SOPClassUID: sopClass,
    SOPInstanceUID: `${studyUid}.2.${instance}`,
    StudyInstanceUID: studyUid,
    SeriesInstanceUID: `${studyUid}.2`,
    FrameOfReferenceUID: `${studyUid}.9`,
    ...{ PatientName: name, PatientID: id, PatientBirthDate: birth, PatientSex: 'M', PatientAge: '058Y' },
    ...{ OtherPatientIDs: personalId, PatientAddress: institution, PatientComments: name, EthnicGroup: 'Thai' },
    ...{
      StudyDate: date,
      SeriesDate: date,
      ContentDate: date,
      StudyTime: '101112',
      AcquisitionDateTime: `${date}101112.5+0700`,
    },
    ...{ AccessionNumber: id, StudyID: id, ReferringPhysicianName: physician, OperatorsName: physician },
    ...{ InstitutionName: institution, StationName: device, DeviceSerialNumber: device, ProtocolName: name },
    ...{
      StudyDescription: `${name} CA`,
      SeriesDescription: `${name} CU`,
      ImageComments: personalId,
      BodyPartExamined: bodyPart,
    },
    RequestAttributesSequence: [{ RequestedProcedureID: id, RequestedProcedureDescription: name }],
    ReferencedStudySequence: [{ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: `${studyUid}.77` }],
    SequenceOfUltrasoundRegions: [{ RegionSpatialFormat: 1, PhysicalDeltaX: 0.02, PhysicalDeltaY: 0.02 }],
    SharedFunctionalGroupsSequence: [
      { PixelMeasuresSequence: [{ PixelSpacing: ['0.5', '0.5'], ImageComments: name }] },
    ],
    ...{ Modality: modality, ImageType: ['ORIGINAL', 'PRIMARY', 'QUYEN'], InstanceNumber: String(instance) },
    ...{ Rows: size, Columns: size, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', PixelSpacing: ['0.5', '0.5'] },
    PixelData: Uint8Array.from(pixels).buffer,
    _vrMap: { PixelData: 'OB' },
  }
  const made = dcmjs.data.datasetToDict(dataset)
  const hidden = (vr: string, value: unknown) => ({ vr, Value: [value] })
  Object.assign(made.dict, {
    '00090010': hidden('LO', 'MAKER'),
    '00091001': hidden('LO', name),
    '60000022': hidden('LO', name),
    '60003000': hidden('OW', Uint8Array.from(Buffer.from(name.padEnd(32))).buffer),
  })
  return Buffer.from(made.write())
}

/** What dcmdump, which is not ours, reads in a file. */
export function dumpOf(file: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-dump-'))
  try {
    const path = join(folder, 'a.dcm')
    writeFileSync(path, file)
    return execFileSync('dcmdump', ['-Un', '+L', '+uc', path], { maxBuffer: 64 * 1024 * 1024 }).toString()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
