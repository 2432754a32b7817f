import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/device.ts'
import { personBriefs } from './person-row.ts'

/** The shared computers of a facility, newest first, for its administrators. */
export async function listSharedDevices(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listSharedDevices>> {
  if (!holds(actor, ['administrator'], input.facilityId)) throw notFound()
  const devices = await tx
    .selectFrom('identity.shared_device')
    .select(['id', 'label', 'marked_by', 'marked_at'])
    .where('facility_id', '=', input.facilityId)
    .where('ended_at', 'is', null)
    .orderBy('marked_at', 'desc')
    .execute()
  const enabled = await tx
    .selectFrom('identity.device_person')
    .select(['device_id', 'person_id'])
    .where('enabled_until', '>', actor.now)
    .where('device_id', 'in', (on) =>
      on.selectFrom('identity.shared_device').select('id').where('facility_id', '=', input.facilityId),
    )
    .execute()
  const people = await personBriefs(tx, [
    ...devices.map((device) => device.marked_by),
    ...enabled.map((row) => row.person_id),
  ])
  return devices.map((device) => ({
    id: device.id as Id<'shared-device'>,
    label: device.label,
    markedBy: people.get(device.marked_by) ?? null,
    markedAt: toInstant(device.marked_at),
    people: enabled.filter((row) => row.device_id === device.id).flatMap((row) => people.get(row.person_id) ?? []),
  }))
}
