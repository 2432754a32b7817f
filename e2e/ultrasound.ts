import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dcmjs from 'dcmjs'
import sharp from 'sharp'
import { TextFinder } from '../capabilities/imaging/server/teaching/burned-in.ts'

const require = createRequire(import.meta.url)
const size = 512

/** What is written into the pixels. */
export const burnedIn = 'VU A DE  MN26-004417  12/03/1965'

/** An ultrasound of the first demo patient, with the name in its pixels and in every corner of its elements. */
export async function ultrasoundOf(): Promise<Buffer> {
  const letters = await sharp({
    text: {
      text: `<span foreground="white">${burnedIn}</span>`,
      font: 'Roboto',
      fontfile: require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'),
      dpi: 120,
      rgba: true,
    },
  })
    .png()
    .toBuffer()
  const pixels = await sharp({ create: { width: size, height: size, channels: 3, background: '#141414' } })
    .composite([{ input: letters, top: 10, left: 14 }])
    .greyscale()
    .raw()
    .toBuffer()
  const studyUid = `1.2.826.0.1.3680043.10.1455.${Date.now()}`
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
    SOPInstanceUID: `${studyUid}.2.1`,
    StudyInstanceUID: studyUid,
    SeriesInstanceUID: `${studyUid}.2`,
    ...{ PatientName: 'VU^A DE', PatientID: 'MN26-004417', PatientBirthDate: '19650312', PatientSex: 'M' },
    ...{ OtherPatientIDs: '011065004417', ReferringPhysicianName: 'QUANG^THI DIEP', StudyDescription: 'VU^A DE' },
    ...{ StudyDate: '20261101', StudyTime: '101112', ContentDate: '20261101', Modality: 'US', InstanceNumber: '1' },
    RequestAttributesSequence: [{ RequestedProcedureDescription: 'VU^A DE', RequestedProcedureID: 'MN26-004417' }],
    ...{ Rows: size, Columns: size, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', PixelData: Uint8Array.from(pixels).buffer },
    _vrMap: { PixelData: 'OB' },
  }
  return Buffer.from(dcmjs.data.datasetToDict(dataset).write())
}

/** The text that can be read in the pixels of a file, as dcmtk draws it. */
export async function readText(file: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-read-'))
  const finder = await TextFinder.open()
  try {
    writeFileSync(join(folder, 'a.dcm'), file)
    execFileSync('dcmj2pnm', ['+on', '+Wm', join(folder, 'a.dcm'), join(folder, 'a.png')])
    return await finder.read(readFileSync(join(folder, 'a.png')))
  } finally {
    await finder.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
