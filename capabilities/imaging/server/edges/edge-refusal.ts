import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { systemActor } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import { claimedKid } from '#platform/server/device-signature.ts'
import type { House } from '#platform/server/house.ts'

/** Leaves a row in the audit trail for a call of a gateway that was refused, under the name that it claimed. */
export async function noteEdgeRefusal(
  house: House,
  request: FastifyRequest,
  endpoint: string,
  problem: string,
): Promise<void> {
  const claimed = z.guid().safeParse(claimedKid(request.headers.authorization))
  const actor = systemActor(claimed.success ? `edge ${claimed.data}` : 'edge', house.clock.now())
  await writeAudit(house.db, actor, {
    ...{ endpoint, outcome: 'refused', problem, patientId: null, purpose: null, basis: null },
    requestId: request.id,
    source: request.ip,
  }).catch((fault: Error) => house.log.error({ fault: fault.message }, 'audit'))
}
