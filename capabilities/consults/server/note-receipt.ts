import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/paging.ts'
import { consultUpdated } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

/** Notes what a device or a gateway says of one delivery; whoever does not know its token learns nothing. */
export async function noteReceipt(call: OutsideCall, input: ParsedOf<typeof contract.noteReceipt>): Promise<typeof ok> {
  const actor = systemActor('note-receipt', call.actor.now)
  return await inTransaction(call.house, actor, async (tx) => {
    const now = actor.now
    const noted = await tx
      .updateTable('consults.delivery')
      .set((on) =>
        input.state === 'failed'
          ? { failed_at: now, failure: 'not-delivered' }
          : {
              delivered_at: on.fn.coalesce('delivered_at', on.val(now)),
              ...(input.state === 'seen' ? { seen_at: on.fn.coalesce('seen_at', on.val(now)) } : {}),
            },
      )
      .where('id', '=', input.deliveryId)
      .where('receipt_token', '=', input.token)
      .where('channel', '<>', 'app')
      .returning('consult_id')
      .executeTakeFirst()
    if (!noted) throw notFound()
    await say({ tx, actor }, consultUpdated, await findConsult(tx, noted.consult_id))
    return ok
  })
}
