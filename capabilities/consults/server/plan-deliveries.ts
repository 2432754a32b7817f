import { sql } from 'kysely'
import { type Reach, reachOf } from '#capabilities/identity/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Target } from '#platform/server/channels/channel.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { Send } from './ladder.ts'
import { waitingPages } from './ringing.ts'

const atOnce = 500

type Due = { id: string; consult_id: string; person_id: string; rings_at: Date; sends: Send[] }
type Address = { target: Target | null; deviceId?: string; label?: string }

/**
 * Turns what is due by the passed clock into deliveries, one for each device or number; a person without any gets one
 * that says why nothing could be sent. Pages that nobody waits for any more are left alone. Returns how many pages.
 */
export async function planDeliveries(tx: Tx, actor: Actor): Promise<number> {
  const due = await waitingPages(tx)
    .select(['p.id', 'p.consult_id', 'p.person_id', 'p.rings_at', 'p.sends'])
    .where('p.next_send_at', '<=', actor.now)
    .orderBy('p.next_send_at')
    .limit(atOnce)
    .forUpdate('p')
    .skipLocked()
    .execute()
  if (due.length === 0) return 0
  // our own column, written by insert-pages.ts
  const pages = due.map((row) => ({ ...row, sends: row.sends as unknown as Send[] }))
  const reach = await reachOf(
    tx,
    pages.map((page) => page.person_id),
  )
  const deliveries = pages.flatMap((page) => deliveriesOf(actor, page, reach.get(page.person_id)))
  await insertDeliveries(tx, deliveries)
  await moveOn(tx, actor, pages)
  return pages.length
}

const dueAt = (page: Due, send: Send): Date => new Date(page.rings_at.getTime() + send.afterMs)

function deliveriesOf(actor: Actor, page: Due, reach: Reach | undefined) {
  return page.sends
    .filter((send) => dueAt(page, send) <= actor.now)
    .flatMap((send) =>
      addressesOf(send.channel, reach).map(({ target, deviceId, label }) => ({
        id: newId(),
        consult_id: page.consult_id,
        page_id: page.id,
        person_id: page.person_id,
        channel: send.channel,
        device_id: deviceId ?? null,
        device_label: label ?? null,
        target,
        receipt_token: crypto.randomUUID(),
        due_at: dueAt(page, send),
        try_at: actor.now,
        failed_at: target ? null : actor.now,
        failure: target ? null : send.channel === 'push' ? 'no-subscription' : 'no-number',
      })),
    )
}

/** All in one statement with one value: a thousand rows are as many values as PostgreSQL takes, and slow to write out. */
async function insertDeliveries(tx: Tx, deliveries: ReturnType<typeof deliveriesOf>): Promise<void> {
  await sql`insert into consults.delivery (id, consult_id, page_id, person_id, channel, device_id, device_label, target,
      receipt_token, due_at, try_at, failed_at, failure)
    select r.id, r.consult_id, r.page_id, r.person_id, r.channel, r.device_id, r.device_label, r.target,
      r.receipt_token, r.due_at, r.try_at, r.failed_at, r.failure
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as r(id uuid, consult_id uuid, page_id uuid,
      person_id uuid, channel text, device_id uuid, device_label text, target jsonb, receipt_token uuid,
      due_at timestamptz, try_at timestamptz, failed_at timestamptz, failure text)`.execute(tx)
}

function addressesOf(channel: Send['channel'], reach: Reach | undefined): Address[] {
  if (!reach) return [{ target: null }]
  if (channel === 'push') {
    return reach.pushes.length === 0
      ? [{ target: null }]
      : reach.pushes.map(({ deviceId, label, endpoint, p256dh, auth }) => ({
          target: { kind: 'push', endpoint, p256dh, auth },
          deviceId,
          label,
        }))
  }
  if (channel === 'email') return [{ target: { kind: 'email', address: reach.email } }]
  return [{ target: reach.phone ? { kind: 'phone', number: reach.phone.replaceAll(' ', '') } : null }]
}

/** Takes what was handed over off the pages and sets when the next is due, all in one statement. */
async function moveOn(tx: Tx, actor: Actor, pages: readonly Due[]): Promise<void> {
  const rest = pages.map((page) => {
    const sends = page.sends.filter((send) => dueAt(page, send) > actor.now)
    const [next] = sends
    return { id: page.id, sends, next: next ? dueAt(page, next).toISOString() : null }
  })
  await sql`update consults.page p set sends = r.sends, next_send_at = r.next
    from jsonb_to_recordset(${JSON.stringify(rest)}::jsonb) as r(id uuid, sends jsonb, next timestamptz)
    where p.id = r.id`.execute(tx)
}
