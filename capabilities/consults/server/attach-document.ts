import { fileDocument } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/attachment.ts'
import { attachmentMaxBytes, type attachmentTypes } from '../contract/attachment.ts'
import { type ConsultStatus, consultCan, consultUpdated } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

type MediaType = (typeof attachmentTypes)[number]

const textAt = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** What a file is, by its first bytes and never by its name; null for all that is not taken. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (textAt(bytes, 0, 3) === '\u00FF\u00D8\u00FF') return 'image/jpeg'
  if (textAt(bytes, 0, 8) === '\u0089PNG\r\n\u001A\n') return 'image/png'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (textAt(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  if (textAt(bytes, 4, 8) === 'ftyp') return 'video/mp4'
  if (textAt(bytes, 0, 4) === '\u001AE\u00DF\u00A3') return 'video/webm'
  return null
}

/** Files what is attached to a case in the patient's record; the same attachment again changes nothing. */
export async function attachDocument(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.attachDocument>,
): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  // the table's CHECK allows exactly these states
  if (!consultCan('converse', { status: consult.status as ConsultStatus })) throw new Problem(409, 'consult-is-over')
  const bytes = Buffer.from(input.base64, 'base64')
  if (bytes.length > attachmentMaxBytes) throw new Problem(413, 'file-too-large')
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType) throw new Problem(422, 'file-kind-unknown')
  await fileDocument(tx, actor, {
    ...{ patientId: consult.patient_id, kind: 'attachment', title: input.title.normalize('NFC'), mediaType, bytes },
    ...{ sourceKind: 'attachment', sourceId: input.attachmentId, version: 1 },
  })
  await say({ tx, actor }, consultUpdated, consult)
  return ok
}
