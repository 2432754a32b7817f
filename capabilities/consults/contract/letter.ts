import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { letterFields } from './letter-fields.ts'

const names = new Set(letterFields.filter((field) => !field.isGiven).map((field) => field.name))
const values = z.record(z.string(), z.string().max(4000))

/** The referral letter of a transfer: what is filled in, what is wrong with it, and its number once issued. */
export const letter = z.object({
  version: z.number().int(),
  values,
  /** Fields whose value was proposed from the record and nobody has saved yet. */
  proposed: z.array(z.string()),
  faults: z.array(
    z.object({
      field: z.string(),
      fault: z.enum(['missing', 'moment', 'birth', 'dates', 'code', 'pattern', 'too-long', 'too-many', 'order']),
    }),
  ),
  issued: z
    .object({ number: z.string(), issuedAt: instant, issuedBy: personBrief, validUntil: calendarDate })
    .nullable(),
})

/** The referral letter of a transfer. */
export type Letter = z.output<typeof letter>

const transferId = { transferId: id<'transfer'>() }

/** The letter as it stands: proposed from the record until somebody saves it. */
export const getLetter = endpoint({
  name: 'get-letter',
  method: 'GET',
  path: '/api/transfers/{transferId}/letter',
  may: 'transfer.read',
  input: z.object(transferId),
  output: letter,
})

/** Saves the fields as a new version, complete or not; `basedOn` is the version that it replaces, 0 for the first. */
export const writeLetter = endpoint({
  name: 'write-letter',
  method: 'POST',
  path: '/api/transfers/{transferId}/letter',
  may: 'letter.write',
  input: z.object({
    ...transferId,
    basedOn: z.number().int().min(0),
    values: values.refine((given) => Object.keys(given).every((name) => names.has(name)), { message: 'field' }),
  }),
  output: letter,
  problems: ['not-the-treating-side', 'transfer-not-open', 'answer-changed-meanwhile', 'letter-is-issued'],
})

/** Issues the saved letter: gives it its number and the last day on which it holds. Refused while anything is missing. */
export const issueLetter = endpoint({
  name: 'issue-letter',
  method: 'POST',
  path: '/api/transfers/{transferId}/letter/issue',
  may: 'letter.write',
  input: z.object({ ...transferId, version: z.number().int().positive() }),
  output: letter,
  problems: [
    'not-the-treating-side',
    'transfer-not-open',
    'answer-changed-meanwhile',
    'letter-is-issued',
    'letter-incomplete',
  ],
})

/** The issued letter on paper (PDF), as Annex VI of Circular 01/2025 has it. */
export const getLetterPdf = endpoint({
  name: 'get-letter-pdf',
  method: 'GET',
  path: '/api/transfers/{transferId}/letter/pdf',
  may: 'transfer.read',
  input: z.object(transferId),
  output: z.unknown(),
})

/** The issued letter as XML13 for the insurance gateway: 39 fields in their order. */
export const getLetterXml = endpoint({
  name: 'get-letter-xml',
  method: 'GET',
  path: '/api/transfers/{transferId}/letter/xml',
  may: 'transfer.read',
  input: z.object(transferId),
  output: z.unknown(),
})
