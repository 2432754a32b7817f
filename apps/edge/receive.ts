import type { Incoming } from '#gateways/dicom/incoming.ts'
import { type ImagePort, listenForImages } from '#gateways/dicom/receive-images.ts'
import { listenForStow } from '#gateways/dicom/receive-stow.ts'
import { every } from '#platform/server/every.ts'
import type { Log } from '#platform/server/log.ts'
import { admit } from './admit.ts'
import type { Commitments } from './commitments.ts'
import type { EdgeConfig } from './edge-config.ts'
import type { Spool } from './spool/spool.ts'
import { WatchedFolder } from './watched-folder.ts'
import type { Worklist } from './worklist.ts'

const lookMs = 2000

/** What stands behind the ways in. */
export type Behind = { spool: Spool; commitments: Commitments; worklist: Worklist; log: Log }

/** Opens every way in that the configuration names. Returns how to close them. */
export async function receive(
  config: EdgeConfig,
  { spool, commitments, worklist, log }: Behind,
): Promise<() => Promise<void>> {
  const keeper = { begin: async (): Promise<Incoming> => await spool.begin() }
  const images: ImagePort = {
    ...keeper,
    admit: (caller) => admit(config.dicom, caller),
    askedToCommit: async (asked) => await commitments.asked(asked),
    worklist: config.worklist ? (caller, query) => worklist.answer(caller, query) : null,
  }
  const { host, port, mostConnections: most } = config.dicom
  const dicom = await listenForImages({ host, port, most }, images)
  const { stow } = config
  const web = stow ? await listenForStow({ ...stow, callingAet: 'STOW', calledAet: stow.aet }, keeper) : null
  const folders = config.folders.map(({ path, aet, isEmptied }) => {
    const folder = new WatchedFolder({ path, callingAet: 'FOLDER', calledAet: aet, isEmptied }, keeper, log)
    return every(lookMs, log, 'watched-folder', async () => await folder.look())
  })
  return async () => {
    await dicom.close()
    await web?.close()
    await Promise.all(folders.map(async (folder) => await folder.stop()))
  }
}
