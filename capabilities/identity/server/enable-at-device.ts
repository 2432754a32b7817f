import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { sessionBegun } from '../contract/device.ts'
import { deviceLabel } from './device-label.ts'
import { deviceTokenHash, giveDeviceToken } from './device-token.ts'
import { heldNow } from './role-row.ts'

/** How long somebody who signed in by password may come back by PIN: one duty shift. */
export const enabledMs = 12 * 60 * 60 * 1000

type SignedIn = { personId: string; isShared: boolean }

/**
 * After a complete sign-in by password: says so, and lets the person come back by PIN when this browser is a shared
 * computer, or becomes one by this sign-in.
 */
export async function enableAtDevice(call: OutsideCall, { personId, isShared }: SignedIn): Promise<void> {
  const { house } = call
  const actor = { ...systemActor('sign-in', call.actor.now), personId }
  await inTransaction(house, actor, async (tx) => {
    const known = await findDevice(tx, deviceTokenHash(call))
    const deviceId = known ?? (isShared ? await markDevice(tx, call, personId) : null)
    if (deviceId) await enable(tx, deviceId, { personId, now: actor.now })
    await emit(tx, actor, sessionBegun, { personId, by: 'password', deviceId })
  })
}

/** The shared computer with this token, or null. */
export async function findDevice(tx: Tx, tokenHash: Buffer | null): Promise<string | null> {
  if (!tokenHash) return null
  const row = await tx
    .selectFrom('identity.shared_device')
    .select('id')
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** A computer belongs to the facility of whoever marks it; somebody without a role marks none. */
async function markDevice(tx: Tx, call: OutsideCall, personId: string): Promise<string | null> {
  const { now } = call.actor
  const role = await heldNow(tx, now)
    .select('facility_id')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst()
  if (!role) return null
  const id = newId()
  await tx
    .insertInto('identity.shared_device')
    .values({
      id,
      token_hash: giveDeviceToken(call),
      label: deviceLabel(call.request.headers['user-agent']),
      facility_id: role.facility_id,
      marked_by: personId,
      marked_at: now,
    })
    .execute()
  return id
}

async function enable(tx: Tx, deviceId: string, who: { personId: string; now: Date }): Promise<void> {
  const period = { enabled_at: who.now, enabled_until: new Date(who.now.getTime() + enabledMs), wrong_pins: 0 }
  await tx
    .insertInto('identity.device_person')
    .values({ device_id: deviceId, person_id: who.personId, ...period })
    .onConflict((conflict) => conflict.columns(['device_id', 'person_id']).doUpdateSet(period))
    .execute()
}
