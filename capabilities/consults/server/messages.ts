import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as thread from '../contract/thread.ts'
import { type ConsultStatus, consultCan, messageSent } from '../contract.ts'
import { personIn } from './consult-row.ts'
import { findConsult } from './find-consult.ts'
import { noteFirstAnswer } from './planned-row.ts'

type Message = OutputOf<typeof thread.sendMessage>

/** The conversation of a consult in the order in which it arrived. */
export async function listMessages(tx: Tx, _actor: Actor, input: { consultId: string }): Promise<Message[]> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  const rows = await tx
    .selectFrom('consults.message')
    .selectAll()
    .where('consult_id', '=', consult.id)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.author_id),
  )
  return rows.map((row) => ({
    id: row.id as Id<'message'>,
    author: personIn(people, row.author_id),
    // the table's CHECK allows exactly these kinds
    kind: row.kind as Message['kind'],
    text: row.text,
    sentAt: toInstant(row.sent_at),
    receivedAt: toInstant(row.received_at),
  }))
}

/** Says something in the thread. The same message id again gets the first answer; a clock that runs ahead is set right. */
export async function sendMessage(tx: Tx, actor: Actor, input: ParsedOf<typeof thread.sendMessage>): Promise<Message> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  if (!consultCan('converse', { status: consult.status as ConsultStatus })) throw new Problem(409, 'consult-is-over')
  const written = new Date(input.sentAt)
  const inserted = await tx
    .insertInto('consults.message')
    .values({
      id: input.messageId,
      consult_id: consult.id,
      author_id: actor.personId,
      text: input.text.normalize('NFC'),
      kind: input.kind,
      sent_at: written > actor.now ? actor.now : written,
      received_at: actor.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows) await noteFirstAnswer(tx, actor, consult)
  if (inserted.numInsertedOrUpdatedRows) await emit(tx, actor, messageSent, { consultId: consult.id })
  const mine = (await listMessages(tx, actor, input)).find((each) => each.id === input.messageId)
  if (!mine) throw notFound()
  return mine
}
