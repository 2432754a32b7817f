import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { done } from '#platform/contract/page.ts'

/** Who may turn results of others on, each for themselves. */
export const resultPermissions = { 'result.show': ['doctor', 'technician'] } as const

/** How much of one study is listed and turned on or off at once. */
export const resultLimits = { ofStudy: 100 } as const

/** Why a result cannot be shown, or a part of it is not drawn. */
export const resultProblems = [
  'unreadable',
  'too-large',
  'fractional',
  'compressed',
  'not-here',
  'size-differs',
  'place-differs',
  'in-space',
  'outside-image',
] as const

const resultProblem = z.enum(resultProblems)

/** Why a result cannot be shown, or a part of it is not drawn. */
export type ResultProblem = z.output<typeof resultProblem>

const segment = z.object({
  number: z.number().int(),
  label: z.string(),
  category: z.string(),
  type: z.string(),
  algorithmType: z.string(),
  algorithm: z.string(),
})

/** What a segmentation calls a set of pixels, and how it was made. */
export type Segment = z.output<typeof segment>

/** Pixels of a segment on one image; `start` and `end` are where they lie in the bytes of the masks. */
const mask = z.object({
  segment: z.number().int(),
  sopUid: z.string(),
  frame: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
})

/** Pixels of a segment on one image. */
export type Mask = z.output<typeof mask>

const shape = z.object({
  sopUid: z.string(),
  frame: z.number().int(),
  kind: z.enum(['POINT', 'MULTIPOINT', 'POLYLINE', 'CIRCLE', 'ELLIPSE']),
  points: z.array(z.tuple([z.number(), z.number()])),
})

/** Points of a report on one image, as DICOM says them (PS3.3 C.18.6). */
export type ResultShape = z.output<typeof shape>

const finding = z.object({
  /** Of what it is said: the headings above it. */
  group: z.string(),
  name: z.string(),
  /** As it was sent; empty for a place of which nothing is said. */
  value: z.string(),
  unit: z.string(),
  at: z.array(shape),
  /** Why a part of its place is not drawn. */
  problem: resultProblem.nullable(),
})

/** One sentence of a report: a value with its unit, a code or a text. */
export type Finding = z.output<typeof finding>

export const result = z.object({
  id: id<'result'>(),
  kind: z.enum(['segmentation', 'report']),
  title: z.string(),
  /** True where the object says that an algorithm made it. */
  isByAlgorithm: z.boolean(),
  maker: z.object({
    manufacturer: z.string(),
    model: z.string(),
    version: z.string(),
    algorithm: z.string(),
  }),
  /**
   * For whom the share was made by which it was added from outside the network, empty when it stood in another record
   * then; null for the hospital's own.
   */
  addedBy: z.string().nullable(),
  /** Whether who asks has turned it on; what it says is told only then. */
  isOn: z.boolean(),
  problem: resultProblem.nullable(),
  segments: z.array(segment),
  rows: z.number().int(),
  columns: z.number().int(),
  masks: z.array(mask),
  /** How many frames or points are not drawn, since they fit no image. */
  unplaced: z.number().int(),
  findings: z.array(finding),
})

/** What an object of others says of the images of a study. */
export type Result = z.output<typeof result>

/** The results of others of a study; of those that who asks has not turned on only who made them. */
export const listResults = endpoint({
  name: 'list-results',
  method: 'GET',
  path: '/api/studies/{studyId}/results',
  may: 'study.read',
  input: z.object({ studyId: id<'study'>() }),
  output: z.array(result),
})

/** Turns results on or off for who asks, and for nobody else. */
export const switchResults = endpoint({
  name: 'switch-results',
  method: 'POST',
  path: '/api/studies/{studyId}/results/switch',
  may: 'result.show',
  perMinute: 240,
  input: z.object({
    studyId: id<'study'>(),
    resultIds: z.array(id<'result'>()).min(1).max(resultLimits.ofStudy),
    isOn: z.boolean(),
  }),
  output: done,
})

/** The pixels of a segmentation that who asks has turned on: lengths of runs, outside and inside by turns, as LEB128. */
export const getResultMasks = endpoint({
  name: 'get-result-masks',
  method: 'GET',
  path: '/api/studies/{studyId}/results/{resultId}/masks',
  may: 'study.read',
  input: z.object({ studyId: id<'study'>(), resultId: id<'result'>() }),
  output: z.unknown(),
})
