import { beatEdge, type EdgeBeat, type EdgeOrders } from '#capabilities/imaging/contract/edges.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Spool } from '../spool/spool.ts'
import type { Hub } from './hub.ts'

const mostStudies = 100
const toldMs = 60 * 60 * 1000

type Self = { version: string; aets: string[]; now: number; priors: EdgeBeat['priors'] }

/** What this gateway says of itself. */
export async function beatOf(spool: Spool, self: Self): Promise<EdgeBeat> {
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
    priors: self.priors,
    studies: spool.index.studies(self.now - toldMs, mostStudies).map((study) => ({
      ...study,
      firstReceivedAt: instantOf(study.firstReceivedAt),
      lastReceivedAt: instantOf(study.lastReceivedAt),
    })),
  }
}

/** Tells the hub how this gateway is, and hears what it wants. */
export const beat = async (hub: Hub, spool: Spool, self: Self): Promise<EdgeOrders> =>
  await hub.call(beatEdge, await beatOf(spool, self))
