import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { DutyShift } from '../contract.ts'
import { dutiesNow } from './duty-row.ts'

/** Who is on duty at a facility now. */
export const getDutyNow = async (tx: Tx, actor: Actor, input: { facilityId: string }): Promise<DutyShift[]> =>
  await dutiesNow(tx, { facilityId: input.facilityId, now: actor.now })
