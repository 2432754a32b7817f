import { personBriefs } from '#capabilities/identity/server/index.ts'
import { dateOf } from '#capabilities/network/server/index.ts'
import { retentionOf } from '#capabilities/records/contract/retention.ts'
import { isHeld } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/opinions.ts'
import type { Incident, Informed } from '../contract/opinions.ts'
import { consultUpdated } from '../contract.ts'
import { personIn } from './consult-row.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'
import { outcomeOf } from './thread-row.ts'

/** Who was told of the consultation, or null. */
export async function informedOf(tx: Tx, consultId: string): Promise<Informed | null> {
  const row = await tx
    .selectFrom('consults.informed')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const people = await personBriefs(tx, [row.informed_by])
  return {
    version: row.version,
    // the table's CHECK allows exactly these words
    who: row.who as Informed['who'],
    name: row.name,
    how: row.how as Informed['how'],
    note: row.note,
    informedAt: toInstant(row.informed_at),
    informedBy: personIn(people, row.informed_by),
  }
}

/** The technical incidents of a consult, in the order in which they happened. */
export async function incidentsOf(tx: Tx, consultId: string): Promise<Incident[]> {
  const rows = await tx
    .selectFrom('consults.incident')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('occurred_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.noted_by),
  )
  return rows.map((row) => ({
    id: row.id as Id<'incident'>,
    kind: row.kind as Incident['kind'],
    text: row.text,
    occurredAt: toInstant(row.occurred_at),
    notedBy: personIn(people, row.noted_by),
  }))
}

/** Who was told, and what went wrong technically. */
export async function getSessionNotes(
  tx: Tx,
  _actor: Actor,
  input: { consultId: string },
): Promise<OutputOf<typeof contract.getSessionNotes>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  const outcome = await outcomeOf(tx, consult.id)
  const closing = { kind: 'record' as const, because: [], hasDied: outcome?.result === 'died' }
  return {
    informed: await informedOf(tx, consult.id),
    incidents: await incidentsOf(tx, consult.id),
    retention: outcome && retentionOf({ ...closing, closedOn: dateOf(new Date(outcome.recordedAt)) }),
    isHeld: await isHeld(tx, consult.patient_id),
  }
}

/** Says who was told of the consultation; when nobody could be told, why. */
export async function recordInformed(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.recordInformed>,
): Promise<Informed> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  if (input.who === 'relative' && input.name === '') throw new Problem(422, 'relative-missing')
  const isNobody = input.who === 'nobody-reached' || input.how === 'not-possible'
  if (isNobody && input.note === '') throw new Problem(422, 'reason-missing')
  if (new Date(input.informedAt) > actor.now) throw new Problem(422, 'time-in-the-future')
  const before = await informedOf(tx, consult.id)
  if ((before?.version ?? 0) !== input.basedOn) throw new Problem(409, 'informed-changed-meanwhile')
  const written = await tx
    .insertInto('consults.informed')
    .values({
      id: newId(),
      consult_id: consult.id,
      version: input.basedOn + 1,
      who: input.who,
      name: input.name.normalize('NFC'),
      how: input.how,
      note: input.note.normalize('NFC'),
      informed_at: input.informedAt,
      informed_by: actor.personId,
      recorded_at: actor.now,
    })
    .onConflict((conflict) => conflict.columns(['consult_id', 'version']).doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'informed-changed-meanwhile')
  await say({ tx, actor }, consultUpdated, consult)
  const informed = await informedOf(tx, consult.id)
  if (!informed) throw notFound()
  return informed
}

/** Notes a technical incident; it stands in the minutes that are closed after it. */
export async function noteIncident(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.noteIncident>,
): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  if (new Date(input.occurredAt) > actor.now) throw new Problem(422, 'time-in-the-future')
  await tx
    .insertInto('consults.incident')
    .values({
      id: newId(),
      consult_id: consult.id,
      kind: input.kind,
      text: input.text.normalize('NFC'),
      occurred_at: input.occurredAt,
      noted_by: actor.personId,
      noted_at: actor.now,
    })
    .execute()
  await say({ tx, actor }, consultUpdated, consult)
  return ok
}
