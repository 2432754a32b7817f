import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { recordChanged } from '../contract.ts'
import { inheritProtection, protectRecord } from './protect-record.ts'
import { requireCare } from './require-care.ts'
import { shieldFor } from './shield.ts'

/** Writes a note; all but progress notes replace the one before of their kind, which stays with its author. */
export async function writeNote(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.writeNote>,
): Promise<OutputOf<typeof contract.writeNote>> {
  await requireCare(tx, input.patientId)
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  const isOne = input.kind !== 'progress'
  const before = isOne
    ? await tx
        .selectFrom('records.note')
        .select('id')
        .where('patient_id', '=', input.patientId)
        .where('kind', '=', input.kind)
        .orderBy('recorded_at', 'desc')
        .limit(1)
        .executeTakeFirst()
    : undefined
  const noteId = newId<'note'>()
  await tx
    .insertInto('records.note')
    .values({
      id: noteId,
      patient_id: input.patientId,
      kind: input.kind,
      text: input.text.normalize('NFC'),
      author_id: actor.personId,
      recorded_at: actor.now,
      replaces_id: before?.id ?? null,
    })
    .execute()
  const fact = { patientId: input.patientId, kind: 'note' as const }
  if (before) await inheritProtection(tx, actor, { ...fact, from: before.id, to: noteId })
  const { category } = input
  if (category) await protectRecord(tx, actor, { ...fact, recordId: noteId, category })
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  const shield = await shieldFor(tx, input.patientId)
  const author = (await personBriefs(tx, [actor.personId])).get(actor.personId)
  if (!author) throw notFound()
  return {
    id: noteId,
    kind: input.kind,
    text: shield.text('note', noteId, input.text),
    author,
    recordedAt: toInstant(actor.now),
    protection: shield.over('note', noteId),
  }
}
