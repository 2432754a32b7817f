import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { objectContent } from './contents.ts'
import { sharedImagesRoot } from './shared-images.ts'

const visited = { method: 'GET', may: 'anyone' } as const

/** What the objects of a visit hold instead of frames. Documents may name the patient: they are there where the name is given. */
export const getSharedContents = endpoint({
  ...visited,
  name: 'get-shared-contents',
  path: `${sharedImagesRoot}/contents`,
  input: z.object({}),
  output: z.object({
    contents: z.array(z.object({ instanceId: id<'instance'>(), content: objectContent })),
    /** How many documents are left out, since they may name the patient. */
    withheld: z.number().int(),
  }),
})

/** One tile of a slide as JPEG; never of a picture that shows the paper label, or may. */
export const getSharedTile = endpoint({
  ...visited,
  name: 'get-shared-tile',
  path: `${sharedImagesRoot}/slides/{instanceId}/tiles/{tile}`,
  perMinute: 60_000,
  input: z.object({ instanceId: id<'instance'>(), tile: z.coerce.number().int().min(0).max(100_000_000) }),
  output: z.unknown(),
})

/** The leads of a waveform; a document as PDF where the share gives the name. */
export const getSharedContent = endpoint({
  ...visited,
  name: 'get-shared-content',
  path: `${sharedImagesRoot}/contents/{instanceId}`,
  perMinute: 600,
  input: z.object({ instanceId: id<'instance'>() }),
  output: z.unknown(),
})
