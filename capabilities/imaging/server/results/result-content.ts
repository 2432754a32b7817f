import type { Finding, Result, ResultProblem, ResultShape, Segment } from '../../contract/results.ts'

/** Who made a result, as it says itself. */
export type Made = Pick<Result, 'title' | 'isByAlgorithm' | 'maker'>

/** A frame of a segmentation: of which image it says that it is, where it lies, and where its runs are. */
export type SegmentFrame = {
  segment: number
  /** The one image from which it was derived; null when it names none or several. */
  image: { sopUid: string; frame: number } | null
  frameOfReference: string
  position: number[]
  orientation: number[]
  spacing: number[]
  start: number
  end: number
}

/** What a segmentation says. */
export type SegmentationContent = Made & {
  rows: number
  columns: number
  segments: Segment[]
  frames: SegmentFrame[]
  /** The series of which it says that it is; empty when it names none. */
  seriesUids: string[]
}

/** What a report says; whether its points fit their images is computed when it is looked at. */
export type ReportContent = Made & { findings: (Omit<Finding, 'at'> & { at: ResultShape[] })[] }

/** What was read of an object. */
export type OpenedResult = { masks: Uint8Array; problem: ResultProblem | null } & (
  | { kind: 'segmentation'; content: SegmentationContent }
  | { kind: 'report'; content: ReportContent }
)

/** An object that is not read, and why. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: ResultProblem

  constructor(problem: ResultProblem) {
    super(problem)
    this.problem = problem
  }
}
