import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { ProtectedKind } from '../contract/protection.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import { recordChanged } from '../contract.ts'
import { accessOf, basisOf } from './access-of.ts'
import { requireCare } from './require-care.ts'

const minuteMs = 60_000

async function requireRecord(tx: Tx, patientId: string, kind: ProtectedKind, recordId: string): Promise<void> {
  const row = await tx
    .selectFrom(`records.${kind}`)
    .select('id')
    .where('id', '=', recordId)
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  if (!row) throw notFound()
}

/** Flags one fact; a second flag of the same category changes nothing. */
export async function protectRecord(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.protectRecord>,
): Promise<typeof ok> {
  const { patientId, kind, recordId } = input
  await requireCare(tx, patientId)
  await requireRecord(tx, patientId, kind, recordId)
  noteAccess(tx, { patientId, purpose: 'protect' })
  await tx
    .insertInto('records.protection')
    .values({
      id: newId(),
      patient_id: patientId,
      record_kind: kind,
      record_id: recordId,
      category: input.category,
      flagged_by: actor.personId,
      flagged_at: actor.now,
    })
    .onConflict((conflict) => conflict.columns(['record_kind', 'record_id', 'category']).doNothing())
    .execute()
  await emit(tx, actor, recordChanged, { patientId })
  return ok
}

/** A new version of a fact is protected as the one before was. */
export async function inheritProtection(
  tx: Tx,
  actor: Actor,
  fact: { patientId: string; kind: ProtectedKind; from: string; to: string },
): Promise<void> {
  const before = await tx
    .selectFrom('records.protection')
    .select('category')
    .where('record_kind', '=', fact.kind)
    .where('record_id', '=', fact.from)
    .execute()
  if (before.length === 0) return
  const flagged = { patient_id: fact.patientId, record_kind: fact.kind, record_id: fact.to }
  await tx
    .insertInto('records.protection')
    .values(
      before.map(({ category }) => ({
        ...{ id: newId(), ...flagged, category },
        ...{ flagged_by: actor.personId, flagged_at: actor.now },
      })),
    )
    .execute()
}

/** Unlocks one fact for the caller alone; the reason stays with who, when and until when. */
export async function unlockRecord(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.unlockRecord>,
): Promise<OutputOf<typeof contract.unlockRecord>> {
  const { patientId, kind, recordId } = input
  noteAccess(tx, { patientId, purpose: 'unlock', basis: basisOf(await accessOf(tx, actor, patientId)) })
  await requireRecord(tx, patientId, kind, recordId)
  const flags = await tx
    .selectFrom('records.protection')
    .select('category')
    .where('record_kind', '=', kind)
    .where('record_id', '=', recordId)
    .execute()
  // Population Law 113/2025 Art. 6(3): the sex of a foetus is disclosed to nobody
  if (flags.some((flag) => flag.category === 'FETAL_SEX')) throw new Problem(403, 'not-disclosed-by-law')
  const until = new Date(actor.now.getTime() + input.minutes * minuteMs)
  await tx
    .insertInto('records.unlock')
    .values({
      id: newId(),
      patient_id: patientId,
      person_id: actor.personId,
      record_kind: kind,
      record_id: recordId,
      reason: input.reason.normalize('NFC'),
      unlocked_at: actor.now,
      ends_at: until,
    })
    .execute()
  return { until: toInstant(until) }
}
