import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { Problem } from '#platform/server/problem.ts'
import { type unmatchStudy as contract, studyUnmatched } from '../contract/matching.ts'
import { imagingPermissions, studyWaiting } from '../contract.ts'
import { writeMarksJob } from './marks/marks-job.ts'
import { findStudy } from './study-row.ts'
import { recheckTeachingCopiesJob } from './teaching/make-teaching-copy.ts'

/**
 * Takes a study out of the record of a patient whose it is not: the match stays as a row with who undid it and why, the
 * study waits at the facility that sent it, and whoever saw it in the record hears of it.
 */
export async function unmatchStudy(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const study = await findStudy(tx, { studyId: input.studyId })
  noteAccess(tx, { patientId: input.patientId, purpose: 'unmatch-study' })
  const { id, facility_id: facilityId } = study
  if (!facilityId || !holds(actor, imagingPermissions['study.match'], facilityId))
    throw new Problem(403, 'not-your-facility')
  const undone = await tx
    .updateTable('imaging.match')
    .set({
      undone_at: actor.now,
      undone_by: actor.personId,
      undone_reason: input.reason,
      modality: study.modality,
      started_at: study.started_at,
      instance_count: study.instance_count,
    })
    .where('study_id', '=', id)
    .where('patient_id', '=', input.patientId)
    .where('undone_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!undone) throw new Problem(409, 'study-already-unmatched')
  await tx
    .updateTable('imaging.study')
    .set({ patient_id: null, matched_by: null, matched_at: null, match_person_id: null })
    .where('id', '=', id)
    .execute()
  const { patientId, reason } = input
  const openings = await tx
    .selectFrom('imaging.opening')
    .select('person_id')
    .where('match_id', '=', undone.id)
    .execute()
  await emit(tx, actor, studyUnmatched, {
    ...{ studyId: id, patientId, facilityId, reason, modality: study.modality },
    startedAt: study.started_at?.toISOString() ?? null,
    openedBy: openings.map((each) => each.person_id),
  })
  enqueue(tx, recheckTeachingCopiesJob, { studyId: id, patientId })
  enqueue(tx, writeMarksJob, { studyId: id })
  await emit(tx, actor, studyWaiting, { studyId: id, facilityId })
  return { matchId: undone.id as Id<'match'> }
}
