import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound } from '#platform/server/problem.ts'
import { type makeEdgeCode as contract, edgeCodeHours, edgePermissions } from '../../contract/edges.ts'
import { edgeCodeHash, newEdgeCode } from './edge-code.ts'

const hourMs = 60 * 60 * 1000

/** Makes a code that lets one gateway of the facility in, once, within a day. */
export async function makeEdgeCode(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; label: string },
): Promise<OutputOf<typeof contract>> {
  if (!holds(actor, edgePermissions['edge.manage'], input.facilityId)) throw notFound()
  const code = newEdgeCode()
  const expiresAt = new Date(actor.now.getTime() + edgeCodeHours * hourMs)
  await tx
    .insertInto('imaging.edge_code')
    .values({
      id: newId(),
      facility_id: input.facilityId,
      label: input.label,
      code_hash: edgeCodeHash(code),
      made_by: actor.personId,
      made_at: actor.now,
      expires_at: expiresAt,
    })
    .execute()
  return { code, expiresAt: toInstant(expiresAt) }
}
