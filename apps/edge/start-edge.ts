import { join } from 'node:path'
import { every, type Repeated } from '#platform/server/every.ts'
import { createLog, type Log } from '#platform/server/log.ts'
import { Commitments } from './commitments.ts'
import { enrolledAs, openDevice } from './device.ts'
import type { EdgeConfig } from './edge-config.ts'
import { Priors } from './priors.ts'
import { receive } from './receive.ts'
import { Allowance, kilobitsAt } from './send/allowance.ts'
import { beat } from './send/beat.ts'
import { Hub, HubRefused } from './send/hub.ts'
import { Lanes } from './send/lanes.ts'
import { Link } from './send/link.ts'
import { Packing } from './send/packing.ts'
import { Spool } from './spool/spool.ts'
import { version } from './version.ts'
import { Worklist } from './worklist.ts'

const hourMs = 60 * 60 * 1000
// so long, an object that a modality sends again is known and not sent again
const rememberedMs = 60 * 24 * hourMs

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
  packing.start()
  const allowance = new Allowance(() => kilobitsAt(config.link, now()))
  const { lanes: count, isEmergencyCapped: isUrgentCapped } = config.link
  const lanes = new Lanes({ spool, hub, link, packing, allowance, count, isUrgentCapped, now, log })
  const commitments = new Commitments(spool, config.dicom.senders, now)
  const worklist = new Worklist({
    isAscii: config.worklist?.isAscii ?? false,
    zone: config.link.zone,
    now,
    device: { edgeId: as.edgeId, key: device.spoolKey },
  })
  const stopReceiving = await receive(config, { spool, commitments, worklist, log })
  lanes.start()
  commitments.start(log)
  const priors = new Priors(config.pacs, (studyUid) => spool.index.hasStudy(studyUid), log)
  const beats = startBeats(config, { hub, spool, link, lanes, priors, worklist, log, now })
  const forgetting = every(hourMs, log, 'forget-sent', async () => {
    spool.index.forgetSentBefore(now() - rememberedMs)
  })
  log.info({ port: config.dicom.port, facility: as.facilityName }, 'receiving')
  return {
    spool,
    close: async () => {
      await stopReceiving()
      // a call to a hub that does not answer must not hold up the end
      await Promise.all([lanes.stop(), hub.close(), beats.stop(), commitments.stop(), forgetting.stop()])
      await packing.close()
      spool.close()
    },
  }
}

type Beating = {
  hub: Hub
  spool: Spool
  link: Link
  lanes: Lanes
  priors: Priors
  worklist: Worklist
  log: Log
  now: () => number
}

/** Tells the hub again and again how this gateway is, and does what the hub wants. */
function startBeats(config: EdgeConfig, { hub, spool, link, lanes, priors, worklist, log, now }: Beating): Repeated {
  const self = { version: version(), aets: config.dicom.receivers.map((each) => each.aet) }
  return every(config.link.beatSeconds * 1000, log, 'beat', async () => {
    try {
      const looked = priors.toTell()
      const orders = await beat(hub, spool, { ...self, now: now(), priors: looked })
      priors.told(looked)
      priors.order(orders.priors)
      worklist.set(orders.worklist)
      if (spool.index.setUrgent(orders.urgentPatientIds.map((each) => spool.markOf(each)))) lanes.reorder()
      link.worked()
    } catch (error) {
      if (error instanceof HubRefused) log.error({ problem: error.problem }, 'the hub refuses this gateway')
    }
  })
}
