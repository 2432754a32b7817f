import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type * as contract from '../contract/device.ts'
import { sessionBegun } from '../contract/device.ts'
import type { Auth } from './auth.ts'
import { deviceTokenHash } from './device-token.ts'
import { isPin } from './pin.ts'
import { passCookies } from './sign-in.ts'

/** So many wrong PINs since the password, and only the password helps. */
export const maxWrongPins = 5

type Parts = { auth: Auth; secret: string }
type Enabled = { deviceId: string; pinHash: string; enabledUntil: Date; wrongPins: number }
type Who = { personId: string; tokenHash: Buffer; now: Date }

/**
 * Begins a session at a shared computer by PIN, until the end of the shift that the password began. The try is counted
 * before the PIN is looked at: of many at once no more than the limit get through.
 */
export async function signInByPin(
  { auth, secret }: Parts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.signInByPin>,
): Promise<typeof ok> {
  const { house } = call
  const { personId, pin } = input
  const tokenHash = deviceTokenHash(call)
  if (!tokenHash) throw new Problem(401, 'pin-not-here')
  const actor = { ...systemActor('sign-in-by-pin', call.actor.now), personId }
  const who = { personId, tokenHash, now: actor.now }
  const enabled = await inTransaction(house, actor, async (tx) => await takeTry(tx, who))
  if (!(await isPin({ secret, personId, pin }, enabled.pinHash))) {
    throw enabled.wrongPins < maxWrongPins ? new Problem(401, 'wrong-pin') : new Problem(429, 'pin-locked')
  }
  await inTransaction(house, actor, async (tx) => {
    await giveTryBack(tx, who, enabled)
    await emit(tx, actor, sessionBegun, { personId, by: 'pin', deviceId: enabled.deviceId })
  })
  const headers = headersOf(call.request)
  headers.delete('cookie')
  passCookies(call, await auth.beginSession(personId, enabled.enabledUntil, headers))
  return ok
}

async function takeTry(tx: Tx, { personId, tokenHash, now }: Who): Promise<Enabled> {
  const row = await tx
    .updateTable('identity.device_person as e')
    .from('identity.shared_device as d')
    .innerJoin('identity.person as p', (join) => join.on('p.id', '=', personId))
    .set({ wrong_pins: sql<number>`e.wrong_pins + 1` })
    .whereRef('d.id', '=', 'e.device_id')
    .where('d.token_hash', '=', tokenHash)
    .where('d.ended_at', 'is', null)
    .where('e.person_id', '=', personId)
    .where('e.enabled_until', '>', now)
    .where('e.wrong_pins', '<', maxWrongPins)
    .where('p.disabled_at', 'is', null)
    .where('p.pin_hash', 'is not', null)
    .returning(['e.device_id', 'e.enabled_until', 'e.wrong_pins', 'p.pin_hash'])
    .executeTakeFirst()
  if (row?.pin_hash) {
    return {
      deviceId: row.device_id,
      pinHash: row.pin_hash,
      enabledUntil: row.enabled_until,
      wrongPins: row.wrong_pins,
    }
  }
  const isLocked = await tx
    .selectFrom('identity.device_person as e')
    .innerJoin('identity.shared_device as d', 'd.id', 'e.device_id')
    .select('e.person_id')
    .where('d.token_hash', '=', tokenHash)
    .where('d.ended_at', 'is', null)
    .where('e.person_id', '=', personId)
    .where('e.enabled_until', '>', now)
    .where('e.wrong_pins', '>=', maxWrongPins)
    .executeTakeFirst()
  throw isLocked ? new Problem(429, 'pin-locked') : new Problem(401, 'pin-not-here')
}

/** A right PIN is no wrong one; and what was revoked while it was looked at stays revoked. */
async function giveTryBack(tx: Tx, who: Who, enabled: Enabled): Promise<void> {
  const still = await tx
    .updateTable('identity.device_person as e')
    .from('identity.shared_device as d')
    .innerJoin('identity.person as p', (join) => join.on('p.id', '=', who.personId))
    .set({ wrong_pins: sql<number>`e.wrong_pins - 1` })
    .whereRef('d.id', '=', 'e.device_id')
    .where('d.id', '=', enabled.deviceId)
    .where('d.ended_at', 'is', null)
    .where('e.person_id', '=', who.personId)
    .where('e.enabled_until', '=', enabled.enabledUntil)
    .where('p.pin_hash', '=', enabled.pinHash)
    .returning('e.person_id')
    .executeTakeFirst()
  if (!still) throw new Problem(401, 'pin-not-here')
}
