import type { FrameLayout } from '../contract/images.ts'

export type { FrameLayout }

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
