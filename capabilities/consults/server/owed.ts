import { personBriefs } from '#capabilities/identity/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { decisionWithinMs } from '../contract/decision-due.ts'
import type * as contract from '../contract.ts'
import type { ConsultRow } from './find-consult.ts'
import { hasFollowUps, owedFollowUp } from './follow-ups.ts'

type Desk = OutputOf<typeof contract.getDesk>
type Owed = Desk['owedByMe'][number]
type Debt = { kind: Owed['kind']; debtor: string; dueAt: Date; hours?: number }

const minuteMs = 60_000

/** How long each thing but the decision may be owed: conclusion after acceptance, signature and outcome after the decision. */
export const owedWithinMs = {
  conclusion: 20 * minuteMs,
  plannedDecision: 24 * 60 * minuteMs,
  signature: 24 * 60 * minuteMs,
  outcome: 24 * 60 * minuteMs,
} as const

/** What the caller owes, and what is owed to the caller, earliest first. */
export async function owedOf(tx: Tx, actor: Actor): Promise<Pick<Desk, 'owedByMe' | 'owedToMe'>> {
  const rows = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', 'in', ['accepted', 'concluded', 'decided', 'completed'])
    .where((on) => on.or([on('asked_by', '=', actor.personId), on('accepted_by', '=', actor.personId)]))
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.asked_by, row.accepted_by]),
  )
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const all: Owed[] = []
  for (const row of rows) {
    for (const debt of await debtsOf(tx, row)) {
      const isMe = debt.debtor === actor.personId
      const person = people.get(debt.debtor)
      all.push({
        kind: debt.kind,
        consultId: row.id as Id<'consult'>,
        patient: patients.get(row.patient_id) ?? null,
        by: { name: person ? `${person.title} ${person.fullName}`.trim() : '', isMe },
        dueAt: toInstant(debt.dueAt),
        hours: debt.hours ?? null,
      })
    }
  }
  all.sort((one, other) => one.dueAt.localeCompare(other.dueAt))
  return { owedByMe: all.filter((each) => each.by.isMe), owedToMe: all.filter((each) => !each.by.isMe) }
}

async function debtsOf(tx: Tx, row: ConsultRow): Promise<Debt[]> {
  if (!row.accepted_by || !row.accepted_at) return []
  const after = (from: Date, kind: keyof typeof owedWithinMs): Date => new Date(from.getTime() + owedWithinMs[kind])
  if (row.status === 'accepted')
    return [{ kind: 'conclusion', debtor: row.accepted_by, dueAt: row.due_at ?? after(row.accepted_at, 'conclusion') }]
  if (row.status === 'concluded') {
    const at = await newestAt(tx, 'conclusion', row.id)
    const within = row.due_at ? owedWithinMs.plannedDecision : decisionWithinMs(row)
    return [{ kind: 'decision', debtor: row.asked_by, dueAt: new Date(at.getTime() + within) }]
  }
  const decidedAt = await newestAt(tx, 'decision', row.id)
  const debts: Debt[] = (await unsigned(tx, row)).map((debtor) => ({
    kind: 'signature',
    debtor,
    dueAt: after(decidedAt, 'signature'),
  }))
  const followUp = await owedFollowUp(tx, row.id)
  if (followUp) debts.push({ kind: 'outcome', debtor: row.asked_by, ...followUp })
  else if (row.status === 'decided' && !(await hasFollowUps(tx, row.id)))
    debts.push({ kind: 'outcome', debtor: row.asked_by, dueAt: after(decidedAt, 'outcome') })
  return debts
}

async function newestAt(tx: Tx, what: 'conclusion' | 'decision', consultId: string): Promise<Date> {
  const row =
    what === 'conclusion'
      ? await tx
          .selectFrom('consults.conclusion')
          .select('concluded_at as at')
          .where('consult_id', '=', consultId)
          .orderBy('version', 'desc')
          .limit(1)
          .executeTakeFirstOrThrow()
      : await tx
          .selectFrom('consults.decision')
          .select('decided_at as at')
          .where('consult_id', '=', consultId)
          .orderBy('version', 'desc')
          .limit(1)
          .executeTakeFirstOrThrow()
  return row.at
}

async function unsigned(tx: Tx, row: ConsultRow): Promise<string[]> {
  const newest = await tx
    .selectFrom('consults.minutes')
    .select(['id', 'chair_id', 'secretary_id'])
    .where('consult_id', '=', row.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return row.accepted_by ? [row.asked_by] : []
  const signed = await tx
    .selectFrom('consults.signature')
    .select('person_id')
    .where('minutes_id', '=', newest.id)
    .execute()
  // the chair signs upon the secretary's signature, and owes nothing before it is there
  const open = [newest.secretary_id, newest.chair_id].filter((id) => !signed.some((each) => each.person_id === id))
  return open.slice(0, 1)
}
