import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type removeMark as contract, marksChanged } from '../../contract/marks.ts'
import { treatsHere } from '../shares/make-share.ts'
import { markingFacility } from './mark-row.ts'
import { writeMarksJob } from './marks-job.ts'

/** True for who made it, and for doctors of a hospital that treats the patient. */
export async function mayTakeAway(tx: Tx, actor: Actor, of: { madeBy: string; patientId: string }): Promise<boolean> {
  return of.madeBy === actor.personId || (await treatsHere(tx, actor, of.patientId, ['doctor']))
}

/** Takes a mark away: the reason is its last version, the others stay as they were. */
export async function removeMark(tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<typeof ok> {
  const newest = await tx
    .selectFrom('imaging.mark')
    .selectAll()
    .where('mark_id', '=', input.markId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) throw notFound()
  const { patient_id: patientId, study_id: studyId } = newest
  noteAccess(tx, { patientId, purpose: 'mark-images' })
  if (!(await mayTakeAway(tx, actor, { madeBy: newest.made_by, patientId }))) throw new Problem(403, 'mark-of-another')
  if (newest.version !== input.version || newest.removed_reason !== null) throw new Problem(409, 'mark-changed')
  const written = await tx
    .insertInto('imaging.mark')
    .values({
      ...newest,
      ...{ id: newId(), version: newest.version + 1, removed_reason: input.reason.normalize('NFC') },
      ...{ points: JSON.stringify(newest.points), measure: JSON.stringify(newest.measure) },
      aspects: newest.aspects && JSON.stringify(newest.aspects),
      ...{ made_by: actor.personId, facility_id: await markingFacility(tx, actor, patientId), made_at: actor.now },
    })
    .onConflict((conflict) => conflict.columns(['mark_id', 'version']).doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'mark-changed')
  await emit(tx, actor, marksChanged, { studyId, patientId })
  enqueue(tx, writeMarksJob, { studyId })
  return ok
}
