import { type Auth, provePassword } from '#capabilities/identity/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import { type SignedPdf, SlotSigned, signPdf } from '#platform/server/signature/pades.ts'
import { type SignatureProvider, SignatureRefused } from '#platform/server/signature/signature-provider.ts'
import type * as contract from '../contract/minutes.ts'
import { type Minutes, minutesStates } from '../contract/minutes.ts'
import { composeMinutes } from './compose-minutes.ts'
import { slotOf } from './draft-minutes.ts'
import { readMinutes } from './get-minutes.ts'
import { type MinutesDocument, renderMinutes } from './minutes-document.ts'
import { signedFile } from './minutes-row.ts'
import { type ToSign, writeSignature } from './write-minutes-signature.ts'

/** What signing needs: who checks the password, and who makes signatures; null when nobody does. */
export type SigningParts = { auth: Auth; signature: SignatureProvider | null }

type Input = ParsedOf<typeof contract.signMinutes>

const tries = 4
const titles = { chair: 'Chủ tọa', secretary: 'Thư ký' } as const
const demoNotice = 'Chữ ký số thử nghiệm (demo), không có giá trị pháp lý.'

/**
 * Signs the caller's slot after asking for the password again. The signature is made outside the transaction, and
 * written only onto what was read: of two who sign at once the second signs anew, upon the first's file.
 */
export async function signMinutes(parts: SigningParts, call: OutsideCall, input: Input): Promise<Minutes> {
  const { signature: provider } = parts
  const { house, actor } = call
  await provePassword(parts.auth, call, input.password)
  if (!provider) throw new Problem(503, 'signing-is-off')
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const toSign = await readToSign(call, provider, input)
    const signed = await signIt(provider, call, toSign)
    const isWritten = await inTransaction(
      house,
      actor,
      async (tx) => await writeSignature(tx, actor, toSign, { ...signed, roleTitle: titles[toSign.slot] }),
    )
    if (isWritten) return (await readMinutes(house, actor, input.consultId)).minutes
  }
  throw new Problem(409, 'minutes-not-open')
}

async function readToSign(call: OutsideCall, provider: SignatureProvider, input: Input): Promise<ToSign> {
  const { house, actor } = call
  const { consult, row, minutes, sources } = await readMinutes(house, actor, input.consultId)
  call.note({ patientId: consult.patient_id, purpose: 'consult' })
  const slot = row
    ? slotOf({ accepted_by: row.chair_id, asked_by: row.secretary_id }, actor.personId)
    : slotOf(consult, actor.personId)
  if (!slot) throw new Problem(403, 'not-a-signer')
  if (minutes.version !== input.version) throw new Problem(409, 'minutes-not-open')
  if (minutes.signatures.some((each) => each.person.id === actor.personId)) throw new Problem(409, 'already-signed')
  if (!(minutesStates.sign as readonly string[]).includes(minutes.status)) throw new Problem(409, 'minutes-not-open')
  if (minutes.missing.length > 0) throw new Problem(422, 'minutes-incomplete')
  const base = { consult, row, version: minutes.version, slot }
  if (sources) {
    const notice = provider.isDemo ? demoNotice : null
    const content = composeMinutes(sources, { ...minutes, isDraft: false, notice, now: actor.now })
    return { ...base, content, pdf: await renderMinutes(content), sources }
  }
  const pdf = await inTransaction(house, actor, async (tx) => await signedFile(tx, consult.id, minutes.version), 'read')
  if (!row || !pdf) throw new Error('minutes that were signed once have no file')
  // written by the first signature, never changed
  return { ...base, content: row.content as unknown as MinutesDocument, pdf, sources: null }
}

async function signIt(provider: SignatureProvider, call: OutsideCall, toSign: ToSign): Promise<SignedPdf> {
  const { slot, content, version, pdf } = toSign
  const person = content[slot]
  const displayName = `${person.title} ${person.name}`.trim()
  return await signPdf(pdf, {
    provider,
    signer: { personId: call.actor.personId, displayName, role: titles[slot], facility: person.facility },
    reason: `${titles[slot]} hội chẩn, biên bản phiên bản ${version}`,
    location: person.facility,
    fieldName: slot,
    now: call.house.clock.now(),
  }).catch((error: unknown) => {
    if (error instanceof SignatureRefused) throw new Problem(503, 'signing-is-off')
    if (error instanceof SlotSigned) throw new Problem(409, 'already-signed')
    throw error
  })
}
