import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { deviceTokenHash, takeDeviceToken } from './device-token.ts'

/** Makes this browser one person's again; who is enabled there is no longer. */
export async function stopSharing(call: OutsideCall): Promise<typeof ok> {
  const tokenHash = deviceTokenHash(call)
  const { house, actor } = call
  if (tokenHash) {
    await inTransaction(
      house,
      systemActor('stop-sharing', actor.now),
      async (tx) =>
        await tx
          .updateTable('identity.shared_device')
          .set({ ended_at: actor.now, ended_by: actor.personId })
          .where('token_hash', '=', tokenHash)
          .where('ended_at', 'is', null)
          .execute(),
    )
  }
  takeDeviceToken(call)
  return ok
}
