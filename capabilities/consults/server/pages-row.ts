import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { PageDelivery } from '../contract/consult.ts'
import type { Consult } from '../contract.ts'
import { personIn } from './consult-row.ts'

/** Who was tried, when, through what, and what each answered: the ladder of a consult, its further calls included. */
export async function pagesOf(tx: Tx, actor: Actor, consultId: string): Promise<Consult['pages']> {
  const rows = await tx
    .selectFrom('consults.page as p')
    .leftJoin('consults.call as k', 'k.id', 'p.call_id')
    .selectAll('p')
    .select('k.role')
    .where('p.consult_id', '=', consultId)
    .orderBy('p.rung')
    .orderBy('p.rings_at')
    .orderBy('p.id')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.person_id),
  )
  const names = await facilityNames(
    tx,
    rows.map((row) => row.facility_id),
    actor.now,
  )
  const deliveries = await deliveriesOf(tx, consultId)
  return rows.map((row) => ({
    person: personIn(people, row.person_id),
    position: row.position,
    rung: row.rung,
    ringsAt: toInstant(row.rings_at),
    rangAt: toInstantOrNull(row.rang_at),
    seenAt: toInstantOrNull(row.seen_at),
    // the table's CHECK allows exactly these answers
    answer: row.answer as Consult['pages'][number]['answer'],
    answeredAt: toInstantOrNull(row.answered_at),
    answeredDevice: row.answered_device,
    facilityName: names.get(row.facility_id)?.shortName ?? '',
    role: row.role,
    deliveries: deliveries.get(row.id) ?? [],
  }))
}

async function deliveriesOf(tx: Tx, consultId: string): Promise<Map<string, PageDelivery[]>> {
  const rows = await tx
    .selectFrom('consults.delivery')
    .select([
      'page_id',
      'channel',
      'device_label',
      'due_at',
      'sent_at',
      'delivered_at',
      'seen_at',
      'failed_at',
      'failure',
    ])
    .where('consult_id', '=', consultId)
    // what was closed unsent when somebody answered is no part of the story
    .where((on) => on.or([on('failure', 'is distinct from', 'answered'), on('attempts', '>', 0)]))
    .orderBy('due_at')
    .orderBy('id')
    .execute()
  const byPage = new Map<string, PageDelivery[]>()
  for (const row of rows) {
    const list = byPage.get(row.page_id) ?? []
    list.push({
      // the table's CHECK allows exactly these channels
      channel: row.channel as PageDelivery['channel'],
      device: row.device_label,
      dueAt: toInstant(row.due_at),
      sentAt: toInstantOrNull(row.sent_at),
      deliveredAt: toInstantOrNull(row.delivered_at),
      seenAt: toInstantOrNull(row.seen_at),
      failedAt: toInstantOrNull(row.failed_at),
      failure: row.failure,
    })
    byPage.set(row.page_id, list)
  }
  return byPage
}

/** The further specialties that were called to a case. */
export async function callsOf(tx: Tx, actor: Actor, consultId: string): Promise<Consult['calls']> {
  const rows = await tx
    .selectFrom('consults.call')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('called_at')
    .orderBy('id')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.accepted_by),
  )
  const names = await facilityNames(
    tx,
    rows.map((row) => row.facility_id),
    actor.now,
  )
  return rows.map((row) => ({
    role: row.role,
    specialty: row.specialty,
    facility: { id: row.facility_id as Id<'facility'>, name: names.get(row.facility_id)?.shortName ?? '' },
    calledAt: toInstant(row.called_at),
    acceptedBy: row.accepted_by ? personIn(people, row.accepted_by) : null,
    acceptedAt: toInstantOrNull(row.accepted_at),
    joinedAt: toInstantOrNull(row.joined_at),
    unansweredAt: toInstantOrNull(row.unanswered_at),
  }))
}
