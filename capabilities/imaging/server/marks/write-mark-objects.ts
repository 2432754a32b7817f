import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { archiveOriginal } from '../archive-original.ts'
import type { Orthanc } from '../orthanc.ts'
import { fileOf, newUid } from './dicom-object.ts'
import { objectsOfStudy, type WantedObject } from './objects-of-study.ts'

type Writer = { house: House; orthanc: Orthanc }
type Study = { id: string; studyUid: string; archiveId: string; patientId: string | null }
type Written = {
  sopUid: string
  seriesUid: string
  writtenAt: Date
  predecessor: { sopUid: string; seriesUid: string } | null
}

/**
 * Writes what is marked on a study as DICOM objects beside its images: what says the same stays, what says otherwise is
 * stored anew under a UID of its own and the one before leaves the archive. The images are never touched. A second run
 * changes nothing; one that broke off is made good by the next.
 */
export async function writeMarkObjects({ house, orthanc }: Writer, { studyId }: { studyId: string }): Promise<void> {
  const actor = systemActor('write-marks', house.clock.now())
  const study = await inTransaction(house, actor, async (tx) => await studyOf(tx, studyId), 'read')
  if (!study) return
  const wanted = await inTransaction(house, actor, async (tx) => await objectsOfStudy(tx, study, actor.now), 'read')
  await inTransaction(house, actor, async (tx) => await dropUnwanted(tx, study.id, wanted, actor.now))
  for (const each of wanted) {
    const written = await inTransaction(house, actor, async (tx) => await beginObject(tx, study.id, each, actor.now))
    if (written) await store({ house, orthanc }, study, each, written)
  }
  await clearReplaced({ house, orthanc }, study)
}

async function studyOf(tx: Tx, studyId: string): Promise<Study | undefined> {
  return await tx
    .selectFrom('imaging.study')
    .select(['id', 'study_uid as studyUid', 'archive_id as archiveId', 'patient_id as patientId'])
    .where('id', '=', studyId)
    .executeTakeFirst()
}

const current = (tx: Tx, studyId: string) =>
  tx.selectFrom('imaging.mark_object').selectAll().where('study_id', '=', studyId).where('replaced_at', 'is', null)

async function dropUnwanted(tx: Tx, studyId: string, wanted: readonly WantedObject[], now: Date): Promise<void> {
  const keys = new Set(wanted.map((each) => `${each.kind} ${each.part}`))
  const stale = (await current(tx, studyId).execute()).filter((row) => !keys.has(`${row.kind} ${row.part}`))
  if (stale.length === 0) return
  await tx
    .updateTable('imaging.mark_object')
    .set({ replaced_at: now })
    .where(
      'sop_uid',
      'in',
      stale.map((row) => row.sop_uid),
    )
    .execute()
}

/** Which object is to be stored; null when the one that is there says the same already. */
async function beginObject(tx: Tx, studyId: string, wanted: WantedObject, now: Date): Promise<Written | null> {
  const { kind, part, digest } = wanted
  const before = await tx
    .selectFrom('imaging.mark_object')
    .selectAll()
    .where('study_id', '=', studyId)
    .where('kind', '=', kind)
    .where('part', '=', part)
    .orderBy('written_at', 'desc')
    .execute()
  const [newest] = before
  const isCurrent = newest !== undefined && newest.replaced_at === null && newest.content_sha256 === digest
  if (isCurrent && newest.archive_id) return null
  const last = before.find((row) => row.archive_id !== null)
  const predecessor = last ? { sopUid: last.sop_uid, seriesUid: last.series_uid } : null
  if (isCurrent)
    return { sopUid: newest.sop_uid, seriesUid: newest.series_uid, writtenAt: newest.written_at, predecessor }
  if (newest && newest.replaced_at === null)
    await tx
      .updateTable('imaging.mark_object')
      .set({ replaced_at: now })
      .where('sop_uid', '=', newest.sop_uid)
      .execute()
  // each report and each state is a series of its own, since it may be of another person and another moment
  const written = { sopUid: newUid(), seriesUid: newest?.series_uid ?? newUid(), writtenAt: now, predecessor }
  await tx
    .insertInto('imaging.mark_object')
    .values({
      ...{ sop_uid: written.sopUid, series_uid: written.seriesUid, study_id: studyId, kind, part },
      ...{ content_sha256: digest, written_at: now },
    })
    .execute()
  return written
}

async function store({ house, orthanc }: Writer, study: Study, wanted: WantedObject, written: Written): Promise<void> {
  const { predecessor, ...facts } = written
  const actor = systemActor('write-marks', house.clock.now())
  const file = fileOf(wanted.datasetOf(facts, predecessor))
  // counted before it is there, so that the watcher of the archive finds nothing that it did not know
  const before = await orthanc.count(study.archiveId)
  await setCount(house, study.id, { series: before.series, instances: before.instances + 1 })
  const stored = await archiveOriginal(orthanc, file, { studyUid: study.studyUid, ...facts })
  if (stored && stored.ParentStudy !== study.archiveId) {
    await orthanc.remove(stored.ID)
    throw new Error('the archive put what was marked into another study')
  }
  if (!stored) throw new Error('the archive did not keep what was marked')
  await inTransaction(house, actor, async (tx) => {
    await tx
      .updateTable('imaging.mark_object')
      .set({ archive_id: stored.ID })
      .where('sop_uid', '=', facts.sopUid)
      .execute()
  })
}

async function setCount(house: House, studyId: string, count: { series: number; instances: number }): Promise<void> {
  const actor = systemActor('write-marks', house.clock.now())
  await inTransaction(house, actor, async (tx) => {
    await tx
      .updateTable('imaging.study')
      .set({ series_count: count.series, instance_count: count.instances })
      .where('id', '=', studyId)
      .execute()
  })
}

/** Takes the objects whose place was taken out of the archive, and off the list of what it has. */
async function clearReplaced({ house, orthanc }: Writer, study: Study): Promise<void> {
  const actor = systemActor('write-marks', house.clock.now())
  const gone = await inTransaction(
    house,
    actor,
    async (tx) =>
      await tx
        .selectFrom('imaging.mark_object')
        .select('sop_uid')
        .where('study_id', '=', study.id)
        .where('replaced_at', 'is not', null)
        .where('gone_at', 'is', null)
        .execute(),
    'read',
  )
  for (const { sop_uid: sopUid } of gone) {
    for (const id of await orthanc.instancesWith(sopUid)) await orthanc.remove(id)
    await inTransaction(house, actor, async (tx) => {
      await tx.deleteFrom('imaging.instance').where('sop_uid', '=', sopUid).execute()
      await tx.updateTable('imaging.mark_object').set({ gone_at: actor.now }).where('sop_uid', '=', sopUid).execute()
    })
  }
  await setCount(house, study.id, await orthanc.count(study.archiveId))
}
