import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { imageSeries } from './images.ts'

/** Where somebody outside without a viewer of their own looks at what was shared; the browser's proof is kept to it. */
export const sharedImagesRoot = '/api/outside/shared-images'

/** The page that a link opens; the token stands behind `#`, which browsers send to nobody. */
export const sharedImagesPage = '/shared'

/** Begins a visit by the token of a link, and its code where it has one; the browser keeps the proof as a cookie. */
export const visitShare = endpoint({
  name: 'visit-share',
  method: 'POST',
  path: `${sharedImagesRoot}/visits`,
  may: 'anyone',
  perMinute: 60,
  input: z.object({
    token: z.string().regex(/^[\w-]{20,100}$/),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  output: done,
  problems: ['code-needed', 'code-wrong'],
})

const visited = { method: 'GET', may: 'anyone' } as const

/** What a visit may see: one study, as drawing it needs. */
export const getSharedImages = endpoint({
  ...visited,
  name: 'get-shared-images',
  path: sharedImagesRoot,
  input: z.object({}),
  output: z.object({
    studyUid: z.string(),
    modality: z.string(),
    description: z.string(),
    startedAt: instant.nullable(),
    /** The patient's name, or a code that is this share's alone. */
    patient: z.string(),
    isIdentified: z.boolean(),
    mayDownload: z.boolean(),
    expiresAt: instant,
    series: z.array(imageSeries),
  }),
})

/** One frame as HTJ2K by resolution; a prefix of it (by Range) is a smaller picture. */
export const getSharedFrame = endpoint({
  ...visited,
  name: 'get-shared-frame',
  path: `${sharedImagesRoot}/frames/{instanceId}/{frame}`,
  perMinute: 60_000,
  input: z.object({ instanceId: id<'instance'>(), frame: z.coerce.number().int().min(1).max(100_000) }),
  output: z.unknown(),
  problems: ['range-not-satisfiable'],
})

/** A picture of a series, made small for finding one's way; not for a diagnosis. */
export const getSharedPicture = endpoint({
  ...visited,
  name: 'get-shared-picture',
  path: `${sharedImagesRoot}/pictures/{seriesId}/{kind}`,
  perMinute: 6_000,
  input: z.object({ seriesId: id<'series'>(), kind: z.enum(['key', 'thumb', 'mosaic']) }),
  output: z.unknown(),
})

/** One file as it was sent, where the share gives files. */
export const getSharedFile = endpoint({
  ...visited,
  name: 'get-shared-file',
  path: `${sharedImagesRoot}/files/{instanceId}`,
  perMinute: 6_000,
  input: z.object({ instanceId: id<'instance'>() }),
  output: z.unknown(),
  problems: ['files-not-shared', 'imaging-is-off'],
})
