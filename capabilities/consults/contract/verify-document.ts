import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { instant } from '#platform/contract/instant.ts'

/** The largest file that is judged, in bytes: minutes with two signatures have a fifth of it. */
export const largestDocumentBytes = 720_000

const base64Length = Math.ceil(largestDocumentBytes / 3) * 4

export const verdict = z.object({
  /** Every signature, or the seal, holds under a root that this installation believes. */
  isSound: z.boolean(),
  problems: z.array(z.enum(['not-understood', 'no-signatures', 'signature-not-listed'])),
  /** The seal of a system, which is no signature; null when there is none. */
  seal: z.object({ holds: z.boolean(), isOurs: z.boolean(), fingerprint: z.string() }).nullable(),
  signatures: z.array(
    z.object({
      slot: z.string(),
      signerName: z.string(),
      signerTitle: z.string(),
      location: z.string(),
      reason: z.string(),
      signedAt: instant.nullable(),
      chain: z.array(z.string()),
      isValid: z.boolean(),
      problems: z.array(
        z.enum([
          'unreadable',
          'byte-range-wrong',
          'content-altered',
          'signature-wrong',
          'certificate-mismatch',
          'certificate-untrusted',
          'time-stamp-missing',
          'time-stamp-wrong',
          'document-extended',
          'document-updated',
          'changed-after',
        ]),
      ),
    }),
  ),
})

/** What is to be said of a document. */
export type Verdict = z.output<typeof verdict>

/** Judges the signatures of a PDF that anybody holds. Nothing of it is kept. */
export const verifyDocument = endpoint({
  name: 'verify-document',
  method: 'POST',
  path: '/api/verify-document',
  may: 'anyone',
  touchesPatient: false,
  readsOnly: true,
  perMinute: 12,
  input: z.object({ pdf: z.base64().min(1).max(base64Length) }),
  output: verdict,
})
