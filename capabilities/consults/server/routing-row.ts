import { z } from 'zod'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { type RoutingStep, routingReason } from '../contract/routing.ts'
import type { ConsultRow } from './find-consult.ts'

const reasonsIn = z.array(routingReason)

/** Every decision of the routing of a consult with its reasons, first to last. */
export async function routingOf(tx: Tx, actor: Actor, consult: ConsultRow): Promise<RoutingStep[]> {
  const rows = await tx
    .selectFrom('consults.routing')
    .selectAll()
    .where('consult_id', '=', consult.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const first = {
    at: consult.asked_at,
    why: 'first',
    facility_id: consult.first_facility_id,
    reasons: consult.routing_reasons,
    decided_by: null,
  }
  const steps = [first, ...rows].map((row) => ({ ...row, reasons: reasonsIn.parse(row.reasons) }))
  const named = steps.flatMap((step) => [
    step.facility_id,
    ...step.reasons.flatMap((reason) => ('facilityId' in reason ? [reason.facilityId] : [])),
  ])
  const names = await facilityNames(tx, named, actor.now)
  const people = await personBriefs(
    tx,
    steps.map((step) => step.decided_by),
  )
  return steps.map((step) => ({
    at: toInstant(step.at),
    // the table's CHECK and the line above allow exactly these words
    why: step.why as RoutingStep['why'],
    facilityName: names.get(step.facility_id)?.shortName ?? '',
    reasons: step.reasons.map((reason) => ({
      reason,
      facilityName: 'facilityId' in reason ? (names.get(reason.facilityId)?.shortName ?? '') : null,
    })),
    decidedBy: (step.decided_by && people.get(step.decided_by)) || null,
  }))
}
