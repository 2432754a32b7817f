import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { deviceLabel } from './device-label.ts'

/** The open sessions of the caller, newest first. */
export async function listMySessions(tx: Tx, actor: Actor): Promise<OutputOf<typeof contract.listMySessions>> {
  const rows = await tx
    .selectFrom('identity.login_session')
    .select(['id', 'created_at', 'user_agent'])
    .where('user_id', '=', actor.personId)
    .where('expires_at', '>', actor.now)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: toInstant(row.created_at),
    device: deviceLabel(row.user_agent),
    isThis: row.id === actor.sessionId,
  }))
}
