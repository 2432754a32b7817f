import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { dutyChanged } from '../contract/roster.ts'
import type * as contract from '../contract/roster-life.ts'
import type { DutyShift } from '../contract.ts'
import { requireColleague } from './is-member.ts'
import { personBriefs } from './person-row.ts'
import { heldNow } from './role-row.ts'

/** The swaps at a facility that wait for an answer. */
export async function listSwaps(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listSwaps>> {
  requireColleague(actor, input.facilityId)
  const rows = await tx
    .selectFrom('identity.shift_swap as s')
    .innerJoin('identity.duty_shift as d', 'd.id', 's.shift_id')
    .leftJoin('identity.duty_shift as r', 'r.id', 's.in_return_shift_id')
    .select(['s.id', 's.from_person_id', 's.to_person_id', 's.asked_at'])
    .select(['d.position', 'd.specialty', 'd.starts_at', 'd.ends_at'])
    .select(['r.starts_at as return_starts_at', 'r.ends_at as return_ends_at'])
    .where('s.facility_id', '=', input.facilityId)
    .where('s.answer', 'is', null)
    .where('d.starts_at', '>', actor.now)
    .orderBy('d.starts_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.from_person_id, row.to_person_id]),
  )
  return rows.flatMap((row) => {
    const [from, to] = [people.get(row.from_person_id), people.get(row.to_person_id)]
    if (!from || !to) return []
    return {
      id: row.id as Id<'swap'>,
      from,
      to,
      // the table's CHECK allows exactly these positions
      position: row.position as DutyShift['position'],
      specialty: row.specialty,
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
      inReturn:
        row.return_starts_at && row.return_ends_at
          ? { startsAt: toInstant(row.return_starts_at), endsAt: toInstant(row.return_ends_at) }
          : null,
      askedAt: toInstant(row.asked_at),
      isForMe: row.to_person_id === actor.personId,
    }
  })
}

/** Asks a colleague of the same specialty and profession to take a duty of the caller. */
export async function askSwap(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.askSwap>,
): Promise<OutputOf<typeof contract.askSwap>> {
  const { facilityId, shiftId, toPersonId, inReturnShiftId } = input
  requireColleague(actor, facilityId)
  const mine = await shiftAt(tx, facilityId, shiftId)
  if (mine?.person_id !== actor.personId) throw new Problem(403, 'not-your-shift')
  if (mine.starts_at <= actor.now) throw new Problem(409, 'shift-has-begun')
  await requireAble(tx, actor, { facilityId, personId: toPersonId })
  if (inReturnShiftId) {
    const theirs = await shiftAt(tx, facilityId, inReturnShiftId)
    if (theirs?.person_id !== toPersonId) throw new Problem(422, 'cannot-take-this-duty')
    if (theirs.starts_at <= actor.now) throw new Problem(409, 'shift-has-begun')
  }
  const swapId = newId<'swap'>()
  const asked = await tx
    .insertInto('identity.shift_swap')
    .values({
      id: swapId,
      facility_id: facilityId,
      shift_id: shiftId,
      from_person_id: actor.personId,
      to_person_id: toPersonId,
      in_return_shift_id: inReturnShiftId,
      asked_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!asked) throw new Problem(409, 'already-asked')
  await emit(tx, actor, dutyChanged, { facilityId })
  return { swapId }
}

const shiftAt = async (tx: Tx, facilityId: string, shiftId: string) =>
  await tx
    .selectFrom('identity.duty_shift')
    .select(['person_id', 'starts_at', 'position'])
    .where('id', '=', shiftId)
    .where('facility_id', '=', facilityId)
    .executeTakeFirst()

/** Refuses a colleague who holds none of the caller's roles at the facility: a nurse cannot take a doctor's duty. */
async function requireAble(tx: Tx, actor: Actor, to: { facilityId: string; personId: string }): Promise<void> {
  const held = await heldNow(tx, actor.now)
    .select('role')
    .where('person_id', '=', to.personId)
    .where('facility_id', '=', to.facilityId)
    .execute()
  if (held.length === 0) throw new Problem(422, 'not-of-this-facility')
  const mine = actor.roles.filter((role) => role.facilityId === to.facilityId).map((role) => role.role)
  if (to.personId === actor.personId || !held.some(({ role }) => mine.includes(role)))
    throw new Problem(422, 'cannot-take-this-duty')
}

/** The one who was asked accepts or declines; whoever asked may take it back. The guard is in the write. */
export async function answerSwap(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.answerSwap>,
): Promise<typeof ok> {
  requireColleague(actor, input.facilityId)
  const who = input.answer === 'withdrawn' ? 'from_person_id' : 'to_person_id'
  const swap = await tx
    .updateTable('identity.shift_swap')
    .set({ answer: input.answer, answered_at: actor.now })
    .where('id', '=', input.swapId)
    .where('facility_id', '=', input.facilityId)
    .where(who, '=', actor.personId)
    .where('answer', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!swap) {
    const seen = await tx
      .selectFrom('identity.shift_swap')
      .select('id')
      .where('id', '=', input.swapId)
      .where(who, '=', actor.personId)
      .executeTakeFirst()
    if (!seen) throw notFound()
    throw new Problem(409, 'swap-is-over')
  }
  if (input.answer === 'accepted') {
    await handOver(tx, actor, { shiftId: swap.shift_id, from: swap.from_person_id, to: swap.to_person_id })
    if (swap.in_return_shift_id) {
      const back = { shiftId: swap.in_return_shift_id, from: swap.to_person_id, to: swap.from_person_id }
      await handOver(tx, actor, back)
    }
  }
  await emit(tx, actor, dutyChanged, { facilityId: input.facilityId })
  return ok
}

async function handOver(tx: Tx, actor: Actor, shift: { shiftId: string; from: string; to: string }): Promise<void> {
  const handed = await tx
    .updateTable('identity.duty_shift')
    .set({ person_id: shift.to })
    .where('id', '=', shift.shiftId)
    .where('person_id', '=', shift.from)
    .where('starts_at', '>', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!handed) throw new Problem(409, 'shift-has-begun')
}
