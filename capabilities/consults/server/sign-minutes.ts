import { createHash } from 'node:crypto'
import { type Auth, provePassword } from '#capabilities/identity/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import { SlotSigned, signPdf } from '#platform/server/signature/pades.ts'
import { type Seal, sealFormat } from '#platform/server/signature/seal.ts'
import { type SignatureProvider, SignatureRefused } from '#platform/server/signature/signature-provider.ts'
import type * as contract from '../contract/minutes.ts'
import { type ClosedBy, type Minutes, minutesStates } from '../contract/minutes.ts'
import { composeMinutes } from './compose-minutes.ts'
import { slotOf } from './draft-minutes.ts'
import { readMinutes } from './get-minutes.ts'
import { picturesOf } from './key-images-on-paper.ts'
import { type MinutesDocument, renderMinutes } from './minutes-document.ts'
import { signedFile } from './minutes-row.ts'
import { shortInstant } from './minutes-words.ts'
import { type Closed, type ToSign, writeSignature } from './write-minutes-signature.ts'

/** What signing needs: who checks the password, who makes signatures, and the seal for where nobody does. */
export type SigningParts = { auth: Auth; signature: SignatureProvider | null; seal: Seal | null }

type Input = ParsedOf<typeof contract.signMinutes>

const tries = 4
const titles = { chair: 'Chủ tọa', secretary: 'Thư ký' } as const
const demoNotice = 'Chữ ký số thử nghiệm (demo), không có giá trị pháp lý.'
const sealNotice = 'Niêm phong của hệ thống, không có chữ ký số.'

/** What signing means here: a lawful signature, one of the demonstration, the seal alone, or nothing. */
export function closesBy({ signature, seal }: SigningParts): ClosedBy | null {
  if (signature) return signature.isDemo ? 'demo-signature' : 'signature'
  return seal && 'seal'
}

/**
 * Signs the caller's slot after asking for the password again. The signature is made outside the transaction, and
 * written only onto what was read: of two who sign at once the second signs anew, upon the first's file.
 */
export async function signMinutes(parts: SigningParts, call: OutsideCall, input: Input): Promise<Minutes> {
  const { house, actor } = call
  await provePassword(parts.auth, call, input.password)
  if (!closesBy(parts)) throw new Problem(503, 'signing-is-off')
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const read = await readToSign(call, parts, input)
    const [toSign, signed] = parts.signature
      ? [read, await signIt(parts.signature, call, read)]
      : await sealIt(parts, call, read)
    const isWritten = await inTransaction(
      house,
      actor,
      async (tx) => await writeSignature(tx, actor, toSign, { ...signed, roleTitle: titles[toSign.slot] }),
    )
    if (isWritten) return (await readMinutes(house, actor, input.consultId)).minutes
  }
  throw new Problem(409, 'minutes-not-open')
}

async function readToSign(call: OutsideCall, parts: SigningParts, input: Input): Promise<ToSign> {
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
  if (sources && slot === 'chair') throw new Problem(409, 'secretary-signs-first')
  const base = { consult, row, version: minutes.version, slot }
  if (sources) {
    const notice = { signature: null, 'demo-signature': demoNotice, seal: sealNotice }[closesBy(parts) ?? 'seal']
    const pictures = await picturesOf(house, systemActor('compose-minutes', actor.now), sources.keyImages)
    const content = composeMinutes(sources, { ...minutes, isDraft: false, notice, now: actor.now, pictures })
    return { ...base, content, pdf: await renderMinutes(content), sources }
  }
  const pdf = await inTransaction(house, actor, async (tx) => await signedFile(tx, consult.id, minutes.version), 'read')
  if (!row || !pdf) throw new Error('minutes that were signed once have no file')
  // written by the first signature, never changed
  return { ...base, content: row.content as unknown as MinutesDocument, pdf, sources: null }
}

async function signIt(provider: SignatureProvider, call: OutsideCall, toSign: ToSign): Promise<Closed> {
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

/** Without a provider: the confirmation by password stands on the paper, and the system seals the file anew. */
async function sealIt({ seal }: SigningParts, call: OutsideCall, toSign: ToSign): Promise<[ToSign, Closed]> {
  if (!seal) throw new Problem(503, 'signing-is-off')
  const now = call.house.clock.now()
  const confirmed = `Xác nhận bằng mật khẩu lúc ${shortInstant(toInstant(now))}; không phải chữ ký số`
  const before = toSign.sources ? { secretary: null, chair: null } : toSign.content.signatureNotes
  const signatureNotes = { ...before, [toSign.slot]: confirmed }
  const content = { ...toSign.content, signatureNotes }
  const pdf = seal.seal(await renderMinutes(content))
  return [
    { ...toSign, content, pdf },
    {
      pdf,
      format: sealFormat,
      certificateSerial: seal.fingerprint,
      certificateIssuer: sealNotice,
      signedAt: now,
      contentSha256: createHash('sha256').update(pdf).digest('hex'),
    },
  ]
}
