import type { PersonBrief } from '#capabilities/identity/contract.ts'
import { grantAccess } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type { Consult, ConsultSummary } from '../contract.ts'
import { personIn, summariesOf } from './consult-row.ts'
import type { ConsultRow } from './find-consult.ts'
import { planNotices } from './plan-notices.ts'

const dayMs = 24 * 60 * 60 * 1000
/** For how long those on whose Desk a planned request stands see the record, and the one who takes it anew. */
const plannedSightMs = 14 * dayMs

type Planned = Pick<Consult, 'urgency' | 'planned' | 'firstAnsweredAt' | 'linkedTo'>

/** What a consult says of its urgency, its due time and the case that it is linked to. */
export function plannedOf(row: ConsultRow, people: ReadonlyMap<string, PersonBrief>): Planned {
  const planned = row.due_at && {
    // written by the contract alone
    parts: row.question_parts as NonNullable<Consult['planned']>['parts'],
    intendedAction: row.intended_action as NonNullable<Consult['planned']>['intendedAction'],
    dueAt: toInstant(row.due_at),
    allocatedTo: row.allocated_to ? personIn(people, row.allocated_to) : null,
  }
  const reason = row.link_reason as NonNullable<Consult['linkedTo']>['reason'] | null
  return {
    // the table's CHECK allows exactly these
    urgency: row.urgency as Consult['urgency'],
    planned,
    firstAnsweredAt: toInstantOrNull(row.first_answered_at),
    linkedTo: row.linked_to && reason ? { consultId: row.linked_to as Id<'consult'>, reason } : null,
  }
}

/** Refuses an emergency: it rings by its ladder and is never given to somebody. */
export function requirePlanned(row: Pick<ConsultRow, 'urgency'>): void {
  if (row.urgency === 'emergency') throw new Problem(409, 'not-planned')
}

/**
 * The first answer in words of somebody who is not of the asking side stamps the consult, once; whoever asked without
 * haste is told of it. True when it was this one.
 */
export async function noteFirstAnswer(tx: Tx, actor: Actor, consult: ConsultRow): Promise<boolean> {
  if (consult.first_answered_at || consult.asked_by === actor.personId) return false
  if (careFacilities(actor).includes(consult.asking_facility_id)) return false
  const stamped = await tx
    .updateTable('consults.consult')
    .set({ first_answered_at: actor.now })
    .where('id', '=', consult.id)
    .where('first_answered_at', 'is', null)
    .executeTakeFirst()
  if (stamped.numUpdatedRows === 0n) return false
  if (consult.urgency !== 'emergency') {
    await planNotices(tx, actor, { kind: 'answered', consult, people: [consult.asked_by] })
  }
  return true
}

/** Lets people take part in a planned request and see the record for two weeks, on the basis of the written request. */
export async function invite(
  tx: Tx,
  actor: Actor,
  consult: Pick<ConsultRow, 'id' | 'patient_id'>,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return
  await tx
    .insertInto('consults.participant')
    .values(
      people.map((personId) => ({
        ...{ consult_id: consult.id, person_id: personId, reason: 'invited', since: actor.now },
      })),
    )
    .onConflict((conflict) => conflict.columns(['consult_id', 'person_id']).doUpdateSet({ withdrawn_at: null }))
    .execute()
  await grantAccess(
    tx,
    actor,
    people.map((personId) => ({
      ...{ patientId: consult.patient_id, personId, consultId: consult.id, basis: 'written-request' as const },
      ...{ startsAt: actor.now, endsAt: new Date(actor.now.getTime() + plannedSightMs) },
    })),
  )
}

/** The planned requests that wait for the caller, that they asked, or that they have taken, by due time. */
export async function plannedFor(tx: Tx, actor: Actor): Promise<ConsultSummary[]> {
  const mine = careFacilities(actor)
  const rows = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('urgency', '<>', 'emergency')
    .where('status', 'in', ['requested', 'accepted', 'concluded'])
    .where((on) =>
      on.or([
        on('status', '=', 'requested'),
        on('accepted_by', '=', actor.personId),
        on('allocated_to', '=', actor.personId),
        ...(mine.length > 0 ? [on('asking_facility_id', 'in', mine)] : []),
      ]),
    )
    .orderBy('due_at')
    .limit(30)
    .execute()
  return await summariesOf(tx, actor, rows)
}
