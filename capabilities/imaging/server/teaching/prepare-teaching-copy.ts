import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { type Box, teachingCopyChanged } from '../../contract/teaching.ts'
import { Unreadable } from '../../pixels/index.ts'
import { type DicomTags, tagNumber, tagText } from '../dicom-tags.ts'
import type { Orthanc } from '../orthanc.ts'
import { joined, type TextFinder } from './burned-in.ts'
import { type Bare, bareOf, fileOf, type RemovalReport } from './deidentify.ts'
import { greyOf } from './grey-of.ts'
import type { HubKey, TeachingSource } from './hub-key.ts'
import type { TeachingFiles } from './teaching-files.ts'

/** What is needed to make copies. */
export type TeachingMaker = { house: House; orthanc: Pick<Orthanc, 'file'>; key: HubKey; files: TeachingFiles }

type Found = { id: string; position: number; series: number; bare: Bare; boxes: Box[] }
type Original = { archiveId: string; series: number }

// of a long cine as many frames are read as a person would wait for; such images are looked at by a person in any case
const mostFramesRead = 24
const none: RemovalReport = { kept: 0, removed: [], private: 0, uids: 0, dates: 0 }

/** Makes the images of a copy and holds them for review. Can be run again. */
export async function prepareTeachingCopy(
  maker: TeachingMaker,
  finder: TextFinder,
  { copyId }: { copyId: string },
): Promise<void> {
  const { house, orthanc, key, files } = maker
  const actor = systemActor('prepare-teaching-copy', house.clock.now())
  const copy = await inTransaction(house, actor, async (tx) => await preparing(tx, copyId), 'read')
  if (!copy) return
  const source = key.open(copy.source)
  const originals = await inTransaction(house, actor, async (tx) => await originalsOf(tx, source), 'read')
  await files.clear(copyId)
  const images: Found[] = []
  let [unreadable, report] = [0, none]
  for (const [index, original] of originals.entries()) {
    const file = await orthanc.file(original.archiveId)
    const bare = file && (await bareOf(file, key, source.patientId).catch(orUnreadable))
    if (!bare) {
      unreadable += 1
      continue
    }
    const image = {
      id: newId(),
      position: index + 1,
      series: original.series,
      bare,
      boxes: await boxesIn(bare, finder),
    }
    await files.write(copyId, image.id, 'held', fileOf(bare, false))
    report = sumOf(report, bare.report)
    // the frames lie in the file now; a long series does not stay in memory
    images.push({ ...image, bare: { ...bare, frames: bare.frames.map(() => Buffer.alloc(0)) } })
  }
  await inTransaction(house, actor, async (tx) => {
    const held = await tx
      .updateTable('imaging.teaching_copy')
      .set({ state: images.length > 0 ? 'held' : 'failed', unreadable, removal: JSON.stringify(report) })
      .where('id', '=', copyId)
      .where('state', '=', 'preparing')
      .returning('made_by')
      .executeTakeFirst()
    if (!held) return
    if (images.length > 0)
      await tx
        .insertInto('imaging.teaching_image')
        .values(images.map((each) => rowOf(copyId, each)))
        .execute()
    await emit(tx, actor, teachingCopyChanged, { copyId, personId: held.made_by })
  })
}

const preparing = async (tx: Tx, copyId: string) =>
  await tx
    .selectFrom('imaging.teaching_copy')
    .select(['source', 'made_by'])
    .where('id', '=', copyId)
    .where('state', '=', 'preparing')
    .executeTakeFirst()

/** The objects of the chosen series in their order; none when the study has left the record of the patient meanwhile. */
async function originalsOf(tx: Tx, source: TeachingSource): Promise<Original[]> {
  const rows = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.study as study', 'study.id', 'instance.study_id')
    .select(['instance.archive_id', 'instance.series_id', 'instance.tags'])
    .where('study.id', '=', source.studyId)
    .where('study.patient_id', '=', source.patientId)
    .where('instance.series_id', 'in', source.series)
    .execute()
  return rows
    .map((row) => ({
      archiveId: row.archive_id,
      series: source.series.indexOf(row.series_id ?? '') + 1,
      // our own intake alone writes it
      number: tagNumber(row.tags as DicomTags, '00200013') ?? 0,
    }))
    .toSorted((one, other) => one.series - other.series || one.number - other.number)
}

function orUnreadable(error: unknown): null {
  if (error instanceof Unreadable) return null
  throw error
}

async function boxesIn(bare: Bare, finder: TextFinder): Promise<Box[]> {
  const step = Math.max(1, Math.ceil(bare.frames.length / mostFramesRead))
  const boxes: Box[] = []
  for (let index = 0; index < bare.frames.length; index += step) {
    const samples = bare.frames[index]
    if (!samples) continue
    const { columns, rows } = bare
    boxes.push(...(await finder.find({ bytes: await greyOf(samples, bare, bare.tags), columns, rows })))
  }
  return joined(boxes)
}

const rowOf = (copyId: string, { id, position, series, bare, boxes }: Found) => ({
  ...{ id, copy_id: copyId, position, series },
  ...{ modality: tagText(bare.tags, '00080060'), columns: bare.columns, rows: bare.rows, frames: bare.frames.length },
  held: [...bare.held, ...(boxes.length > 0 ? ['text-found'] : [])],
  found: JSON.stringify(boxes),
})

const sumOf = (one: RemovalReport, other: RemovalReport): RemovalReport => ({
  kept: one.kept + other.kept,
  removed: [...new Set([...one.removed, ...other.removed])].toSorted((left, right) => (left < right ? -1 : 1)),
  private: one.private + other.private,
  uids: one.uids + other.uids,
  dates: one.dates + other.dates,
})
