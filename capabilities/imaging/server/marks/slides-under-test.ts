import { createRequire } from 'node:module'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { type MarksUnderTest, sendFiles } from './marks-under-test.ts'

type Dcmjs = { data: { datasetToDict(dataset: object): { write(): ArrayBuffer } } }
// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs

const tile = 32

/** The finest level of the slide of the test: its size, and the quarter of it that is red, of glass that is white. */
export const slide = { columns: 128, rows: 96, red: { left: 64, top: 0, width: 64, height: 48 } } as const

const isRed = (x: number, y: number): boolean => x >= slide.red.left && y < slide.red.height

type Sent = { spacing?: [string, string] | null; flavor?: string; showsLabel?: string }

/** One level of a slide as an uncompressed full grid; `times` smaller than the finest. */
function levelFile(studyUid: string, mrn: string, times: number, sent: Sent): Buffer {
  const [columns, rows] = [slide.columns / times, slide.rows / times]
  const [across, down] = [Math.ceil(columns / tile), Math.ceil(rows / tile)]
  const pixels = new Uint8Array(across * down * tile * tile * 3)
  for (let at = 0; at < across * down * tile * tile; at += 1) {
    const [cell, within] = [Math.floor(at / (tile * tile)), at % (tile * tile)]
    const x = ((cell % across) * tile + (within % tile)) * times
    const y = (Math.floor(cell / across) * tile + Math.floor(within / tile)) * times
    pixels.set(isRed(x, y) ? [200, 30, 40] : [240, 240, 240], at * 3)
  }
  const { spacing = ['0.0005', '0.0005'], flavor = 'VOLUME', showsLabel = 'NO' } = sent
  const measures = spacing && { PixelSpacing: spacing.map((each) => String(Number(each) * times)) }
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    ...{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.77.1.6', Modality: 'SM' },
    ...{ SOPInstanceUID: `${studyUid.slice(0, 50)}.9.${times}${flavor === 'VOLUME' ? '' : '0'}` },
    ...{ StudyInstanceUID: studyUid, SeriesInstanceUID: `${studyUid.slice(0, 50)}.8`, SeriesDescription: 'Cắt lạnh' },
    ...{ PatientID: mrn, PatientName: 'VU^A DE', PatientSex: 'M', StudyDate: '20261122', StudyTime: '120000' },
    ...{ ImageType: ['DERIVED', 'PRIMARY', flavor, 'NONE'], SpecimenLabelInImage: showsLabel },
    ...{
      DimensionOrganizationType: 'TILED_FULL',
      NumberOfFrames: String(across * down),
      InstanceNumber: String(times),
    },
    ...{ TotalPixelMatrixColumns: columns, TotalPixelMatrixRows: rows, Rows: tile, Columns: tile },
    ...{ SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration: 0, PixelRepresentation: 0 },
    ...{ BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelData: pixels.buffer, _vrMap: { PixelData: 'OB' } },
    ...(measures ? { SharedFunctionalGroupsSequence: [{ PixelMeasuresSequence: [measures] }] } : {}),
  }
  return Buffer.from(dcmjs.data.datasetToDict(dataset).write())
}

/** A slide of two levels and a label comes; its study, and its objects by what they are. */
export async function sendSlide(world: World, here: MarksUnderTest, sent: Sent = {}) {
  const studyUid = `2.25.${BigInt(`0x${newId().replaceAll('-', '')}`)}`
  const files = [
    levelFile(studyUid, here.mrn, 1, sent),
    levelFile(studyUid, here.mrn, 4, sent),
    levelFile(studyUid, here.mrn, 2, { ...sent, flavor: 'LABEL', showsLabel: 'YES' }),
  ]
  const study = await sendFiles(world, here, studyUid, files)
  const rows = await world.sql(
    `select id, content->>'role' as role, (content->>'columns')::int as columns from imaging.instance where study_id = $1`,
    [study.studyId],
  )
  const idOf = (role: string, columns: number) =>
    String(rows.find((row) => row['role'] === role && row['columns'] === columns)?.['id'])
  return {
    ...study,
    base: idOf('volume', slide.columns),
    small: idOf('volume', slide.columns / 4),
    label: idOf('label', slide.columns / 2),
  }
}
