/** How the samples of one frame lie in memory: little endian, colours interleaved. */
export type FrameLayout = {
  columns: number
  rows: number
  bitsAllocated: 8 | 16
  components: 1 | 3
  isSigned: boolean
}

/** Why an object cannot be taken in or shown. */
export type UnreadableProblem =
  | 'not-dicom'
  | 'truncated'
  | 'too-large'
  | 'uid-invalid'
  | 'syntax-unknown'
  | 'pixels-unreadable'

/** An object that cannot be taken in or shown; says nothing of what is in it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly problem: UnreadableProblem

  constructor(problem: UnreadableProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Bytes of one frame's samples. */
export const frameBytes = ({ columns, rows, bitsAllocated, components }: FrameLayout): number =>
  columns * rows * components * (bitsAllocated / 8)
