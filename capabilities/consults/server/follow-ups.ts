import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { defaultFollowUps, type FollowUp, finalOutcomes } from '../contract/follow-up.ts'
import { outcomeOwed } from '../contract.ts'
import { pathwayOf, personIn } from './consult-row.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { planNotices } from './plan-notices.ts'
import { say } from './say.ts'

const hourMs = 60 * 60 * 1000
/** How often both sides are told again that an outcome is late. */
const chaseAgainMs = 24 * hourMs

type Result = NonNullable<FollowUp['result']>

/** Plans when the outcome is owed, counted from the first decision; a later decision changes nothing. Exercises owe none. */
export async function planFollowUps(tx: Tx, actor: Actor, consult: ConsultRow): Promise<void> {
  if (consult.is_drill) return
  const pathway = await pathwayOf(tx, consult)
  const wanted = pathway.followUps.length > 0 ? pathway.followUps : defaultFollowUps
  await tx
    .insertInto('consults.follow_up')
    .values(
      wanted.map(({ hours, source }) => ({
        ...{ id: newId(), consult_id: consult.id, hours, source },
        due_at: new Date(actor.now.getTime() + hours * hourMs),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The follow-ups of a consult, earliest first. */
export async function listFollowUps(tx: Tx, _actor: Actor, input: { consultId: string }): Promise<FollowUp[]> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  const rows = await tx
    .selectFrom('consults.follow_up')
    .selectAll()
    .where('consult_id', '=', consult.id)
    .orderBy('due_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.answered_by),
  )
  return rows.map((row) => ({
    id: row.id as Id<'follow-up'>,
    hours: row.hours,
    dueAt: toInstant(row.due_at),
    source: row.source,
    // the table's CHECK allows exactly these results
    result: row.result as FollowUp['result'],
    answeredBy: row.answered_by ? personIn(people, row.answered_by) : null,
    answeredAt: toInstantOrNull(row.answered_at),
    isSettled: row.settled_at !== null,
  }))
}

/** An outcome was told: what is due is answered by it; after a final one nothing more is owed. */
export async function answerDue(tx: Tx, actor: Actor, consultId: string, result: Result): Promise<void> {
  const open = () =>
    tx.updateTable('consults.follow_up').where('consult_id', '=', consultId).where('answered_at', 'is', null)
  await open()
    .set({ answered_at: actor.now, answered_by: actor.personId, result })
    .where('due_at', '<=', actor.now)
    .where('settled_at', 'is', null)
    .execute()
  if (finalOutcomes.includes(result))
    await open().set({ settled_at: actor.now }).where('settled_at', 'is', null).execute()
}

/** The earliest follow-up that is still owed by each of some consults: when it is due, and after how many hours. */
export async function owedFollowUp(tx: Tx, consultId: string): Promise<{ dueAt: Date; hours: number } | null> {
  const row = await tx
    .selectFrom('consults.follow_up')
    .select(['due_at', 'hours'])
    .where('consult_id', '=', consultId)
    .where('answered_at', 'is', null)
    .where('settled_at', 'is', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row ? { dueAt: row.due_at, hours: row.hours } : null
}

/** True when follow-ups of the consult were planned; cases decided by an older version have none. */
export async function hasFollowUps(tx: Tx, consultId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('consults.follow_up')
    .select('id')
    .where('consult_id', '=', consultId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Tells both sides of each outcome that is late, once a day. For the worker; gives how many it told. */
export async function chaseOutcomes(tx: Tx, actor: Actor): Promise<number> {
  const late = await tx
    .updateTable('consults.follow_up')
    .set((on) => ({ chased_at: actor.now, chases: on('chases', '+', 1) }))
    .where('answered_at', 'is', null)
    .where('settled_at', 'is', null)
    .where('due_at', '<=', actor.now)
    .where((on) =>
      on.or([on('chased_at', 'is', null), on('chased_at', '<=', new Date(actor.now.getTime() - chaseAgainMs))]),
    )
    .returning(['consult_id', 'hours'])
    .execute()
  const ids = [...new Set(late.map((row) => row.consult_id))]
  if (ids.length === 0) return 0
  const consults = await tx.selectFrom('consults.consult').selectAll().where('id', 'in', ids).execute()
  for (const consult of consults) {
    await say({ tx, actor }, outcomeOwed, consult)
    for (const { hours } of late.filter((row) => row.consult_id === consult.id)) {
      await planNotices(tx, actor, { kind: 'outcome-late', consult, part: hours, people: [consult.asked_by] })
    }
  }
  return ids.length
}
