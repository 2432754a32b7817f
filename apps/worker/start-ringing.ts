import { climbLadders, deliverPages, planDeliveries } from '#capabilities/consults/server/index.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { PostgresAnnouncer } from '#platform/server/announcer.ts'
import { closeChannels, openChannels } from '#platform/server/channels/open-channels.ts'
import type { Config } from '#platform/server/config.ts'
import { every } from '#platform/server/every.ts'
import { type House, inTransaction } from '#platform/server/house.ts'

const ladderMs = 500
const deliverMs = 500
/** As many deliveries as one round takes at least when more may be waiting. */
const manyDeliveries = 20

/** Events after which somebody may have to be rung at once. */
const ringsSomebody = new Set(['consult-requested', 'consult-rang', 'consult-resumed', 'consult-passed'])

/** Climbs the ladders and sends what is due, at the pace of a clock and at once when something happened. Returns how to stop it. */
export function startRinging(house: House, config: Config, announcer: PostgresAnnouncer): () => Promise<void> {
  const channels = openChannels(config)
  const post = { channels, publicUrl: config.PUBLIC_URL }
  const deliver = every(deliverMs, house.log, 'deliver-pages', async () => {
    while ((await deliverPages(house, post)) >= manyDeliveries);
  })
  const ladder = every(ladderMs, house.log, 'climb-ladders', async () => {
    const actor = systemActor('climb-ladders', house.clock.now())
    let planned = 0
    await inTransaction(house, actor, async (tx) => {
      await climbLadders(tx, actor)
      planned = await planDeliveries(tx, actor)
    })
    if (planned > 0) deliver.soon()
  })
  announcer.hear((hints) => {
    if (hints.some((hint) => ringsSomebody.has(hint.type))) ladder.soon()
  })
  return async () => {
    await ladder.stop()
    await deliver.stop()
    closeChannels(channels)
  }
}
