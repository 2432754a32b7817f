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

const ladderMs = 250
const deliverMs = 250
const lookAgainMs = 1_000

/** Events after which somebody may have to be rung at once. */
const ringsSomebody = new Set(['consult-requested', 'consult-rang', 'consult-resumed', 'consult-passed'])

/** Events after which somebody may no longer be waited for. */
const endsWaiting = new Set(['consult-accepted', 'consult-passed', 'consult-cancelled', 'consult-concluded'])

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
    const doubtful = hints
      .filter((hint) => hint.topic.startsWith('consult/') && endsWaiting.has(hint.type))
      .map((hint) => hint.topic.slice('consult/'.length))
    if (doubtful.length > 0) for (const lane of lanes) lane.doubt(doubtful)
  })
  return async () => {
    await ladder.stop()
    await Promise.all(lanes.map(async (lane) => await lane.stop()))
    closeChannels(channels)
  }
}

type Lane = Repeated & { doubt(consultIds: readonly string[]): void }

/** Sends through one channel at its own pace: one that does not answer holds up no other. */
function startLane(house: House, post: Post, kind: OutsideChannel): Lane {
  const lane = new DeliveryLane(house, post, kind, () => taking.soon())
  const taking = every(deliverMs, house.log, `deliver-${kind}`, async () => {
    while (await lane.take());
  })
  let doubtful = new Set<string>()
  const looking = every(lookAgainMs, house.log, `look-again-${kind}`, async () => {
    const consultIds = doubtful
    doubtful = new Set()
    await lane.lookAgain(consultIds)
  })
  return {
    soon: taking.soon,
    doubt: (consultIds) => {
      for (const consultId of consultIds) doubtful.add(consultId)
      looking.soon()
    },
    stop: async () => {
      await Promise.all([taking.stop(), looking.stop()])
      await lane.settle()
    },
  }
}
