import { grantAccess } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { ConsultRow } from './find-consult.ts'

/** How long those who are called may see the record and images of the case. */
export const sightMs = 24 * 60 * 60 * 1000

type Called = { personId: string; from: Date }

/** Lets people take part and see the record, each from the moment at which they are rung. */
export async function letIn(
  tx: Tx,
  actor: Actor,
  consult: Pick<ConsultRow, 'id' | 'patient_id'>,
  called: readonly Called[],
): Promise<void> {
  if (called.length === 0) return
  const participants = tx
    .insertInto('consults.participant')
    .values(
      called.map(({ personId, from }) => ({
        consult_id: consult.id,
        person_id: personId,
        reason: 'paged',
        since: from,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['consult_id', 'person_id'])
        .doUpdateSet((on) => ({ since: on.ref('excluded.since'), withdrawn_at: null })),
    )
    .execute()
  const grants = grantAccess(
    tx,
    actor,
    called.map(({ personId, from }) => ({
      patientId: consult.patient_id,
      personId,
      consultId: consult.id,
      basis: 'emergency-19-1-a' as const,
      startsAt: from,
      endsAt: new Date(from.getTime() + sightMs),
    })),
  )
  await Promise.all([participants, grants])
}
