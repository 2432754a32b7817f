import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/device.ts'
import { isSimplePin } from '../contract/device.ts'
import type { Auth } from './auth.ts'
import { hashPin } from './pin.ts'
import { provePassword } from './prove-password.ts'

type Parts = { auth: Auth; secret: string }

/** Sets the PIN of the caller. The password is asked, so that an open screen is not enough to plant one. */
export async function setPin(
  { auth, secret }: Parts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.setPin>,
): Promise<typeof ok> {
  if (isSimplePin(input.pin)) throw new Problem(422, 'pin-too-simple')
  await provePassword(auth, call, input.password)
  const { house, actor } = call
  const pinHash = await hashPin({ secret, personId: actor.personId, pin: input.pin })
  await inTransaction(
    house,
    actor,
    async (tx) =>
      await tx
        .updateTable('identity.person')
        .set({ pin_hash: pinHash, pin_set_at: actor.now })
        .where('id', '=', actor.personId)
        .execute(),
  )
  return ok
}
