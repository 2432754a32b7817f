import { sendNotices } from '#capabilities/consults/server/index.ts'
import { closeChannels, openChannels } from '#platform/server/channels/open-channels.ts'
import type { Config } from '#platform/server/config.ts'
import { every } from '#platform/server/every.ts'
import type { House } from '#platform/server/house.ts'

const paceMs = 15_000

/** Sends what is no emergency, at its own calm pace and over connections of its own. Returns how to stop it. */
export function startNotices(house: House, config: Config): () => Promise<void> {
  const channels = openChannels(config)
  const post = { channels, publicUrl: config.PUBLIC_URL }
  const sending = every(paceMs, house.log, 'send-notices', async () => await sendNotices(house, post))
  return async () => {
    await sending.stop()
    closeChannels(channels)
  }
}
