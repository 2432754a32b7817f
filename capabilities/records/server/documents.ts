import { createHash } from 'node:crypto'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { recordChanged } from '../contract.ts'
import { shieldFor } from './shield.ts'

/** A document to be filed; `source` and `version` make filing it twice harmless. */
export type NewDocument = {
  patientId: string
  kind: string
  title: string
  mediaType: string
  bytes: Uint8Array
  sourceKind: string
  sourceId: string
  version: number
}

/** Files a document in the patient's record, once for each source and version. */
export async function fileDocument(tx: Tx, actor: Actor, document: NewDocument): Promise<void> {
  const filed = await tx
    .insertInto('records.document')
    .values({
      id: newId(),
      patient_id: document.patientId,
      kind: document.kind,
      title: document.title,
      media_type: document.mediaType,
      bytes: Buffer.from(document.bytes),
      sha256: createHash('sha256').update(document.bytes).digest('hex'),
      source_kind: document.sourceKind,
      source_id: document.sourceId,
      version: document.version,
      filed_by: actor.personId,
      filed_at: actor.now,
    })
    .onConflict((conflict) => conflict.columns(['source_kind', 'source_id', 'version']).doNothing())
    .executeTakeFirst()
  if (filed.numInsertedOrUpdatedRows) await emit(tx, actor, recordChanged, { patientId: document.patientId })
}

/** Sends a filed document as its own media type. */
export async function getDocument(call: OutsideCall, input: ParsedOf<typeof contract.getDocument>): Promise<unknown> {
  const row = await inTransaction(
    call.house,
    call.actor,
    async (tx) => {
      const found = await tx
        .selectFrom('records.document')
        .select(['bytes', 'media_type'])
        .where('id', '=', input.documentId)
        .where('patient_id', '=', input.patientId)
        .executeTakeFirst()
      const shield = await shieldFor(tx, input.patientId)
      return found && { ...found, isMasked: shield.over('document', input.documentId)?.isMasked }
    },
    'read',
  )
  if (!row) throw notFound()
  if (row.isMasked) throw new Problem(403, 'record-protected')
  call.note({ patientId: input.patientId, purpose: 'care' })
  await call.reply
    .type(row.media_type)
    .header('cache-control', 'no-store')
    .header('content-disposition', 'inline; filename="document.pdf"')
    .send(row.bytes)
  return undefined
}
