import { sql } from 'kysely'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import type { Study } from '../contract.ts'
import { keysOf, studyOf } from './study-row.ts'

/** The studies of a patient whom the caller may see, the one taken last first. */
export async function listStudies(tx: Tx, _actor: Actor, input: { patientId: string }): Promise<Study[]> {
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  if (!(await patientBriefs(tx, [input.patientId])).has(input.patientId)) throw notFound()
  const rows = await tx
    .selectFrom('imaging.study')
    .selectAll()
    .where('patient_id', '=', input.patientId)
    // a prior that was fetched later is not the newest; a scanner whose clock runs ahead is believed until its images came
    .orderBy(sql`least(coalesce(started_at, first_arrived_at), first_arrived_at)`, 'desc')
    .orderBy('first_arrived_at', 'desc')
    .execute()
  const keys = await keysOf(
    tx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => studyOf(row, keys.get(row.id)))
}

/** The studies of a facility that nobody could be told for; for those who take part in care there. */
export async function listWaitingStudies(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listWaitingStudies>> {
  if (!careFacilities(actor).includes(input.facilityId)) throw notFound()
  const rows = await tx
    .selectFrom('imaging.study')
    .selectAll()
    .where('facility_id', '=', input.facilityId)
    .where('patient_id', 'is', null)
    .orderBy('first_arrived_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    ...studyOf(row),
    sentPatientId: row.sent_patient_id,
    sentPatientName: row.sent_patient_name,
    sentBirthDate: row.sent_birth_date,
    sentSex: row.sent_sex,
    isTextDoubtful: row.is_text_doubtful,
  }))
}
