import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dcmjs from 'dcmjs'
import sharp from 'sharp'

/** The size of the synthetic tissue, and what is where in it. */
export const tissue = {
  width: 4864,
  height: 3328,
  glass: [240, 230, 240],
  parts: [
    { left: 512, top: 512, width: 1024, height: 1024, color: [192, 64, 128] },
    { left: 3000, top: 2000, width: 900, height: 700, color: [64, 64, 160] },
    { left: 4600, top: 3100, width: 264, height: 228, color: [32, 128, 64] },
  ],
} as const

/** The color of the tissue at a point. */
export const colorAt = (x: number, y: number): readonly number[] =>
  tissue.parts.find(({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height)
    ?.color ?? tissue.glass

const rgb = (color: readonly number[]): string => `rgb(${color.join(',')})`
const drawing = (width: number, height: number, inside: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`)

const wholeSlide = { PatientID: 'MN26-004417', PatientName: 'VU^A DE', SeriesNumber: '1', ContainerIdentifier: 'S1' }

type Sent = { folder: string; studyUid: string; role: string; showsLabel: 'YES' | 'NO' }

/** The dataset that the importer is given beside a picture. */
function datasetFile({ folder, studyUid, role, showsLabel }: Sent): string {
  const file = join(folder, `${role}.json`)
  const uids = { StudyInstanceUID: studyUid, SeriesInstanceUID: `${studyUid}.1`, StudyDescription: 'Sinh thiet gan' }
  const said = { ImageType: `DERIVED\\PRIMARY\\${role}\\NONE`, SpecimenLabelInImage: showsLabel }
  writeFileSync(file, JSON.stringify({ ...wholeSlide, ...uids, ...said }))
  return file
}

function dicomize(sent: Sent, input: string, more: readonly string[]): string[] {
  const out = join(sent.folder, sent.role.toLowerCase())
  mkdirSync(out)
  execFileSync('OrthancWSIDicomizer', [input, '--dataset', datasetFile(sent), '--folder', out, ...more], {
    stdio: 'ignore',
  })
  return readdirSync(out).map((name) => join(out, name))
}

/** A whole slide as the importer makes it of a pyramid in TIFF: its levels, an overview, and a label with a name on it. */
export async function slideFiles(folder: string, studyUid: string): Promise<{ levels: string[]; others: string[] }> {
  const { width, height, glass, parts } = tissue
  const boxes = parts
    .map(
      (each) =>
        `<rect x="${each.left}" y="${each.top}" width="${each.width}" height="${each.height}" fill="${rgb(each.color)}"/>`,
    )
    .join('')
  const sheet = sharp(drawing(width, height, `<rect width="100%" height="100%" fill="${rgb(glass)}"/>${boxes}`))
  const tiff = join(folder, 'tissue.tif')
  const tiles = { tile: true, tileWidth: 256, tileHeight: 256, pyramid: true } as const
  await sheet
    .removeAlpha()
    .tiff({ ...tiles, compression: 'jpeg', quality: 92 })
    .toFile(tiff)
  // the importer gives the width for the height: half a micrometre a pixel in both directions
  const size = ['--imaged-width', String((height * 0.5) / 1000), '--imaged-height', String((width * 0.5) / 1000)]
  const levels = dicomize({ folder, studyUid, role: 'VOLUME', showsLabel: 'NO' }, tiff, size)
  const small = async (name: string, inside: string): Promise<string> => {
    const file = join(folder, `${name}.png`)
    await sharp(drawing(240, 240, inside))
      .removeAlpha()
      .png()
      .toFile(file)
    return file
  }
  const one = ['--levels', '1', '--tile-width', '256', '--tile-height', '256', '--compression', 'jpeg']
  const label = await small(
    'label',
    '<rect width="100%" height="100%" fill="#ffffe0"/><text x="20" y="120" font-size="30">VU A DE</text>',
  )
  const macro = await small('macro', '<rect width="100%" height="100%" fill="#e0e0ff"/>')
  return {
    levels,
    others: [
      ...dicomize({ folder, studyUid, role: 'LABEL', showsLabel: 'YES' }, label, one),
      ...dicomize({ folder, studyUid, role: 'OVERVIEW', showsLabel: 'NO' }, macro, one),
    ],
  }
}

const root = '1.2.826.0.1.3680043.10.1455'
const patient = {
  PatientID: 'MN26-004417',
  PatientName: 'VU^A DE',
  PatientSex: 'M',
  StudyDate: '20261120',
  StudyTime: '080000',
}

type Made = { studyUid: string; sopClass: string; modality: string }

function write(file: string, { studyUid, sopClass, modality }: Made, more: object): string {
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    ...{ SOPClassUID: sopClass, SOPInstanceUID: `${studyUid}.1.1`, StudyInstanceUID: studyUid },
    ...{ SeriesInstanceUID: `${studyUid}.1`, SeriesNumber: '1', InstanceNumber: '1', Modality: modality },
    ...patient,
    ...more,
  }
  writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
  return file
}

/** A document of one empty page. */
export const emptyPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/MediaBox[0 0 200 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** The UID of a new study. */
export const newStudyUid = (place: number): string => `${root}.${Date.now()}.${place}`

/** What the ECG says of lead I: a spike of a millivolt at each half second, and a slow rise. */
export const ecg = {
  leads: ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
  frequency: 500,
  samples: 5000,
}
/** The sample of a lead as it is written: of 2.5 µV each. */
export const ecgSample = (lead: number, at: number): number =>
  at % 250 === 100 ? 400 : Math.round(40 * Math.sin((at * (lead + 1)) / 120))

/** A twelve-lead ECG of ten seconds. */
export function ecgFile(folder: string, studyUid: string): string {
  const { leads, frequency, samples } = ecg
  const data = new Int16Array(leads.length * samples)
  for (let at = 0; at < samples; at += 1)
    for (let lead = 0; lead < leads.length; lead += 1) data[at * leads.length + lead] = ecgSample(lead, at)
  const microvolt = { CodeValue: 'uV', CodingSchemeDesignator: 'UCUM', CodeMeaning: 'microvolt' }
  const group = {
    ...{ WaveformOriginality: 'ORIGINAL', NumberOfWaveformChannels: leads.length, NumberOfWaveformSamples: samples },
    ...{ SamplingFrequency: String(frequency), MultiplexGroupLabel: 'RHYTHM' },
    ChannelDefinitionSequence: leads.map((lead, index) => ({
      ...{
        WaveformChannelNumber: String(index + 1),
        ChannelSourceSequence: [{ CodeValue: '2:1', CodingSchemeDesignator: 'SCPECG', CodeMeaning: `Lead ${lead}` }],
      },
      ...{ ChannelSensitivity: '2.5', ChannelSensitivityUnitsSequence: [microvolt] },
      ...{
        ChannelSensitivityCorrectionFactor: '1',
        ChannelBaseline: '0',
        ChannelSampleSkew: '0',
        WaveformBitsStored: 16,
      },
    })),
    ...{ WaveformBitsAllocated: 16, WaveformSampleInterpretation: 'SS', WaveformData: data.buffer },
    _vrMap: { WaveformData: 'OW' },
  }
  const made = { studyUid, sopClass: '1.2.840.10008.5.1.4.1.1.9.1.1', modality: 'ECG' }
  return write(join(folder, 'ecg.dcm'), made, { StudyDescription: 'Dien tim', WaveformSequence: [group] })
}

/** A PDF as dcmtk encapsulates it. */
export function pdfFile(folder: string, studyUid: string, pdf: Buffer): string {
  const [from, to] = [join(folder, 'letter.pdf'), join(folder, 'letter.dcm')]
  writeFileSync(from, pdf)
  const keys = ['0010,0020=MN26-004417', '0010,0010=VU^A DE', `0020,000d=${studyUid}`, `0020,000e=${studyUid}.1`]
  execFileSync('pdf2dcm', [...keys.flatMap((key) => ['-k', key]), '+t', 'Ket qua sinh thiet', from, to])
  return to
}

/** A photograph of skin as a camera sends it: JPEG of which DICOM alone says that it is red, green and blue. */
export function photographFile(folder: string, studyUid: string, color: readonly number[]): string {
  const [columns, rows] = [320, 240]
  const pixels = new Uint8Array(columns * rows * 3).map((_, index) => color[index % 3] ?? 0)
  const made = { studyUid, sopClass: '1.2.840.10008.5.1.4.1.1.77.1.4', modality: 'XC' }
  const plain = write(join(folder, 'skin-plain.dcm'), made, {
    ...{ StudyDescription: 'Anh da', Rows: rows, Columns: columns, BitsAllocated: 8, BitsStored: 8, HighBit: 7 },
    ...{ PixelRepresentation: 0, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration: 0 },
    ...{ PixelData: pixels.buffer, _vrMap: { PixelData: 'OB' } },
  })
  const file = join(folder, 'skin.dcm')
  execFileSync('dcmcjpeg', ['+eb', '+cr', '+q', '95', plain, file])
  return file
}
