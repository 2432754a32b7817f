import { beatEdge, type EdgeBeat } from '#capabilities/imaging/contract/edges.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Spool } from '../spool/spool.ts'
import type { Hub } from './hub.ts'

const mostStudies = 100
const toldMs = 60 * 60 * 1000

/** What this gateway says of itself. */
export async function beatOf(spool: Spool, self: { version: string; aets: string[]; now: number }): Promise<EdgeBeat> {
  const totals = spool.index.totals()
  const instantOf = (ms: number) => toInstant(new Date(ms))
  return {
    version: self.version,
    deviceAt: instantOf(self.now),
    spoolBytes: totals.bytes,
    freeBytes: await spool.freeBytes(),
    waitingCount: totals.waiting,
    heldCount: totals.held,
    oldestWaitingAt: toInstantOrNull(totals.oldestWaitingAt === null ? null : new Date(totals.oldestWaitingAt)),
    aets: self.aets,
    studies: spool.index.studies(self.now - toldMs, mostStudies).map((study) => ({
      ...study,
      firstReceivedAt: instantOf(study.firstReceivedAt),
      lastReceivedAt: instantOf(study.lastReceivedAt),
    })),
  }
}

/** Tells the hub how this gateway is, and does what it wants; true when the order of sending has changed. */
export async function beat(
  hub: Hub,
  spool: Spool,
  self: { version: string; aets: string[]; now: number },
): Promise<boolean> {
  const orders = await hub.call(beatEdge, await beatOf(spool, self))
  return spool.index.setUrgent(orders.urgentPatientIds.map((each) => spool.markOf(each)))
}
