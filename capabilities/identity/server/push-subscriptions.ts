import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/push.ts'

/** Which push services may be called: names of hosts, `*.` before a name for all below it. */
export type PushHosts = readonly string[]

/** True when a subscription's address is one of a push service that the installation knows; others could be anything inside. */
export function isKnownPushService(endpoint: string, hosts: PushHosts): boolean {
  const { host, hostname, protocol, username } = new URL(endpoint)
  if (username !== '') return false
  return hosts.some((known) => {
    if (known.startsWith('http://')) return protocol === 'http:' && known === `http://${host}`
    if (protocol !== 'https:') return false
    return known.startsWith('*.') ? hostname.endsWith(known.slice(1)) : hostname === known
  })
}

/**
 * Saves how this browser is rung; a browser belongs to the person who subscribed last. It is known by its endpoint, which
 * nobody else knows: the id of a device is read by everybody who takes a turn at it.
 */
export async function savePushSubscription(
  tx: Tx,
  actor: Actor,
  { hosts, input }: { hosts: PushHosts; input: ParsedOf<typeof contract.savePushSubscription> },
): Promise<typeof ok> {
  if (!isKnownPushService(input.endpoint, hosts)) throw new Problem(422, 'push-service-unknown')
  await tx
    .deleteFrom('identity.push_subscription')
    .where((on) =>
      on.or([
        on('endpoint', '=', input.endpoint),
        on.and([on('person_id', '=', actor.personId), on('device_id', '=', input.deviceId)]),
      ]),
    )
    .execute()
  await tx
    .insertInto('identity.push_subscription')
    .values({
      person_id: actor.personId,
      device_id: input.deviceId,
      label: input.label,
      endpoint: input.endpoint,
      p256dh: input.p256dh,
      auth: input.auth,
      created_at: actor.now,
    })
    .execute()
  return ok
}

/** This browser no longer rings for the caller. */
export async function removePushSubscription(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.removePushSubscription>,
): Promise<typeof ok> {
  await tx
    .deleteFrom('identity.push_subscription')
    .where('person_id', '=', actor.personId)
    .where('device_id', '=', input.deviceId)
    .execute()
  return ok
}

/** The screens and browsers of the caller. */
export async function listMyRingDevices(tx: Tx, actor: Actor): Promise<OutputOf<typeof contract.listMyRingDevices>> {
  const person = await tx
    .selectFrom('identity.person')
    .select('phone')
    .where('id', '=', actor.personId)
    .executeTakeFirst()
  const screens = await tx
    .selectFrom('identity.ring_device')
    .select(['device_id', 'label', 'is_armed', 'at'])
    .where('person_id', '=', actor.personId)
    .execute()
  const pushes = await tx
    .selectFrom('identity.push_subscription')
    .select(['device_id', 'label', 'created_at'])
    .where('person_id', '=', actor.personId)
    .where('gone_at', 'is', null)
    .execute()
  const known = new Map(screens.map((row) => [row.device_id, { label: row.label, isArmed: row.is_armed, at: row.at }]))
  for (const row of pushes) {
    if (!known.has(row.device_id)) known.set(row.device_id, { label: row.label, isArmed: false, at: row.created_at })
  }
  return {
    phone: person?.phone ?? null,
    devices: [...known].map(([deviceId, { label, isArmed, at }]) => ({
      deviceId: deviceId as Id<'device'>,
      label,
      isArmed,
      hasPush: pushes.some((row) => row.device_id === deviceId),
      seenAt: toInstant(at),
    })),
  }
}
