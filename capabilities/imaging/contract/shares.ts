import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { legalBasis } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

const sentence = z.string().trim().min(1).max(500)

/** Images of one study that are, or were, open to somebody outside the network. */
export const share = z.object({
  id: id<'share'>(),
  madeFor: z.string(),
  basis: legalBasis,
  reason: z.string(),
  seriesIds: z.array(id<'series'>()).nullable(),
  isIdentified: z.boolean(),
  mayDownload: z.boolean(),
  /** True where they may add series of their own to the study. */
  mayAdd: z.boolean(),
  /** True where the link opens only with a code. */
  hasCode: z.boolean(),
  /** True when five wrong codes in a row have closed it. */
  isLocked: z.boolean(),
  by: personBrief,
  createdAt: instant,
  expiresAt: instant,
  revoked: z.object({ at: instant, by: personBrief }).nullable(),
  /** Each time that it was opened, newest first, and from which address; at most a hundred. */
  openings: z.array(z.object({ at: instant, source: z.string() })),
})

/** Images of one study that are, or were, open to somebody outside the network. */
export type Share = z.output<typeof share>

/** A share was closed before its time. */
export const shareRevoked = event({
  type: 'share-revoked',
  payload: z.object({ shareId: z.guid(), patientId: z.guid() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** Opens images to somebody outside, by a token for a link and for DICOMweb that is shown this once. */
export const makeShare = endpoint({
  name: 'make-share',
  method: 'POST',
  path: '/api/studies/{studyId}/shares',
  may: 'study.share',
  isShownOnce: true,
  input: z.object({
    studyId: id<'study'>(),
    /** The chosen series; null for all of the study. */
    seriesIds: z.array(id<'series'>()).min(1).max(200).nullable(),
    madeFor: sentence,
    basis: legalBasis,
    reason: sentence,
    /** An hour, a day or a week. */
    hours: z.union([z.literal(1), z.literal(24), z.literal(168)]),
    isIdentified: z.boolean(),
    mayDownload: z.boolean(),
    /** True where they may add series of their own, by STOW-RS. */
    mayAdd: z.boolean().default(false),
    /** True for a link that opens only with a code; no viewer of another house opens it. */
    withCode: z.boolean().default(false),
  }),
  output: z.object({ shareId: id<'share'>(), token: z.string(), code: z.string().nullable(), expiresAt: instant }),
  problems: ['download-needs-identity'],
})

/** What of a study is or was open to somebody outside. */
export const listShares = endpoint({
  name: 'list-shares',
  method: 'GET',
  path: '/api/studies/{studyId}/shares',
  may: 'study.share',
  input: z.object({ studyId: id<'study'>() }),
  output: z.array(share),
})

/** Closes a share before its time. */
export const revokeShare = endpoint({
  name: 'revoke-share',
  method: 'POST',
  path: '/api/shares/{shareId}/revoke',
  may: 'study.share',
  input: z.object({ shareId: id<'share'>() }),
  output: done,
  problems: ['share-closed'],
})
