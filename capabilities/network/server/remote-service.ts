import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type * as contract from '../contract/contracts.ts'
import { requireManager } from './contracts.ts'
import { dateOf } from './facility-row.ts'

/** Says that a facility of the caller has published remote care. */
export async function publishRemoteService(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.publishRemoteService>,
) {
  requireManager(actor, input.facilityId)
  await tx
    .insertInto('network.remote_service')
    .values({
      id: newId(),
      facility_id: input.facilityId,
      conditions: input.conditions,
      published_on: input.publishedOn,
      registered_by: actor.personId,
      registered_at: actor.now,
    })
    .execute()
  return ok
}

/** What a facility of the caller has published, the newest first. */
export async function listRemoteServices(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listRemoteServices>> {
  requireManager(actor, input.facilityId)
  const rows = await tx
    .selectFrom('network.remote_service')
    .select(['id', 'conditions', 'published_on', 'ended_on'])
    .where('facility_id', '=', input.facilityId)
    .orderBy('published_on', 'desc')
    .orderBy('registered_at', 'desc')
    .limit(20)
    .execute()
  const holds = await inForce(tx, input.facilityId, actor.now)
  return rows.map((row) => ({
    id: row.id as Id<'remote-service'>,
    conditions: row.conditions,
    publishedOn: row.published_on,
    endedOn: row.ended_on,
    isInForce: row.id === holds?.id,
  }))
}

/** The conditions for which a facility treats directly from afar, published before that moment; null when it published none. */
export async function publishedConditions(tx: Tx, facilityId: string, at: Date): Promise<string[] | null> {
  return (await inForce(tx, facilityId, at))?.conditions ?? null
}

/** The publication that holds on a day: of several the newest, of those of one day the last that was registered. */
async function inForce(
  tx: Tx,
  facilityId: string,
  at: Date,
): Promise<{ id: string; conditions: string[] } | undefined> {
  const today = dateOf(at)
  return await tx
    .selectFrom('network.remote_service')
    .select(['id', 'conditions'])
    .where('facility_id', '=', facilityId)
    .where('published_on', '<=', today)
    .where((on) => on.or([on('ended_on', 'is', null), on('ended_on', '>=', today)]))
    .orderBy('published_on', 'desc')
    .orderBy('registered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
