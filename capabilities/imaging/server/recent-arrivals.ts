import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'

const recentMs = 12 * 60 * 60 * 1000

/** What a study's arrival tells: when it was taken and when it came. */
export type Arrival = {
  studyId: string
  patientId: string
  modality: string
  startedAt: string | null
  arrivedAt: string
}

/** The studies of a patient that arrived in the last twelve hours, oldest first. */
export const recentArrivals = async (tx: Tx, actor: Actor, patientId: string): Promise<Arrival[]> =>
  await arrivalsSince(tx, patientId, new Date(actor.now.getTime() - recentMs))

/** The studies in a patient's record that arrived since a moment, oldest first. */
export async function arrivalsSince(tx: Tx, patientId: string, since: Date): Promise<Arrival[]> {
  const rows = await tx
    .selectFrom('imaging.study')
    .select(['id', 'modality', 'started_at', 'first_arrived_at'])
    .where('patient_id', '=', patientId)
    .where('first_arrived_at', '>=', since)
    .orderBy('first_arrived_at')
    .execute()
  return rows.map((row) => ({
    studyId: row.id,
    patientId,
    modality: row.modality,
    startedAt: row.started_at?.toISOString() ?? null,
    arrivedAt: row.first_arrived_at.toISOString(),
  }))
}

/** The modalities of all studies of some patients, by patient. */
export async function modalitiesOf(tx: Tx, patientIds: readonly string[]): Promise<Map<string, string[]>> {
  if (patientIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('imaging.study')
    .select(['patient_id', 'modality'])
    .where('patient_id', 'in', patientIds)
    .execute()
  const byPatient = new Map<string, string[]>()
  for (const row of rows) {
    if (row.patient_id) byPatient.set(row.patient_id, [...(byPatient.get(row.patient_id) ?? []), row.modality])
  }
  return byPatient
}
