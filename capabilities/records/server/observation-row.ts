import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { protectedMarker } from '../contract/protection.ts'
import type { Observation } from '../contract.ts'
import { shieldFor } from './shield.ts'

/** The newest value of each code that this reader may read; protected ones that are not unlocked are left out. */
export async function newestObservations(tx: Tx, patientId: string): Promise<Observation[]> {
  return (await shownObservations(tx, patientId)).filter((each) => !each.protection?.isMasked)
}

/** Which values of a patient this reader may not read, by code and moment, whichever version of them is protected. */
export async function maskedReadings(tx: Tx, patientId: string): Promise<{ code: string; effectiveAt: string }[]> {
  const rows = await tx
    .selectFrom('records.observation')
    .select(['id', 'code', 'effective_at'])
    .where('patient_id', '=', patientId)
    .where('id', 'in', (on) =>
      on
        .selectFrom('records.protection')
        .select('record_id')
        .where('patient_id', '=', patientId)
        .where('record_kind', '=', 'observation'),
    )
    .execute()
  if (rows.length === 0) return []
  const shield = await shieldFor(tx, patientId)
  return rows
    .filter((row) => shield.over('observation', row.id)?.isMasked)
    .map((row) => ({ code: row.code, effectiveAt: toInstant(row.effective_at) }))
}

/** The newest value of each code; replaced ones are left out, protected ones are there without their value. */
export async function shownObservations(tx: Tx, patientId: string): Promise<Observation[]> {
  const rows = await tx
    .selectFrom('records.observation as o')
    .selectAll('o')
    .distinctOn('o.code')
    .where('o.patient_id', '=', patientId)
    .where((on) =>
      on.not(
        on.exists(
          on.selectFrom('records.observation as newer').select('newer.id').whereRef('newer.replaces_id', '=', 'o.id'),
        ),
      ),
    )
    .orderBy('o.code')
    .orderBy('o.effective_at', 'desc')
    .orderBy('o.recorded_at', 'desc')
    .execute()
  const shield = await shieldFor(tx, patientId)
  const people = await personBriefs(
    tx,
    rows.map((row) => row.recorded_by),
  )
  return rows.flatMap((row) => {
    const recordedBy = people.get(row.recorded_by)
    if (!recordedBy) return []
    const protection = shield.over('observation', row.id)
    const isMasked = protection?.isMasked ?? false
    return [
      {
        id: row.id as Id<'observation'>,
        // only codes of the contract are ever written
        code: row.code as Observation['code'],
        valueNumber: isMasked || row.value_number === null ? null : Number(row.value_number),
        valueText: isMasked ? protectedMarker : row.value_text,
        unit: isMasked ? '' : row.unit,
        isEstimated: row.is_estimated,
        effectiveAt: toInstant(row.effective_at),
        recordedBy,
        protection,
      },
    ]
  })
}
