import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { pointsOf } from './mark-measures.ts'

/** Who may leave marks on images, keep key images, and take their own away. */
export const markPermissions = { 'study.mark': ['doctor', 'technician'] } as const

/** How much may be saved at once, and how long words may be. */
export const markLimits = { marksAtOnce: 40, marksOfStudy: 400, textLength: 80, reasonLength: 5 } as const

/** What may be marked on a slide; values and angles are not read there. */
export const kindsOnSlides = ['length', 'ellipse', 'arrow', 'text'] as const

// the finest level of a slide is wider than any other image
const coordinate = z.number().min(-1).max(1_000_000)
const point = z.tuple([coordinate, coordinate])

/** The regions of the territory of the middle cerebral artery, by the level on which they are looked at. */
export const aspectsRegions = {
  ganglionic: ['C', 'L', 'IC', 'I', 'M1', 'M2', 'M3'],
  supraganglionic: ['M4', 'M5', 'M6'],
} as const

const regionCode = z.enum([...aspectsRegions.ganglionic, ...aspectsRegions.supraganglionic])

/** A region of ASPECTS (Barber PA et al., Lancet 2000;355:1670–1674). */
export type AspectsRegion = z.output<typeof regionCode>

/** The regions of one side on one level: for each that was looked at, whether it is affected. */
export const aspectsReading = z
  .object({
    side: z.enum(['left', 'right']),
    level: z.enum(['ganglionic', 'supraganglionic']),
    regions: z.partialRecord(regionCode, z.boolean()),
  })
  .refine(({ level, regions }) => {
    const known: readonly string[] = aspectsRegions[level]
    const given = Object.keys(regions)
    return given.length > 0 && given.every((each) => known.includes(each))
  })

/** The regions of one side on one level. */
export type AspectsReading = z.output<typeof aspectsReading>

/** The regions that were answered, in the order in which they are read. */
export const answersOf = ({ level, regions }: AspectsReading): [AspectsRegion, boolean][] =>
  aspectsRegions[level].flatMap((region): [AspectsRegion, boolean][] => {
    const answer = regions[region]
    return answer === undefined ? [] : [[region, answer]]
  })

const values = z.object({
  mean: z.number(),
  deviation: z.number(),
  min: z.number(),
  max: z.number(),
  samples: z.number().int(),
})

/** What a mark measures, computed by the server from the file; null where this kind measures no such thing. */
export const measure = z.object({
  /** Of length and area: micrometres on slides, pixels where nobody knows how large one is in the body. */
  unit: z.enum(['mm', 'um', 'px']),
  length: z.number().nullable(),
  angle: z.number().nullable(),
  area: z.number().nullable(),
  values: values.nullable(),
  valueUnit: z.enum(['HU', '']),
})

/** What a mark measures. */
export type Measure = z.output<typeof measure>

const kind = z.enum(['length', 'angle', 'ellipse', 'probe', 'arrow', 'text', 'aspects'])

const drawn = z
  .object({
    instanceId: id<'instance'>(),
    frame: z.number().int().min(1).max(100_000),
    kind,
    points: z.array(point).max(3),
    text: z.string().trim().max(markLimits.textLength).default(''),
    aspects: aspectsReading.nullable().default(null),
    /** The newest version of the mark that this one corrects; null for a new mark. */
    corrects: z
      .object({ markId: id<'mark'>(), version: z.number().int().min(1) })
      .nullable()
      .default(null),
  })
  .refine((each) => (each.kind === 'aspects') === (each.aspects !== null))
  .refine((each) => each.points.length === (each.kind === 'aspects' ? 0 : pointsOf[each.kind]))
  .refine((each) => each.kind !== 'text' || each.text !== '')

/** A mark as it is sent to be saved. */
export type DrawnMark = z.output<typeof drawn>

/** A saved mark in its newest version. */
export const savedMark = z.object({
  markId: id<'mark'>(),
  version: z.number().int(),
  instanceId: id<'instance'>(),
  sopUid: z.string(),
  frame: z.number().int(),
  kind,
  points: z.array(point),
  text: z.string(),
  aspects: aspectsReading.nullable(),
  measure,
  by: personBrief,
  facilityName: z.string(),
  at: instant,
  /** Why it was taken away; null while it stands. `by` and `at` are then of the removal. */
  removedReason: z.string().nullable(),
})

/** A saved mark in its newest version. */
export type SavedMark = z.output<typeof savedMark>

/** Marks on a study were saved, corrected or taken away. */
export const marksChanged = event({
  type: 'marks-changed',
  payload: z.object({ studyId: z.guid(), patientId: z.guid() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** What was marked on a study, those that were taken away last; nobody's drawing that was not saved. */
export const listMarks = endpoint({
  name: 'list-marks',
  method: 'GET',
  path: '/api/studies/{studyId}/marks',
  may: 'study.read',
  input: z.object({ studyId: id<'study'>() }),
  output: z.array(savedMark),
})

/** Saves marks, all or none; what they measure is computed from the file. */
export const saveMarks = endpoint({
  name: 'save-marks',
  method: 'POST',
  path: '/api/studies/{studyId}/marks',
  may: 'study.mark',
  perMinute: 120,
  input: z.object({ studyId: id<'study'>(), marks: z.array(drawn).min(1).max(markLimits.marksAtOnce) }),
  output: z.array(savedMark),
  problems: [
    ...(['mark-outside-image', 'mark-changed', 'mark-of-another', 'aspects-needs-ct', 'too-many-marks'] as const),
    ...(['slide-without-scale', 'not-on-slides'] as const),
  ],
})

/** Takes a mark away with a reason; its versions stay as rows. Who made it may, and doctors who treat the patient. */
export const removeMark = endpoint({
  name: 'remove-mark',
  method: 'POST',
  path: '/api/marks/{markId}/remove',
  may: 'study.mark',
  input: z.object({
    markId: id<'mark'>(),
    version: z.number().int().min(1),
    reason: z.string().trim().min(markLimits.reasonLength).max(500),
  }),
  output: done,
  problems: ['mark-changed', 'mark-of-another'],
})
