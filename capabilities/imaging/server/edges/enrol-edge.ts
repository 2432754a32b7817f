import { facilityNames } from '#capabilities/network/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { systemActor } from '#platform/server/actor.ts'
import { verifyCall } from '#platform/server/device-signature.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { type enrolEdge as contract, edgeChanged, hubTimeHeader } from '../../contract/edges.ts'
import { edgeCodeHash } from './edge-code.ts'
import { signedCallOf } from './who-calls.ts'

/** Lets a new gateway in by its code, which is used up by it, and remembers its public key. */
export async function enrolEdge(
  call: OutsideCall,
  input: ParsedOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { now } = call.actor
  void call.reply.header(hubTimeHeader, String(now.getTime()))
  const publicKey = Buffer.from(input.publicKey, 'base64url')
  const proof = verifyCall(
    call.request.headers.authorization,
    publicKey,
    signedCallOf(call.request, 'json'),
    now.getTime(),
  )
  if (proof === 'wrong-time') throw new Problem(401, 'edge-clock-wrong')
  if (proof === 'wrong') throw new Problem(401, 'edge-signature-wrong')
  const actor = systemActor('enrol-edge', now)
  return await inTransaction(call.house, actor, async (tx) => {
    const code = await tx
      .selectFrom('imaging.edge_code')
      .select(['id', 'facility_id', 'label'])
      .where('code_hash', '=', edgeCodeHash(input.code))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      // of two that show the same code, one waits here and then finds it used
      .forUpdate()
      .executeTakeFirst()
    if (!code) throw new Problem(404, 'edge-code-unknown')
    const edgeId: Id<'edge'> = newId()
    await tx
      .insertInto('imaging.edge')
      .values({
        ...{ id: edgeId, facility_id: code.facility_id, label: code.label, public_key: publicKey },
        ...{ enrolled_at: now, version: input.version },
      })
      .execute()
    await tx.updateTable('imaging.edge_code').set({ used_at: now, edge_id: edgeId }).where('id', '=', code.id).execute()
    await emit(tx, actor, edgeChanged, { edgeId, facilityId: code.facility_id })
    const names = await facilityNames(tx, [code.facility_id], now)
    return {
      edgeId,
      facilityId: code.facility_id as Id<'facility'>,
      facilityName: names.get(code.facility_id)?.name ?? '',
      hubAt: toInstant(now),
    }
  })
}
