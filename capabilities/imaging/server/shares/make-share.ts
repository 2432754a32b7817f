import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import { isTreatedAt } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, careFacilities, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../../contract/shares.ts'
import { imagingPermissions } from '../../contract.ts'
import { findStudy } from '../study-row.ts'

const hourMs = 60 * 60 * 1000
const tokenBytes = 32
const codeDigits = 6
const codes = 10 ** codeDigits

/** The form in which a token is kept. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The form in which a code is kept: worth nothing without the token, which is not kept. */
export const codeHash = (token: string, code: string): string => createHmac('sha256', token).update(code).digest('hex')

/**
 * Opens images to somebody outside. Only who treats the patient may: a specialist who was asked passes nothing on. The
 * files themselves bear the patient's name, so they are given only where the name may be known.
 */
export async function makeShare(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.makeShare>,
): Promise<OutputOf<typeof contract.makeShare>> {
  const study = await findStudy(tx, { studyId: input.studyId })
  const patientId = study.patient_id
  if (!patientId || !(await treatsHere(tx, actor, patientId, imagingPermissions['study.share']))) throw notFound()
  noteAccess(tx, { patientId, purpose: 'share-images', basis: input.basis })
  if (input.mayDownload && !input.isIdentified) throw new Problem(422, 'download-needs-identity')
  await refuseForeignSeries(tx, input)
  const token = randomBytes(tokenBytes).toString('base64url')
  const code = input.withCode ? String(randomInt(codes)).padStart(codeDigits, '0') : null
  const expiresAt = new Date(actor.now.getTime() + input.hours * hourMs)
  const shareId = newId<'share'>()
  await tx
    .insertInto('imaging.share')
    .values({
      ...{ id: shareId, study_id: study.id, patient_id: patientId, series_ids: input.seriesIds },
      ...{ made_for: input.madeFor.normalize('NFC'), basis: input.basis, reason: input.reason.normalize('NFC') },
      ...{ token_hash: tokenHash(token), is_identified: input.isIdentified, may_download: input.mayDownload },
      may_add: input.mayAdd,
      code_hash: code === null ? null : codeHash(token, code),
      ...{ created_by: actor.personId ?? '', created_at: actor.now, expires_at: expiresAt },
    })
    .execute()
  return { shareId, token, code, expiresAt: toInstant(expiresAt) }
}

async function refuseForeignSeries(
  tx: Tx,
  { studyId, seriesIds }: { studyId: string; seriesIds: readonly string[] | null },
): Promise<void> {
  if (!seriesIds) return
  const rows = await tx
    .selectFrom('imaging.series')
    .select('id')
    .where('study_id', '=', studyId)
    .where('id', 'in', seriesIds)
    .execute()
  if (rows.length !== new Set(seriesIds).size) throw notFound()
}

/** Whether the patient is treated where the actor takes part in care in one of these roles. */
export async function treatsHere(tx: Tx, actor: Actor, patientId: string, roles: readonly string[]): Promise<boolean> {
  for (const facilityId of careFacilities(actor))
    if (holds(actor, roles, facilityId) && (await isTreatedAt(tx, patientId, facilityId))) return true
  return false
}
