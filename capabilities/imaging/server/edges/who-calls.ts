import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { systemActor } from '#platform/server/actor.ts'
import {
  claimedKid,
  digestOf,
  type SignedCall,
  signatureSeconds,
  verifyCall,
} from '#platform/server/device-signature.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'

/** A gateway that has proven itself in this call, and the one facility that it acts for. */
export type CallingEdge = { edgeId: string; facilityId: string }

/** What tus headers say; they stand for the body in the signature of an upload. */
export const tusHeaders = ['upload-length', 'upload-offset', 'upload-metadata'] as const

/** What the signature of a call must cover besides method and path: its JSON body, or the headers of an upload. */
export function digestOfCall(request: Pick<FastifyRequest, 'body' | 'headers'>, kind: 'json' | 'tus'): string {
  if (kind === 'json') return digestOf(JSON.stringify(request.body ?? null))
  return digestOf(tusHeaders.map((name) => `${name}:${String(request.headers[name] ?? '')}`).join('\n'))
}

/** What a device signs of this call. */
export const signedCallOf = (request: FastifyRequest, kind: 'json' | 'tus'): SignedCall => ({
  method: request.method,
  path: request.url,
  digest: digestOfCall(request, kind),
})

/**
 * The gateway that makes this call. Refuses one that is unknown or revoked, a signature that does not fit, is old, or
 * was used before.
 */
export async function whoCalls(house: House, request: FastifyRequest, kind: 'json' | 'tus'): Promise<CallingEdge> {
  const now = house.clock.now()
  const { authorization } = request.headers
  const edgeId = z.guid().safeParse(claimedKid(authorization))
  if (!edgeId.success) throw new Problem(401, 'edge-unknown')
  return await inTransaction(house, systemActor('edge', now), async (tx) => {
    const edge = await tx
      .selectFrom('imaging.edge')
      .select(['id', 'facility_id', 'public_key'])
      .where('id', '=', edgeId.data)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (!edge) throw new Problem(401, 'edge-unknown')
    const verified = verifyCall(authorization, edge.public_key, signedCallOf(request, kind), now.getTime())
    if (verified === 'wrong-time') throw new Problem(401, 'edge-clock-wrong')
    if (verified === 'wrong') throw new Problem(401, 'edge-signature-wrong')
    const noted = await tx
      .insertInto('imaging.edge_nonce')
      .values({
        edge_id: edge.id,
        nonce: verified.nonce,
        expires_at: new Date(verified.at + 2 * signatureSeconds * 1000),
      })
      .onConflict((conflict) => conflict.columns(['edge_id', 'nonce']).doNothing())
      .returning('nonce')
      .executeTakeFirst()
    if (!noted) throw new Problem(401, 'edge-signature-wrong')
    return { edgeId: edge.id, facilityId: edge.facility_id }
  })
}

/** Forgets signatures that are too old to be believed anyway. */
export async function forgetOldCalls(house: House): Promise<void> {
  const now = house.clock.now()
  await inTransaction(house, systemActor('edge', now), async (tx) => {
    await tx.deleteFrom('imaging.edge_nonce').where('expires_at', '<', now).execute()
  })
}
