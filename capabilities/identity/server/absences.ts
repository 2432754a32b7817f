import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { dutyChanged } from '../contract/roster.ts'
import type * as contract from '../contract/roster-life.ts'
import { isMember, requireColleague } from './is-member.ts'
import { personBriefOf } from './person-row.ts'

const planners = ['administrator', 'coordinator'] as const

/** Who is away from a facility, now and later. */
export async function listAbsences(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listAbsences>> {
  requireColleague(actor, input.facilityId)
  const rows = await tx
    .selectFrom('identity.absence as a')
    .innerJoin('identity.person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.starts_at', 'a.ends_at', 'a.reason', 'p.id as person_id', 'p.full_name', 'p.title'])
    .where('a.facility_id', '=', input.facilityId)
    .where('a.withdrawn_at', 'is', null)
    .where('a.ends_at', '>', actor.now)
    .orderBy('a.starts_at')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id as Id<'absence'>,
    person: personBriefOf({ id: row.person_id, full_name: row.full_name, title: row.title }),
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    reason: row.reason,
  }))
}

/** Notes that somebody is away: oneself, or anybody for those who plan the duties. */
export async function recordAbsence(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.recordAbsence>,
): Promise<typeof ok> {
  const { facilityId, personId } = input
  requireColleague(actor, facilityId)
  if (personId !== actor.personId && !holds(actor, planners, facilityId)) throw notFound()
  if (!(await isMember(tx, { facilityId, personId, now: actor.now }))) throw new Problem(422, 'not-of-this-facility')
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)]
  if (startsAt >= endsAt) throw new Problem(422, 'shift-ends-before-it-starts')
  if (endsAt <= actor.now) throw new Problem(422, 'shift-is-over')
  await tx
    .insertInto('identity.absence')
    .values({
      id: newId(),
      facility_id: facilityId,
      person_id: personId,
      starts_at: startsAt,
      ends_at: endsAt,
      reason: input.reason.normalize('NFC'),
      recorded_by: actor.personId,
      recorded_at: actor.now,
    })
    .execute()
  await emit(tx, actor, dutyChanged, { facilityId })
  return ok
}

/** Takes an absence back: one's own, or anybody's for those who plan the duties. */
export async function withdrawAbsence(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.withdrawAbsence>,
): Promise<typeof ok> {
  requireColleague(actor, input.facilityId)
  const withdrawn = await tx
    .updateTable('identity.absence')
    .set({ withdrawn_at: actor.now })
    .where('id', '=', input.absenceId)
    .where('facility_id', '=', input.facilityId)
    .where('withdrawn_at', 'is', null)
    .$if(!holds(actor, planners, input.facilityId), (query) => query.where('person_id', '=', actor.personId))
    .returning('id')
    .executeTakeFirst()
  if (!withdrawn) throw notFound()
  await emit(tx, actor, dutyChanged, { facilityId: input.facilityId })
  return ok
}
