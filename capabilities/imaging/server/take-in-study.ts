import { patientsByIdentifier } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { studyWaiting } from '../contract.ts'
import { sayArrived } from './match-study.ts'

/** What is known of a study that the archive has. */
export type ArrivedStudy = {
  archiveId: string
  studyUid: string
  aet: string
  modality: string
  description: string
  sentPatientId: string
  sentPatientName: string
  sentBirthDate: string
  sentSex: string
  /** Specific Character Set as sent, empty when it was left out. */
  sentCharset: string
  /** True when the texts are the best reading of bytes that fit no declared set. */
  isTextDoubtful: boolean
  startedAt: Date | null
  firstArrivedAt: Date
  series: number
  instances: number
  isComplete: boolean
}

/**
 * Writes a study that came to the archive, or what has come of it since. Its patient is the one to whom the sender's
 * facility gave the identifier sent; when nobody or more than one bears it, the study waits for a person.
 */
export async function takeInStudy(tx: Tx, actor: Actor, study: ArrivedStudy): Promise<void> {
  const known = await tx
    .selectFrom('imaging.study')
    .selectAll()
    .where('study_uid', '=', study.studyUid)
    .executeTakeFirst()
  if (!known) return await insertStudy(tx, actor, study)
  // the archive keeps one study twice when two patients are named in it: the other one is not what this row counts
  if (known.archive_id !== study.archiveId) return
  // what we wrote beside the images ourselves is counted already: the study has not begun to arrive again
  const isSame = known.instance_count === study.instances && (known.is_complete || !study.isComplete)
  if (isSame) return
  const changed = await tx
    .updateTable('imaging.study')
    .set({
      series_count: study.series,
      instance_count: study.instances,
      is_complete: study.isComplete,
      last_arrived_at: actor.now,
      ...(known.started_at ? {} : { started_at: study.startedAt }),
      ...(known.modality ? {} : { modality: study.modality }),
    })
    .where('id', '=', known.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await sayArrived(tx, actor, changed)
}

async function insertStudy(tx: Tx, actor: Actor, study: ArrivedStudy): Promise<void> {
  const facilityId = await facilityOf(tx, study.aet)
  const patientId = facilityId ? await onlyPatient(tx, facilityId, study.sentPatientId) : null
  const row = await tx
    .insertInto('imaging.study')
    .values({
      ...columnsOf(study, actor.now),
      patient_id: patientId,
      facility_id: facilityId,
      source: study.aet ? 'c-store' : 'upload',
      ...(patientId ? { matched_by: 'identifier', matched_at: actor.now } : {}),
    })
    .onConflict((conflict) => conflict.column('study_uid').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) return
  if (row.patient_id) return await sayArrived(tx, actor, row)
  if (facilityId) await emit(tx, actor, studyWaiting, { studyId: row.id, facilityId })
}

/** The columns of a new row that tell what came. */
export const columnsOf = (study: ArrivedStudy, now: Date) => ({
  id: newId(),
  study_uid: study.studyUid,
  archive_id: study.archiveId,
  modality: study.modality,
  description: study.description,
  sent_patient_id: study.sentPatientId,
  sent_patient_name: study.sentPatientName,
  sent_birth_date: study.sentBirthDate,
  sent_sex: study.sentSex,
  sent_charset: study.sentCharset,
  is_text_doubtful: study.isTextDoubtful,
  started_at: study.startedAt,
  first_arrived_at: study.firstArrivedAt,
  last_arrived_at: now,
  series_count: study.series,
  instance_count: study.instances,
  is_complete: study.isComplete,
})

/** The facility of a scanner by its AE title, or null. */
export async function facilityOf(tx: Tx, aet: string): Promise<string | null> {
  if (!aet) return null
  const row = await tx.selectFrom('imaging.sender').select('facility_id').where('aet', '=', aet).executeTakeFirst()
  return row?.facility_id ?? null
}

async function onlyPatient(tx: Tx, facilityId: string, identifier: string): Promise<string | null> {
  if (!identifier.trim()) return null
  const patients = await patientsByIdentifier(tx, facilityId, identifier)
  return patients.length === 1 ? (patients[0] ?? null) : null
}
