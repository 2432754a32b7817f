import { isTreatedAt, patientsByIdentifier } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { studyWaiting } from '../contract.ts'
import { sayArrived } from './match-study.ts'
import type { StudyRow } from './study-row.ts'
import { type ArrivedStudy, columnsOf } from './take-in-study.ts'

/** For whom, where and by whom files were sent. */
export type UploadedFor = { patientId: string; facilityId: string; personId: string }

/** A study after an upload: in the record, or waiting because it bears somebody else's identifier. */
export type Attached = { id: string; isWaiting: boolean }

/**
 * True when an image may be stored: its study is new, or it is one of the patient's, or one that waits at the
 * facility. Otherwise the image would become part of somebody else's study.
 */
export async function mayJoinStudy(
  tx: Tx,
  image: { studyUid: string; patientId: string },
  to: UploadedFor,
): Promise<boolean> {
  const known = await rowOf(tx, image.studyUid)
  if (!known) return true
  if (known.sent_patient_id !== image.patientId) return false
  return known.patient_id ? known.patient_id === to.patientId : isOpenTo(known, to)
}

/**
 * Puts an uploaded study into the record of the patient who was chosen. When the identifier in the files is another
 * patient's at that facility it waits for a person instead. Null when the study is somebody else's.
 */
export async function attachUpload(
  tx: Tx,
  actor: Actor,
  study: ArrivedStudy,
  to: UploadedFor,
): Promise<Attached | null> {
  if (!(await isTreatedAt(tx, to.patientId, to.facilityId))) return null
  const bearers = await patientsByIdentifier(tx, to.facilityId, study.sentPatientId)
  const isWaiting = bearers.length > 0 && !bearers.includes(to.patientId)
  const matched = {
    patient_id: to.patientId,
    matched_by: 'upload',
    matched_at: actor.now,
    match_person_id: to.personId,
  } as const
  const inserted = await tx
    .insertInto('imaging.study')
    .values({
      ...columnsOf(study, actor.now),
      facility_id: to.facilityId,
      source: 'upload',
      ...(isWaiting ? {} : matched),
    })
    .onConflict((conflict) => conflict.column('study_uid').doNothing())
    .returningAll()
    .executeTakeFirst()
  const row = inserted ?? (await rowOf(tx, study.studyUid))
  if (!row) return null
  if (row.patient_id) {
    if (row.patient_id !== to.patientId) return null
    if (inserted) await sayArrived(tx, actor, row)
    return { id: row.id, isWaiting: false }
  }
  if (!isOpenTo(row, to)) return null
  if (isWaiting || (await wasTakenFrom(tx, row.id, to.patientId)))
    return await leaveWaiting(tx, actor, row, to.facilityId)
  const changed = await tx
    .updateTable('imaging.study')
    .set({ ...matched, facility_id: to.facilityId })
    .where('id', '=', row.id)
    .where('patient_id', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!changed) return null
  await sayArrived(tx, actor, changed)
  return { id: changed.id, isWaiting: false }
}

async function leaveWaiting(tx: Tx, actor: Actor, row: StudyRow, facilityId: string): Promise<Attached> {
  await tx
    .updateTable('imaging.study')
    .set({ facility_id: facilityId })
    .where('id', '=', row.id)
    .where('patient_id', 'is', null)
    .execute()
  await emit(tx, actor, studyWaiting, { studyId: row.id, facilityId })
  return { id: row.id, isWaiting: true }
}

/** True when the study was once taken out of the patient's record: putting it back is said by hand, not by sending it again. */
async function wasTakenFrom(tx: Tx, studyId: string, patientId: string): Promise<boolean> {
  const undone = await tx
    .selectFrom('imaging.match')
    .select('id')
    .where('study_id', '=', studyId)
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  return undone !== undefined
}

const isOpenTo = (row: StudyRow, to: UploadedFor): boolean =>
  row.patient_id === null && (row.facility_id === null || row.facility_id === to.facilityId)

const rowOf = async (tx: Tx, studyUid: string): Promise<StudyRow | undefined> =>
  await tx.selectFrom('imaging.study').selectAll().where('study_uid', '=', studyUid).executeTakeFirst()
