import { climbLadders, DeliveryLane, type Post, planDeliveries } from '#capabilities/consults/server/index.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { PostgresAnnouncer } from '#platform/server/announcer.ts'
import {
  closeChannels,
  type OutsideChannel,
  openChannels,
  outsideChannels,
} from '#platform/server/channels/open-channels.ts'
import type { Config } from '#platform/server/config.ts'
import { every, type Repeated } from '#platform/server/every.ts'
import { type House, inTransaction } from '#platform/server/house.ts'

const ladderMs = 500
const deliverMs = 250

/** Events after which somebody may have to be rung at once. */
const ringsSomebody = new Set(['consult-requested', 'consult-rang', 'consult-resumed', 'consult-passed'])

/** Climbs the ladders and sends what is due, at the pace of a clock and at once when something happened. Returns how to stop it. */
export function startRinging(house: House, config: Config, announcer: PostgresAnnouncer): () => Promise<void> {
  const channels = openChannels(config)
  const post = { channels, publicUrl: config.PUBLIC_URL }
  // each channel at its own pace: one that does not answer holds up no other
  const lanes = outsideChannels.map((kind) => startLane(house, post, kind))
  const ladder = every(ladderMs, house.log, 'climb-ladders', async () => {
    const actor = systemActor('climb-ladders', house.clock.now())
    // what leaves the house goes first: open screens know by themselves that their moment has come
    for (let planned = 1; planned > 0; ) {
      planned = await inTransaction(house, actor, async (tx) => await planDeliveries(tx, actor))
      if (planned > 0) for (const lane of lanes) lane.soon()
    }
    const { rang } = await inTransaction(house, actor, async (tx) => await climbLadders(tx, actor))
    if (rang > 0) ladder.soon()
  })
  announcer.hear((hints) => {
    if (hints.some((hint) => ringsSomebody.has(hint.type))) ladder.soon()
  })
  return async () => {
    await ladder.stop()
    await Promise.all(lanes.map(async (lane) => await lane.stop()))
    closeChannels(channels)
  }
}

/** Sends through one channel at its own pace: one that does not answer holds up no other. */
function startLane(house: House, post: Post, kind: OutsideChannel): Repeated {
  const lane = new DeliveryLane(house, post, kind, () => taking.soon())
  const taking = every(deliverMs, house.log, `deliver-${kind}`, async () => {
    while (await lane.take());
  })
  return {
    soon: taking.soon,
    stop: async () => {
      await taking.stop()
      await lane.settle()
    },
  }
}
