import { join } from 'node:path'
import { listenForImages } from '#gateways/dicom/receive-images.ts'
import { every } from '#platform/server/every.ts'
import { createLog } from '#platform/server/log.ts'
import { admit } from './admit.ts'
import { enrolledAs, openDevice } from './device.ts'
import type { EdgeConfig } from './edge-config.ts'
import { Allowance, kilobitsAt } from './send/allowance.ts'
import { beat } from './send/beat.ts'
import { Hub, HubRefused } from './send/hub.ts'
import { Lanes } from './send/lanes.ts'
import { Link } from './send/link.ts'
import { Packing } from './send/packing.ts'
import { Spool } from './spool/spool.ts'
import { version } from './version.ts'

/** A running gateway. */
export type RunningEdge = { spool: Spool; close(): Promise<void> }

/** The gateway was never let in by a hub. */
export class NotEnrolled extends Error {
  constructor() {
    super('This gateway belongs to no hub yet. Get a code from an administrator and run: npm run edge -- --enrol CODE')
    this.name = 'NotEnrolled'
  }
}

/** Starts the gateway: what it kept is made good first, then modalities may send, then it sends. Throws NotEnrolled. */
export async function startEdge(config: EdgeConfig, now: () => number = Date.now): Promise<RunningEdge> {
  const log = createLog('edge')
  const as = enrolledAs(config.folder)
  if (!as) throw new NotEnrolled()
  const device = openDevice(config.folder)
  const { receivers } = config.dicom
  const emergency = new Set(receivers.filter((each) => each.isEmergency).map((each) => each.aet))
  const spool = await Spool.open({
    folder: join(config.folder, 'spool'),
    key: device.spoolKey,
    ...config.spool,
    now,
    isUrgentAet: (aet) => emergency.has(aet),
  })
  log.info(spool.recovered, 'spool opened')
  const hub = new Hub({ url: config.hub.url, caFile: config.hub.caFile, key: device.signingKey, now })
  hub.signAs(as.edgeId)
  const link = new Link(config.link.longestWaitSeconds * 1000)
  const packing = new Packing()
  const allowance = new Allowance(() => kilobitsAt(config.link, now()))
  const { lanes: count, isEmergencyCapped: isUrgentCapped } = config.link
  const lanes = new Lanes({ spool, hub, link, packing, allowance, count, isUrgentCapped, now, log })
  const { host, port, mostConnections: most } = config.dicom
  const listening = await listenForImages(
    { host, port, most },
    {
      begin: async () => await spool.begin(),
      admit: (caller) => admit(config.dicom, caller),
      askedToCommit: async () => await Promise.reject(new Error('not served')),
      worklist: null,
    },
  )
  lanes.start()
  const self = { version: version(), aets: receivers.map((each) => each.aet) }
  const beats = every(config.link.beatSeconds * 1000, log, 'beat', async () => {
    try {
      if (await beat(hub, spool, { ...self, now: now() })) lanes.reorder()
      link.worked()
    } catch (error) {
      if (error instanceof HubRefused) log.error({ problem: error.problem }, 'the hub refuses this gateway')
    }
  })
  log.info({ port, facility: as.facilityName }, 'receiving')
  return {
    spool,
    close: async () => {
      await listening.close()
      await beats.stop()
      await hub.close()
      await lanes.stop()
      await packing.close()
      spool.close()
    },
  }
}
