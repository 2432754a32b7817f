import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { OutsideChannel } from '#platform/server/channels/open-channels.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/ladder.ts'
import { consultsPermissions } from '../contract.ts'
import { findLadder } from './find-ladder.ts'

/** The ladder that holds at a facility, for those who work there. */
export async function getLadder(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; channels: readonly OutsideChannel[] },
): Promise<OutputOf<typeof contract.getLadder>> {
  if (!holds(actor, consultsPermissions['ladder.read'], input.facilityId)) throw notFound()
  const { version, document, setAt } = await findLadder(tx, input.facilityId)
  return { version, document, setAt: toInstantOrNull(setAt), channels: ['app', ...input.channels] }
}
