import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { consultAccepted } from '../contract.ts'

type Kind = typeof consultAccepted
type Named = { id: string; asking_facility_id: string; asked_by: string; accepted_by: string | null }

/** Says what happened to a consult: to its page, to the asking facility, to the two responsible people and some others. */
export async function say(
  by: { tx: Tx; actor: Actor },
  kind: Kind,
  consult: Named,
  others: readonly string[] = [],
): Promise<void> {
  const people = [...new Set([consult.asked_by, ...(consult.accepted_by ? [consult.accepted_by] : []), ...others])]
  await emit(by.tx, by.actor, kind, { consultId: consult.id, askingFacilityId: consult.asking_facility_id, people })
}

/** The subject under which pathways and the room know a consult. */
export const subjectOf = (consult: { id: string; patient_id: string }) => ({
  kind: 'consult',
  id: consult.id,
  patientId: consult.patient_id,
})
