import { facilityNames } from '#capabilities/network/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import type * as contract from '../contract/device.ts'
import { deviceTokenHash } from './device-token.ts'
import { personBriefOf } from './person-row.ts'
import { maxWrongPins } from './sign-in-by-pin.ts'

type Shared = OutputOf<typeof contract.getSharedDevice>

const notShared: Shared = { facilityName: null, people: [] }

/** Who may come back at this browser; nobody where it is not a shared computer. */
export async function getSharedDevice(call: OutsideCall): Promise<Shared> {
  const tokenHash = deviceTokenHash(call)
  if (!tokenHash) return notShared
  const { now } = call.actor
  return await inTransaction(
    call.house,
    systemActor('shared-device', now),
    async (tx) => {
      const device = await tx
        .selectFrom('identity.shared_device')
        .select(['id', 'facility_id'])
        .where('token_hash', '=', tokenHash)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (!device) return notShared
      const rows = await tx
        .selectFrom('identity.device_person as e')
        .innerJoin('identity.person as p', 'p.id', 'e.person_id')
        .select(['p.id', 'p.full_name', 'p.title', 'p.pin_hash', 'e.wrong_pins'])
        .where('e.device_id', '=', device.id)
        .where('e.enabled_until', '>', now)
        .where('p.disabled_at', 'is', null)
        .orderBy('p.full_name')
        .execute()
      const names = await facilityNames(tx, [device.facility_id], now)
      return {
        facilityName: names.get(device.facility_id)?.name ?? '',
        people: rows.map((row) => ({
          person: personBriefOf(row),
          returnBy: !row.pin_hash ? 'no-pin' : row.wrong_pins >= maxWrongPins ? 'pin-locked' : 'pin',
        })),
      }
    },
    'read',
  )
}
