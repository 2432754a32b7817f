import { personBriefs } from '#capabilities/identity/server/index.ts'
import { roomOf } from '#capabilities/sessions/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { summariesOf } from './consult-row.ts'
import { owedOf } from './owed.ts'
import { plannedFor } from './planned-row.ts'
import { waitingPages } from './ringing.ts'

type Desk = OutputOf<typeof contract.getDesk>

/** What is now and what is owed, for the caller. */
export async function getDesk(tx: Tx, actor: Actor): Promise<Desk> {
  return {
    ringing: await ringingFor(tx, actor),
    running: await runningFor(tx, actor),
    planned: await plannedFor(tx, actor),
    ...(await owedOf(tx, actor)),
  }
}

async function ringingFor(tx: Tx, actor: Actor): Promise<Desk['ringing']> {
  const pages = await waitingPages(tx)
    .select(['p.consult_id', 'p.call_id', 'p.position', 'p.rings_at', 'k.role'])
    .where('p.person_id', '=', actor.personId)
    .where('p.rings_at', '<=', actor.now)
    .orderBy('p.rings_at')
    .execute()
  if (pages.length === 0) return []
  const ids = pages.map((page) => page.consult_id)
  const rows = await tx.selectFrom('consults.consult').selectAll().where('id', 'in', ids).execute()
  const summaries = await summariesOf(tx, actor, rows)
  const ringing: Desk['ringing'] = []
  for (const page of pages) {
    const summary = summaries.find((each) => each.id === page.consult_id)
    if (!summary) continue
    const nextPerson = await nextAfter(tx, actor, page)
    const ring = { ringsSince: toInstant(page.rings_at), position: page.position, role: page.role }
    ringing.push({ ...summary, ...ring, nextPerson })
  }
  return ringing
}

type Page = { consult_id: string; call_id: string | null }

async function nextAfter(tx: Tx, actor: Actor, page: Page): Promise<Desk['ringing'][number]['nextPerson']> {
  const next = await tx
    .selectFrom('consults.page')
    .select('person_id')
    .where('consult_id', '=', page.consult_id)
    .where('call_id', 'is not distinct from', page.call_id)
    .where('answer', 'is', null)
    .where('rings_at', '>', actor.now)
    .orderBy('rung')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!next) return null
  return (await personBriefs(tx, [next.person_id])).get(next.person_id) ?? null
}

async function runningFor(tx: Tx, actor: Actor): Promise<Desk['running']> {
  const mine = careFacilities(actor)
  const rows = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', 'in', ['requested', 'accepted', 'concluded'])
    .where('urgency', '=', 'emergency')
    .where((on) =>
      on.or([
        on('asked_by', '=', actor.personId),
        on('accepted_by', '=', actor.personId),
        ...(mine.length > 0 ? [on('asking_facility_id', 'in', mine)] : []),
      ]),
    )
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
  const summaries = await summariesOf(tx, actor, rows)
  const running: Desk['running'] = []
  for (const summary of summaries) {
    running.push({ ...summary, sessionId: await roomOf(tx, { kind: 'consult', id: summary.id }) })
  }
  return running
}
