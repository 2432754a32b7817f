import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { type ArchiveUnderTest, openArchive } from '../archive-under-test.ts'
import { FrameFiles } from '../frame-files.ts'
import { indexArchive } from '../index-archive.ts'
import { arrangeMatching, type MatchUnderTest } from '../match-under-test.ts'
import { PixelPool } from '../pixel-pool.ts'
import { takeInStudy } from '../take-in-study.ts'
import { describeStudy } from '../watch-archive.ts'
import type { MarkDesk } from './marked-frames.ts'

type Dcmjs = { data: { datasetToDict(dataset: object): { write(): ArrayBuffer } } }
// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs

/** Side of the images of the test, in pixels. */
export const side = 64

/** An archive with frames beside it, a hospital with a patient, a doctor there, and an expert elsewhere with a grant. */
export type MarksUnderTest = MatchUnderTest & {
  archive: ArchiveUnderTest
  desk: MarkDesk
  doctor: string
  patientId: Id<'patient'>
  mrn: string
  close: () => Promise<void>
}

/** Arranges an archive, and a patient with a doctor and an expert. */
export async function arrangeMarks(world: World): Promise<MarksUnderTest> {
  const here = await arrangeMatching(world)
  const archive = await openArchive()
  const pool = new PixelPool(1)
  const mrn = `MN-${newId()}`
  const patientId = await here.register({ mrn })
  await here.grant(patientId)
  return {
    ...here,
    ...{ archive, mrn, patientId, desk: { files: new FrameFiles(join(archive.folder, 'frames')), pool } },
    doctor: await world.person(here.facilityId, 'doctor'),
    close: async () => {
      await pool.close()
      await archive.close()
    },
  }
}

/** What may be otherwise in the images of a study. */
export type Sent = { modality?: string; spacing?: [string, string] | null; name?: string; frames?: number }

/** A study of two images comes, of which 100 units are in a square from 10 to 20 and 0 elsewhere; its id and theirs. */
export async function sendStudy(world: World, here: MarksUnderTest, sent: Sent = {}) {
  const studyUid = `2.25.${BigInt(`0x${newId().replaceAll('-', '')}`)}`
  const files = [1, 2].map((number) => imageFile(studyUid, number, here.mrn, sent))
  return await sendFiles(world, here, studyUid, files)
}

/** The files of a study of the patient come; its id and those of its objects in the order of their UIDs. */
export async function sendFiles(world: World, here: MarksUnderTest, studyUid: string, files: readonly Buffer[]) {
  let archiveId = ''
  for (const file of files) archiveId = (await here.archive.orthanc.store(file)).ParentStudy
  const arrived = await describeStudy(here.archive.orthanc, archiveId, world.clock.now())
  const [sender] = await world.sql('select aet from imaging.sender where facility_id = $1', [here.facilityId])
  if (!arrived) throw new Error('the study is not there')
  await world.asSystem(async (tx, actor) => {
    await takeInStudy(tx, actor, {
      ...arrived,
      aet: String(sender?.['aet']),
      sentPatientId: here.mrn,
      isComplete: true,
    })
  })
  await index(world, here)
  const rows = await world.sql(
    `select i.id, i.study_id from imaging.instance i join imaging.study s on s.id = i.study_id
     where s.study_uid = $1 order by i.sop_uid`,
    [studyUid],
  )
  const instances = rows.map((row) => String(row['id']) as Id<'instance'>)
  return { studyId: String(rows[0]?.['study_id']) as Id<'study'>, studyUid, archiveId, instances }
}

/** Makes frames of what lies in the archive. */
export async function index(world: World, { archive, desk }: MarksUnderTest): Promise<void> {
  await indexArchive({ house: world.house, orthanc: archive.orthanc, ...desk })
}

function imageFile(studyUid: string, number: number, mrn: string, sent: Sent): Buffer {
  const { modality = 'CT', spacing = ['0.5', '0.25'], name = 'VU^A DE' } = sent
  const pixels = Int16Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)]
    return x >= 10 && x < 20 && y >= 10 && y < 20 ? 1124 : 1024
  })
  const dataset = {
    _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
    ...{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', SOPInstanceUID: `${studyUid.slice(0, 50)}.9.${number}` },
    ...{ StudyInstanceUID: studyUid, SeriesInstanceUID: `${studyUid.slice(0, 50)}.8`, Modality: modality },
    ...{ PatientID: mrn, PatientName: name, PatientSex: 'M', StudyDate: '20261122', StudyTime: '120000' },
    ...{ SeriesDescription: 'Não', InstanceNumber: String(number), ImagePositionPatient: [0, 0, number * 5] },
    ...{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ...(spacing ? { PixelSpacing: spacing } : {}) },
    ...{ Rows: side, Columns: side, BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 1 },
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', RescaleSlope: '1', RescaleIntercept: '-1024' },
    ...{ WindowCenter: '40', WindowWidth: '80', PixelData: pixels.buffer, _vrMap: { PixelData: 'OW' } },
  }
  return Buffer.from(dcmjs.data.datasetToDict(dataset).write())
}

/** The files of a kind that lie in a study, as the archive gives them. */
export async function filesOf(
  { archive }: MarksUnderTest,
  archiveId: string,
  modality: 'SR' | 'PR',
): Promise<Buffer[]> {
  const files = await Promise.all(
    (await archive.orthanc.instancesOf(archiveId)).map(async (id) => await archive.orthanc.file(id)),
  )
  return files.flatMap((file) => (file?.includes(`CS\u0002\u0000${modality}`) ? [file] : []))
}

/** What a tool of dcmtk, which is not ours, says of a file. */
export function dcmtk({ archive }: MarksUnderTest, file: Buffer, tool: string, ...options: string[]): string {
  const path = join(archive.folder, `${newId()}.dcm`)
  writeFileSync(path, file)
  const { stdout, stderr, error } = spawnSync(tool, [...options, path], { maxBuffer: 16 * 1024 * 1024 })
  if (error) throw error
  return `${stdout.toString()}${stderr.toString()}`
}
