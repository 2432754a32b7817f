import { type Duty, rosterNow } from '#capabilities/identity/server/index.ts'
import { backupFor, distancesKm, findSupport, type Support, whoCan } from '#capabilities/network/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type { RoutingReason } from '../contract/routing.ts'

/** The hospital that answers, by which link, who is on duty there now, and why it was chosen. */
export type Route = { support: Support; duties: Duty[]; reasons: RoutingReason[] }

type Wanted = { facilityId: string; specialty: string; capability?: string }
type Candidate = { support: Support; duties: Duty[] }

/**
 * Where help is asked: links for the very specialty before general ones, then by priority, the first at which somebody
 * is on duty. Between links of one priority: whoever has fewer emergencies running, then the nearest. Of several
 * hospitals those that can do what is needed go first. When nobody is on duty anywhere, the first of all.
 */
export async function routeFor(tx: Tx, actor: Actor, wanted: Wanted): Promise<Route> {
  const supports = await inOrder(tx, actor, wanted)
  const [first] = supports
  if (!first) throw new Problem(422, 'nobody-supports-you')
  const skipped: RoutingReason[] = []
  for (const [place, support] of supports.entries()) {
    const duties = await rosterNow(tx, { facilityId: support.facilityId, specialty: wanted.specialty, now: actor.now })
    if (duties.length === 0) {
      skipped.push({ code: 'nobody-on-duty-at', facilityId: support.facilityId })
      continue
    }
    const peers = supports.slice(place + 1).filter((other) => isPeer(support, other))
    const candidate = { support, duties }
    const route =
      peers.length > 0 ? await amongPeers(tx, actor, wanted, [candidate, ...peers]) : { ...candidate, reasons: [] }
    return { ...route, reasons: [...linkReasons(route.support), ...route.reasons, ...skipped] }
  }
  return { support: first, duties: [], reasons: [...linkReasons(first), { code: 'nobody-on-duty' }] }
}

/** Where help is asked when nobody of the first hospital answers, or null: its own backup, else the next by the links. */
export async function backupRoute(tx: Tx, actor: Actor, wanted: Wanted & { not: string[] }): Promise<Route | null> {
  const { specialty, not } = wanted
  for (const facilityId of not) {
    const named = await backupFor(tx, facilityId, specialty, actor.now)
    if (!named || not.includes(named)) continue
    const duties = await rosterNow(tx, { facilityId: named, specialty, now: actor.now })
    if (duties.length === 0) continue
    const support = { linkId: null, facilityId: named, programme: null, isForSpecialty: true, priority: 0 }
    return { support, duties, reasons: [{ code: 'backup-of', facilityId }] }
  }
  for (const support of await inOrder(tx, actor, wanted)) {
    if (not.includes(support.facilityId)) continue
    const duties = await rosterNow(tx, { facilityId: support.facilityId, specialty, now: actor.now })
    if (duties.length > 0) return { support, duties, reasons: [...linkReasons(support), { code: 'next-link' }] }
  }
  return null
}

async function inOrder(tx: Tx, actor: Actor, wanted: Wanted): Promise<Support[]> {
  const supports = await findSupport(tx, wanted.facilityId, wanted.specialty, actor.now)
  if (!wanted.capability || supports.length < 2) return supports
  const able = await whoCan(tx, wanted.capability, actor.now)
  return supports.toSorted((one, other) => Number(able.has(other.facilityId)) - Number(able.has(one.facilityId)))
}

const isPeer = (one: Support, other: Support): boolean =>
  one.isForSpecialty === other.isForSpecialty && one.priority === other.priority

const linkReasons = (support: Support): RoutingReason[] => [
  { code: support.isForSpecialty ? 'link-for-specialty' : 'general-link' },
  ...(support.programme ? [{ code: 'programme' as const, programme: support.programme }] : []),
]

async function amongPeers(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  peers: readonly (Candidate | Support)[],
): Promise<Route> {
  const candidates: Candidate[] = []
  for (const peer of peers) {
    const support = 'support' in peer ? peer.support : peer
    const at = { facilityId: support.facilityId, specialty: wanted.specialty, now: actor.now }
    const duties = 'support' in peer ? peer.duties : await rosterNow(tx, at)
    if (duties.length > 0) candidates.push({ support, duties })
  }
  const ids = candidates.map(({ support }) => support.facilityId)
  const [loads, distances] = [await loadOf(tx, ids), await distancesKm(tx, wanted.facilityId, ids)]
  const rank = ({ support }: Candidate) => ({
    load: loads.get(support.facilityId) ?? 0,
    km: distances.get(support.facilityId) ?? Number.POSITIVE_INFINITY,
  })
  const [best] = candidates.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)]
    return a.load - b.load || (a.km === b.km ? 0 : a.km - b.km)
  })
  if (!best) throw new Error('a hospital with somebody on duty is no longer among its peers')
  const { load, km } = rank(best)
  return {
    ...best,
    reasons: [
      { code: 'load', n: load },
      ...(Number.isFinite(km) ? [{ code: 'distance-km' as const, n: Math.round(km) }] : []),
    ],
  }
}

/** How many emergencies each hospital has that nobody has finished; only those that the actor may see are counted. */
async function loadOf(tx: Tx, facilityIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectNoFrom((on) => on.fn<Record<string, number>>('consults.load_of', [on.val(facilityIds)]).as('load'))
    .executeTakeFirstOrThrow()
  return new Map(Object.entries(rows.load ?? {}))
}
