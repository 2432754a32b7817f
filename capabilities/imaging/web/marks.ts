import type { MarkKind, MarkValues } from '../contract/mark-measures.ts'
import type { Point } from './viewer-state.ts'

/** A mark that was drawn on one slice and is not saved yet, in pixels of the image. */
export type Mark = {
  readonly imageId: string
  readonly kind: MarkKind
  readonly points: readonly Point[]
  /** Null where there are none to be read, or not yet. */
  readonly values: MarkValues | null
  /** The words of a text; empty while they are being written. */
  readonly text?: string
  /** The saved mark that this one corrects. */
  readonly corrects?: { readonly markId: string; readonly version: number }
}
