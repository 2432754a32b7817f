import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/minutes.ts'
import { composeMinutes } from './compose-minutes.ts'
import { readMinutes } from './get-minutes.ts'
import { picturesOf } from './key-images-on-paper.ts'
import { renderMinutes } from './minutes-document.ts'
import { signedFile } from './minutes-row.ts'

const draftNotice = 'BẢN NHÁP, CHƯA KÝ'

/** Sends the file of a version: as signed, or the newest draft as it stands, marked as such on each page. */
export async function getMinutesPdf(
  call: OutsideCall,
  input: ParsedOf<typeof contract.getMinutesPdf>,
): Promise<unknown> {
  const { house, actor } = call
  const { consult, minutes, sources } = await readMinutes(house, actor, input.consultId)
  call.note({ patientId: consult.patient_id, purpose: 'consult' })
  const signed = await inTransaction(
    house,
    actor,
    async (tx) => await signedFile(tx, consult.id, input.version),
    'read',
  )
  if (!signed && (!sources?.record || minutes.version !== input.version)) throw notFound()
  const { version, correctionReason } = minutes
  // text is owed to who signs, also when their sight of the record has ended; pictures of the body are not
  const pictures = signed ? new Map() : await picturesOf(house, actor, sources?.keyImages ?? [])
  const edition = { pictures, version, correctionReason, isDraft: true, notice: draftNotice, now: actor.now }
  const pdf = signed ?? Buffer.from(sources ? await renderMinutes(composeMinutes(sources, edition)) : [])
  await call.reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', `inline; filename="bien-ban-hoi-chan-${input.version}.pdf"`)
    .send(pdf)
  return undefined
}
