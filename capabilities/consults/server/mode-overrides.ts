import { sql } from 'kysely'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/modes.ts'
import type { ModeOverride } from '../contract/modes.ts'
import { personIn } from './consult-row.ts'

/** The overrides that the actor may see, of one consult or of all; those not reviewed first, then the newest. */
export async function overridesOf(tx: Tx, actor: Actor, of: { consultId?: string }): Promise<ModeOverride[]> {
  const { consultId } = of
  const rows = await tx
    .selectFrom('consults.mode_override as o')
    .leftJoin('consults.consult as c', 'c.id', 'o.consult_id')
    .selectAll('o')
    .select('c.patient_id')
    .$if(consultId !== undefined, (query) => query.where('o.consult_id', '=', consultId ?? ''))
    .orderBy(sql`o.reviewed_at is not null`)
    .orderBy('o.at', 'desc')
    .limit(200)
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.by_person, row.reviewed_by]),
  )
  const patients = await patientBriefs(
    tx,
    rows.flatMap((row) => (row.patient_id ? [row.patient_id] : [])),
  )
  return rows.map((row) => ({
    id: row.id as Id<'mode-override'>,
    consultId: row.consult_id as Id<'consult'>,
    patient: patients.get(row.patient_id ?? '') ?? null,
    // the table's CHECKs allow exactly the contract's words
    mode: row.mode as ModeOverride['mode'],
    kind: row.kind as ModeOverride['kind'],
    missing: row.missing as ModeOverride['missing'],
    reason: row.reason,
    by: personIn(people, row.by_person),
    at: toInstant(row.at),
    review:
      row.reviewed_by && row.reviewed_at
        ? {
            verdict: row.verdict as NonNullable<ModeOverride['review']>['verdict'],
            note: row.review_note,
            by: personIn(people, row.reviewed_by),
            at: toInstant(row.reviewed_at),
          }
        : null,
    canReview: !row.reviewed_at && row.by_person !== actor.personId && holds(actor, ['leader'], row.asking_facility_id),
  }))
}

/** What went on without a condition at hospitals that the caller leads. */
export async function listOverrides(tx: Tx, actor: Actor): Promise<ModeOverride[]> {
  const led = new Set(actor.roles.filter((held) => held.role === 'leader').map((held) => held.facilityId))
  if (led.size === 0) return []
  return await overridesOf(tx, actor, {})
}

/** The verdict of the leader of the asking hospital; the first stands. */
export async function reviewOverride(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.reviewOverride>,
): Promise<typeof ok> {
  if (input.verdict === 'not-justified' && input.note === '') throw new Problem(422, 'reason-missing')
  const row = await tx
    .selectFrom('consults.mode_override')
    .select(['asking_facility_id', 'by_person'])
    .where('id', '=', input.overrideId)
    .executeTakeFirst()
  if (!row || !holds(actor, ['leader'], row.asking_facility_id)) throw notFound()
  if (row.by_person === actor.personId) throw new Problem(403, 'not-your-own-review')
  const reviewed = await tx
    .updateTable('consults.mode_override')
    .set({
      reviewed_by: actor.personId,
      reviewed_at: actor.now,
      verdict: input.verdict,
      review_note: input.note.normalize('NFC'),
    })
    .where('id', '=', input.overrideId)
    .where('reviewed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!reviewed) throw new Problem(409, 'already-reviewed')
  return ok
}
