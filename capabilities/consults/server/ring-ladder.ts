import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { RoutingReason } from '../contract/routing.ts'
import type { ConsultRow } from './find-consult.ts'
import { insertPages, type RungFor, ringsAt } from './insert-pages.ts'
import type { Rung } from './ladder.ts'
import { letIn } from './let-in.ts'

/** A decision of the routing: which hospital is called besides the first, for which call, why, and who decided if a person did. */
export type Called = Omit<RungFor, 'consultId'> & {
  why: 'backup' | 'rerouted' | 'called'
  reasons: readonly RoutingReason[]
  decidedBy: string | null
}

/**
 * Rings the ladder of a further hospital from now: the decision is kept with its reasons, and whoever is called sees the
 * record from the moment at which they are rung. Returns who rings at once.
 */
export async function ringLadder(
  tx: Tx,
  actor: Actor,
  consult: Pick<ConsultRow, 'id' | 'patient_id'>,
  { called, ladder, firstRung }: { called: Called; ladder: readonly Rung[]; firstRung?: number },
): Promise<string[]> {
  const { why, reasons, decidedBy, ...where } = called
  await tx
    .insertInto('consults.routing')
    .values({
      id: newId(),
      consult_id: consult.id,
      at: actor.now,
      facility_id: where.facilityId,
      why,
      reasons: JSON.stringify(reasons),
      decided_by: decidedBy,
    })
    .execute()
  const fresh = await insertPages(
    tx,
    actor,
    { ...where, consultId: consult.id },
    { ladder, ...(firstRung ? { firstRung } : {}) },
  )
  const people = ladder.filter((rung) => fresh.includes(rung.personId))
  await letIn(
    tx,
    actor,
    consult,
    people.map((rung) => ({ personId: rung.personId, from: ringsAt(actor, rung) })),
  )
  return people.filter((rung) => rung.afterMs === 0).map((rung) => rung.personId)
}
