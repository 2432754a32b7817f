import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { isTreatedAt } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import { markPermissions, type SavedMark } from '../../contract/marks.ts'
import { findStudy } from '../study-row.ts'

/** The newest version of each mark of a study that was made of the patient whose the study is. */
export async function newestMarks(tx: Tx, { studyId, patientId }: { studyId: string; patientId: string }) {
  return await tx
    .selectFrom('imaging.mark as mark')
    .innerJoin('imaging.instance as instance', 'instance.id', 'mark.instance_id')
    .distinctOn('mark.mark_id')
    .selectAll('mark')
    .select(['instance.sop_uid', 'instance.series_id'])
    .where('mark.study_id', '=', studyId)
    .where('mark.patient_id', '=', patientId)
    .orderBy('mark.mark_id')
    .orderBy('mark.version', 'desc')
    .execute()
}

/** A version of a mark. */
export type MarkRow = Awaited<ReturnType<typeof newestMarks>>[number]

/** Versions of marks as screens show them, in the order in which they were made. */
export async function marksOf(tx: Tx, rows: readonly MarkRow[], now: Date): Promise<SavedMark[]> {
  const people = await personBriefs(
    tx,
    rows.map((row) => row.made_by),
  )
  const facilities = await facilityNames(
    tx,
    rows.flatMap((row) => row.facility_id ?? []),
    now,
  )
  return rows
    .toSorted((one, other) => one.made_at.getTime() - other.made_at.getTime() || (one.mark_id < other.mark_id ? -1 : 1))
    .map((row) => ({
      ...{ markId: row.mark_id as Id<'mark'>, version: row.version, frame: row.frame, text: row.text },
      ...{ instanceId: row.instance_id as Id<'instance'>, sopUid: row.sop_uid },
      // written by save-marks.ts as these, each parsed by the contract before
      kind: row.kind as SavedMark['kind'],
      points: row.points as unknown as SavedMark['points'],
      aspects: row.aspects as SavedMark['aspects'],
      measure: row.measure as unknown as SavedMark['measure'],
      by: people.get(row.made_by) ?? { id: row.made_by as Id<'person'>, fullName: '', title: '' },
      facilityName: (row.facility_id && facilities.get(row.facility_id)?.shortName) || '',
      at: toInstant(row.made_at),
      removedReason: row.removed_reason,
    }))
}

const removedShown = 30

/** What was marked on a study, with those that were taken away last. */
export async function listMarks(tx: Tx, actor: Actor, { studyId }: { studyId: string }): Promise<SavedMark[]> {
  const study = await findStudy(tx, { studyId })
  if (!study.patient_id) throw notFound()
  noteAccess(tx, { patientId: study.patient_id, purpose: 'images' })
  const rows = await newestMarks(tx, { studyId, patientId: study.patient_id })
  const removed = rows
    .filter((row) => row.removed_reason !== null)
    .toSorted((one, other) => other.made_at.getTime() - one.made_at.getTime())
    .slice(0, removedShown)
  return await marksOf(tx, [...rows.filter((row) => row.removed_reason === null), ...removed], actor.now)
}

/** For which hospital somebody marks: one that treats the patient before another. */
export async function markingFacility(tx: Tx, actor: Actor, patientId: string): Promise<string | null> {
  const mine = actor.roles
    .map((held) => held.facilityId)
    .filter((id) => holds(actor, markPermissions['study.mark'], id))
  for (const id of mine) if (await isTreatedAt(tx, patientId, id)) return id
  return mine[0] ?? null
}
