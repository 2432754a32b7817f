import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'

/** Notes whether a screen of the caller can ring. */
export async function armDevice(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.armDevice>): Promise<typeof ok> {
  await tx
    .insertInto('identity.ring_device')
    .values({
      person_id: actor.personId,
      device_id: input.deviceId,
      label: input.label,
      is_armed: input.isArmed,
      at: actor.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'device_id'])
        .doUpdateSet({ is_armed: input.isArmed, label: input.label, at: actor.now }),
    )
    .execute()
  return ok
}
