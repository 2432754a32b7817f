import { type GreySlice, valuesOf } from '../contract/mark-measures.ts'
import type { Mark } from './marks.ts'
import type { ViewerStore } from './viewer-state.ts'

/** Gives the marks that were just drawn on what is painted the values under them; of a glance none are read. */
export function measureNewMarks(store: ViewerStore, sliceOf: (imageId: string) => GreySlice | null): void {
  const { marks, painted } = store.get()
  const isNew = (mark: Mark) =>
    mark.values === null && mark.imageId === painted?.imageId && (mark.kind === 'probe' || mark.kind === 'ellipse')
  if (!painted?.isWhole || !marks.some(isNew)) return
  const slice = sliceOf(painted.imageId)
  if (!slice) return
  const measured = marks.map((mark) => (isNew(mark) ? { ...mark, values: valuesOf(mark, slice) } : mark))
  if (measured.some((mark, index) => mark.values !== marks[index]?.values)) store.set({ marks: measured })
}
