import { personBriefs } from '#capabilities/identity/server/index.ts'
import { getFacility } from '#capabilities/network/contract.ts'
import { networkHandlers } from '#capabilities/network/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { ask } from './ask-neighbour.ts'
import { type LetterDocument, renderLetter } from './letter-document.ts'
import { issuedOf, newestLetter, valuesOf } from './letter-row.ts'
import { letterXml } from './letter-xml.ts'
import { findTransfer } from './transfer-row.ts'

type Wanted = { transferId: string }

/** The issued letter with all that the paper says. 404 while it is a draft. */
async function readLetter(call: OutsideCall, input: Wanted): Promise<LetterDocument> {
  const found = await inTransaction(
    call.house,
    call.actor,
    async (tx) => {
      const row = await findTransfer(tx, input.transferId)
      const saved = await newestLetter(tx, row.id)
      const issued = await issuedOf(tx, saved)
      if (!saved || !issued) throw notFound()
      const place = async (facilityId: string) => {
        const asker = { tx, actor: call.actor }
        return await ask(asker, networkHandlers, getFacility, { facilityId: facilityId as Id<'facility'> })
      }
      const from = await place(row.from_facility_id)
      const to = await place(row.to_facility_id)
      const people = await personBriefs(tx, [saved.written_by])
      const doctor = people.get(saved.written_by)
      const authority = from.levels[0]?.authority || `Sở Y tế ${from.provinceName}`.trim()
      const document: LetterDocument = {
        ...{ values: valuesOf(saved), authority, from: from.name, to: to.name },
        ...{ number: issued.number, issuedAt: issued.issuedAt, validUntil: issued.validUntil },
        doctor: doctor ? `${doctor.title} ${doctor.fullName}`.trim() : '',
        leftAt: row.departed_at ? toInstant(row.departed_at) : null,
      }
      return { patientId: row.patient_id, document }
    },
    'read',
  )
  call.note({ patientId: found.patientId, purpose: 'transfer' })
  return found.document
}

async function send(call: OutsideCall, file: { type: string; name: string; body: Buffer }): Promise<undefined> {
  await call.reply
    .type(file.type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `inline; filename="${file.name}"`)
    .send(file.body)
}

/** Sends the issued letter as PDF. */
export async function getLetterPdf(call: OutsideCall, input: Wanted): Promise<unknown> {
  const body = Buffer.from(await renderLetter(await readLetter(call, input)))
  return await send(call, { type: 'application/pdf', name: 'phieu-chuyen-co-so.pdf', body })
}

/** Sends the issued letter as XML13. */
export async function getLetterXml(call: OutsideCall, input: Wanted): Promise<unknown> {
  const body = Buffer.from(letterXml((await readLetter(call, input)).values))
  return await send(call, { type: 'application/xml', name: 'xml13.xml', body })
}
