import { identifiersOf, isTreatedAt } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { imagingPermissions, type Study, studyArrived } from '../contract.ts'
import { findStudy, type StudyRow, studyOf } from './study-row.ts'

/** A person says whose study it is; the patient must be treated at the facility that sent it. */
export async function matchStudy(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.matchStudy>): Promise<Study> {
  const study = await findStudy(tx, { studyId: input.studyId })
  noteAccess(tx, { patientId: input.patientId, purpose: 'match-study' })
  if (!study.facility_id || !(await isTreatedAt(tx, input.patientId, study.facility_id))) throw notFound()
  if (!holds(actor, imagingPermissions['study.match'], study.facility_id)) throw notFound()
  if (study.patient_id) throw new Problem(409, 'study-already-matched')
  const matched = await tx
    .updateTable('imaging.study')
    .set({ patient_id: input.patientId, matched_by: 'person', matched_at: actor.now, match_person_id: actor.personId })
    .where('id', '=', study.id)
    .where('patient_id', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!matched) throw new Problem(409, 'study-already-matched')
  await sayArrived(tx, actor, matched)
  return studyOf(matched)
}

/**
 * After an emergency was asked: matches waiting studies of the patient's facilities that bear an identifier of theirs. A
 * study that was taken out of a record has misled an identifier once; from then on people match it.
 */
export async function matchWaiting(tx: Tx, actor: Actor, patientId: string): Promise<number> {
  let count = 0
  for (const { facilityId, value } of await identifiersOf(tx, patientId)) {
    const rows = await tx
      .updateTable('imaging.study')
      .set({ patient_id: patientId, matched_by: 'identifier', matched_at: actor.now })
      .where('facility_id', '=', facilityId)
      .where('sent_patient_id', '=', value)
      .where('patient_id', 'is', null)
      .where('removed_at', 'is', null)
      .where((on) =>
        on.not(
          on.exists(
            on.selectFrom('imaging.match').select('imaging.match.id').whereRef('study_id', '=', 'imaging.study.id'),
          ),
        ),
      )
      .returningAll()
      .execute()
    for (const row of rows) await sayArrived(tx, actor, row)
    count += rows.length
  }
  return count
}

/** Says that a study of a known patient arrived, with when it was taken and when it came. */
export async function sayArrived(tx: Tx, actor: Actor, row: StudyRow): Promise<void> {
  if (!row.patient_id) return
  await emit(tx, actor, studyArrived, {
    studyId: row.id,
    patientId: row.patient_id,
    modality: row.modality,
    startedAt: row.started_at?.toISOString() ?? null,
    arrivedAt: row.first_arrived_at.toISOString(),
  })
}
