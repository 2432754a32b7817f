import { sql } from 'kysely'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import type { GlassUse } from '../contract/protection-endpoints.ts'
import { patientBriefs } from './patient-row.ts'

/** The uses that the caller may read as leader of the one hospital or the other: those not reviewed first, then newest. */
export async function listGlassUses(tx: Tx, actor: Actor): Promise<GlassUse[]> {
  const rows = await tx
    .selectFrom('records.break_glass')
    .selectAll()
    .select(sql<boolean>`records.led(patient_id)`.as('is_led'))
    .orderBy(sql`reviewed_at is not null`)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.person_id, row.reviewed_by]),
  )
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const names = await facilityNames(
    tx,
    rows.map((row) => row.facility_id),
    actor.now,
  )
  return rows.flatMap((row) => {
    const person = people.get(row.person_id)
    if (!person) return []
    const use = {
      id: row.id as Id<'break-glass'>,
      person,
      facilityName: names.get(row.facility_id)?.name ?? '',
      patient: patients.get(row.patient_id) ?? null,
      patientId: row.patient_id as Id<'patient'>,
      reason: row.reason,
      at: toInstant(row.at),
      until: toInstant(row.ends_at),
    }
    const canReview = row.is_led && !row.reviewed_at && row.person_id !== actor.personId
    return [{ ...use, review: reviewOf(row, people), canReview, mayHold: row.is_led }]
  })
}

type Reviewed = { verdict: string | null; review_note: string; reviewed_by: string | null; reviewed_at: Date | null }

function reviewOf(row: Reviewed, people: Awaited<ReturnType<typeof personBriefs>>): GlassUse['review'] {
  const by = people.get(row.reviewed_by ?? '')
  if (!row.reviewed_at || !by) return null
  // the table's CHECK allows exactly these verdicts
  const verdict = row.verdict as NonNullable<GlassUse['review']>['verdict']
  return { verdict, note: row.review_note, by, at: toInstant(row.reviewed_at) }
}

/** Says what the leader thinks of a use; the first verdict stands, and nobody judges themselves. */
export async function reviewGlassUse(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.reviewGlassUse>,
): Promise<typeof ok> {
  if (input.verdict === 'not-justified' && input.note === '') throw new Problem(422, 'reason-missing')
  const use = await tx
    .selectFrom('records.break_glass')
    .select(['patient_id', 'person_id'])
    .select(sql<boolean>`records.led(patient_id)`.as('is_led'))
    .where('id', '=', input.breakGlassId)
    .executeTakeFirst()
  if (!use?.is_led) throw notFound()
  noteAccess(tx, { patientId: use.patient_id, purpose: 'review' })
  if (use.person_id === actor.personId) throw new Problem(403, 'not-your-own-review')
  const reviewed = await tx
    .updateTable('records.break_glass')
    .set({
      reviewed_by: actor.personId,
      reviewed_at: actor.now,
      verdict: input.verdict,
      review_note: input.note.normalize('NFC'),
    })
    .where('id', '=', input.breakGlassId)
    .where('reviewed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!reviewed) throw new Problem(409, 'already-reviewed')
  return ok
}

/** How many uses wait for a verdict of the caller, and since when the oldest does. */
export async function openGlassReviews(tx: Tx, actor: Actor): Promise<{ count: number; oldest: Date | null }> {
  const row = await tx
    .selectFrom('records.break_glass')
    .select((on) => [on.fn.countAll<string>().as('count'), on.fn.min('at').as('oldest')])
    .where('reviewed_at', 'is', null)
    .where('person_id', '<>', actor.personId)
    .where(sql<boolean>`records.led(patient_id)`)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), oldest: row.oldest }
}
