import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'

const side = z.number().int().min(1)

/** One object of a whole slide: a level of it, its overview or its label, kept as the tiles that were sent. */
export const slideContent = z.object({
  kind: z.literal('tiles'),
  /** Names the level; objects that say the same are parts of one. */
  level: z.string(),
  role: z.enum(['volume', 'overview', 'label', 'thumbnail']),
  /** True where the paper label is in the picture, with the name on it, or may be. */
  showsLabel: z.boolean(),
  columns: side,
  rows: side,
  tileColumns: side,
  tileRows: side,
  /** Millimetres a pixel; null where the file names none or not the same in both directions. */
  spacing: z.number().positive().nullable(),
  /** The objective's magnification; null when it was not said. */
  power: z.number().positive().nullable(),
  /** How many depths were scanned; the first is shown. */
  planes: z.number().int().min(1),
})

/** What an object holds instead of frames. */
export const objectContent = z.discriminatedUnion('kind', [
  slideContent,
  z.object({
    kind: z.literal('waveform'),
    channels: z.number().int(),
    seconds: z.number(),
  }),
  z.object({
    kind: z.literal('document'),
    title: z.string(),
    bytes: z.number().int(),
    /** Null where the document does not say it openly. */
    pages: z.number().int().nullable(),
  }),
])

/** One object of a whole slide. */
export type SlideContent = z.output<typeof slideContent>

/** What an object holds instead of frames. */
export type ObjectContent = z.output<typeof objectContent>

/** A lead of an ECG: in millivolts a sample is `sample * scale + baseline`; null where nothing was recorded. */
const waveformChannel = z.object({
  label: z.string(),
  scale: z.number(),
  baseline: z.number(),
  samples: z.array(z.number().int().nullable()),
})

/** The leads of a waveform, by what was sampled together. */
export const waveform = z.object({
  groups: z.array(
    z.object({ label: z.string(), frequency: z.number().positive(), channels: z.array(waveformChannel) }),
  ),
  /** Channels that measure no voltage and are not drawn. */
  others: z.number().int(),
})

/** The leads of a waveform. */
export type Waveform = z.output<typeof waveform>

/** One tile of a level of a slide as JPEG, counted from 0 row by row. It never changes. */
export const getSlideTile = endpoint({
  name: 'get-slide-tile',
  method: 'GET',
  path: '/api/studies/{studyId}/slides/{instanceId}/tiles/{tile}',
  may: 'study.read',
  perMinute: 600_000,
  input: z.object({
    studyId: id<'study'>(),
    instanceId: id<'instance'>(),
    tile: z.coerce.number().int().min(0).max(100_000_000),
  }),
  output: z.unknown(),
})

/** The leads of a waveform as `waveform` says, or a document as PDF. It never changes. */
export const getObjectContent = endpoint({
  name: 'get-object-content',
  method: 'GET',
  path: '/api/studies/{studyId}/contents/{instanceId}',
  may: 'study.read',
  perMinute: 600,
  input: z.object({ studyId: id<'study'>(), instanceId: id<'instance'>() }),
  output: z.unknown(),
})
