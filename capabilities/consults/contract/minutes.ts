import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'

/** The secretary signs first, then the chair; `signed-once` are older minutes that the chair signed first. */
export const minutesStatus = z.enum([
  ...(['draft', 'concluded', 'signed-once', 'secretary-signed', 'chair-signed', 'filed'] as const),
])

/** In which states each verb of the minutes is possible. */
export const minutesStates = {
  sign: ['draft', 'concluded', 'signed-once', 'secretary-signed'],
  correct: ['chair-signed', 'filed'],
} as const satisfies Record<string, readonly z.output<typeof minutesStatus>[]>

const slot = z.enum(['chair', 'secretary'])

/** How a slot was closed: by a lawful signature, one of the demonstration, or by password and the seal of the system. */
export const closedBy = z.enum(['signature', 'demo-signature', 'seal'])

/** How a slot was closed. */
export type ClosedBy = z.output<typeof closedBy>

/** Minutes (form 27/BV2 and annex). While a draft they follow the case; what is signed never changes. */
export const minutes = z.object({
  id: id<'minutes'>().nullable(),
  version: z.number().int(),
  status: minutesStatus,
  chair: personBrief.nullable(),
  secretary: personBrief.nullable(),
  summary: z.string(),
  conclusion: z.string(),
  nextTreatment: z.string(),
  /** Codes of what must be there before anybody can sign. */
  missing: z.array(z.enum(['conclusion', 'next-treatment', 'decision', 'expert'])),
  /** Who was rung and neither came nor declined: a warning before signing, no hindrance. */
  unanswered: z.array(personBrief),
  registerNumber: z.string().nullable(),
  correctionReason: z.string().nullable(),
  signatures: z.array(z.object({ slot, person: personBrief, signedAt: instant, by: closedBy })),
  hasPdf: z.boolean(),
})

/** Minutes of a consult, without how this installation would close them. */
export type Minutes = z.output<typeof minutes>

/** `closesBy` is what signing means in this installation; null where nobody can. */
const shownMinutes = minutes.extend({ closesBy: closedBy.nullable() })

/** Minutes as a screen shows them. */
export type ShownMinutes = z.output<typeof shownMinutes>

const consultId = { consultId: id<'consult'>() }

export const getMinutes = endpoint({
  name: 'get-minutes',
  method: 'GET',
  path: '/api/consults/{consultId}/minutes',
  may: 'consult.read',
  input: z.object(consultId),
  output: shownMinutes,
})

/**
 * Signs my slot of the newest minutes; asks for the password again. The secretary signs first and closes the text. Where
 * nobody makes digital signatures both confirm by password and the system seals the file, which then says so.
 */
export const signMinutes = endpoint({
  name: 'sign-minutes',
  method: 'POST',
  path: '/api/consults/{consultId}/minutes/sign',
  may: 'consult.read',
  perMinute: 20,
  input: z.object({ ...consultId, version: z.number().int().positive(), password: z.string().min(1).max(200) }),
  output: shownMinutes,
  problems: [
    'wrong-password',
    'password-locked',
    'not-a-signer',
    'minutes-incomplete',
    'minutes-not-open',
    'already-signed',
    'signing-is-off',
    'secretary-signs-first',
  ],
})

/** Opens a new version with a reason; the signed one stays. */
export const correctMinutes = endpoint({
  name: 'correct-minutes',
  method: 'POST',
  path: '/api/consults/{consultId}/minutes/correct',
  may: 'consult.read',
  input: z.object({ ...consultId, reason: z.string().trim().min(1).max(1000) }),
  output: shownMinutes,
  problems: ['not-a-signer', 'minutes-not-signed'],
})

/** The minutes as PDF: the signed file, or the draft as it stands. */
export const getMinutesPdf = endpoint({
  name: 'get-minutes-pdf',
  method: 'GET',
  path: '/api/consults/{consultId}/minutes/{version}/pdf',
  may: 'consult.read',
  input: z.object({ ...consultId, version: z.coerce.number().int().positive() }),
  output: z.unknown(),
})
