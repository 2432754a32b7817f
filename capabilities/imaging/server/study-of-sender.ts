import { patientsByIdentifier } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { studyWaiting } from '../contract.ts'
import { sayArrived } from './match-study.ts'
import type { StudyRow } from './study-row.ts'
import { type ArrivedStudy, columnsOf } from './take-in-study.ts'

/**
 * The study to which an object belongs that a facility's gateway sent; made when it is new. Null when the study is
 * another facility's: a UID alone opens nobody's study.
 */
export async function studyOfSender(
  tx: Tx,
  actor: Actor,
  study: ArrivedStudy,
  facilityId: string,
): Promise<StudyRow | null> {
  const known = await rowOf(tx, study.studyUid)
  if (known?.facility_id) return known.facility_id === facilityId ? known : null
  if (known && !isClaimable(known)) return null
  const patients = study.sentPatientId.trim() ? await patientsByIdentifier(tx, facilityId, study.sentPatientId) : []
  const patientId = patients.length === 1 ? (patients[0] ?? null) : null
  const whose = {
    facility_id: facilityId,
    source: 'edge',
    patient_id: patientId,
    ...(patientId ? { matched_by: 'identifier', matched_at: actor.now } : {}),
  }
  // the watcher of the archive may have seen it first, without knowing whose it is
  const row = known
    ? await tx
        .updateTable('imaging.study')
        .set(whose)
        .where('id', '=', known.id)
        .where('facility_id', 'is', null)
        .where('patient_id', 'is', null)
        .returningAll()
        .executeTakeFirst()
    : await tx
        .insertInto('imaging.study')
        .values({ ...columnsOf(study, actor.now), ...whose })
        .onConflict((conflict) => conflict.column('study_uid').doNothing())
        .returningAll()
        .executeTakeFirst()
  if (!row) return await studyOfSender(tx, actor, study, facilityId)
  if (row.patient_id) await sayArrived(tx, actor, row)
  else await emit(tx, actor, studyWaiting, { studyId: row.id, facilityId })
  return row
}

/**
 * Whether a study is nobody's yet and did not come by DICOM: the watcher of the archive saw what a gateway has just given it.
 * What came from a scanner that is not known yet is not claimed by who knows its UID.
 */
export const isClaimable = (study: {
  facility_id: string | null
  patient_id: string | null
  source: string
}): boolean => !study.facility_id && !study.patient_id && study.source === 'upload'

const rowOf = async (tx: Tx, studyUid: string): Promise<StudyRow | undefined> =>
  await tx.selectFrom('imaging.study').selectAll().where('study_uid', '=', studyUid).executeTakeFirst()
