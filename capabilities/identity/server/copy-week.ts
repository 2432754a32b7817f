import { sql } from 'kysely'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { dutyChanged, dutyHour } from '../contract/roster.ts'
import type { copyWeek as contract } from '../contract/roster-life.ts'
import { heldNow } from './role-row.ts'

const dayMs = 24 * 60 * 60 * 1000
const weekMs = 7 * dayMs

/** Copies the duties that begin in one week to another, for those who still work there. */
export async function copyWeek(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { facilityId } = input
  if (!holds(actor, ['administrator', 'coordinator'], facilityId)) throw notFound()
  const [from, to] = [input.from, input.to].map((date) => new Date(`${date}T${dutyHour}:00+07:00`).getTime())
  if (from === undefined || to === undefined || from === to || (to - from) % weekMs !== 0)
    throw new Problem(422, 'not-a-whole-number-of-weeks')
  if (to + weekMs <= actor.now.getTime()) throw new Problem(422, 'shift-is-over')
  const rows = await tx
    .selectFrom('identity.duty_shift')
    .selectAll()
    .where('facility_id', '=', facilityId)
    .where('starts_at', '>=', new Date(from))
    .where('starts_at', '<', new Date(from + weekMs))
    .where('person_id', 'in', heldNow(tx, actor.now).select('person_id').where('facility_id', '=', facilityId))
    .execute()
  const wanted = rows.map((row) => ({
    id: newId(),
    facility_id: facilityId,
    specialty: row.specialty,
    position: row.position,
    person_id: row.person_id,
    starts_at: new Date(row.starts_at.getTime() + to - from),
    ends_at: new Date(row.ends_at.getTime() + to - from),
  }))
  // a place is taken when anybody holds it for a part of that time; two who copy at once are let in one after the other
  await sql`select pg_advisory_xact_lock(hashtext(${`roster/${facilityId}`}))`.execute(tx)
  const copied =
    await sql`insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
    select w.* from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(id uuid, facility_id uuid, specialty text, position text, person_id uuid, starts_at timestamptz, ends_at timestamptz)
    where w.ends_at > ${actor.now} and not exists (select 1 from identity.duty_shift d where d.facility_id = w.facility_id
      and d.specialty is not distinct from w.specialty and d.position = w.position
      and (d.position <> 'team' or d.person_id = w.person_id)
      and d.starts_at < w.ends_at and d.ends_at > w.starts_at)
    returning id`.execute(tx)
  if (copied.rows.length > 0) await emit(tx, actor, dutyChanged, { facilityId })
  return { copied: copied.rows.length, skipped: wanted.length - copied.rows.length }
}
