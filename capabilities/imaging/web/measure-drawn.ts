import { cache } from '@cornerstonejs/core'
import { valuesOf } from '../contract/mark-measures.ts'
import type { Mark } from './marks.ts'
import type { ViewerStore } from './viewer-state.ts'

/** Gives new marks their values from the very samples that are drawn, never from a glance. */
export function measureDrawn(store: ViewerStore): void {
  const { marks, painted } = store.get()
  const image = painted?.isWhole ? cache.getImage(painted.imageId) : undefined
  if (!image || image.color) return
  const isNew = (mark: Mark) =>
    mark.values === null && mark.imageId === painted?.imageId && (mark.kind === 'probe' || mark.kind === 'ellipse')
  if (!marks.some(isNew)) return
  const { columns, rows, slope, intercept } = image
  const slice = { values: image.getPixelData(), columns, rows, slope, intercept }
  const measured = marks.map((mark) => (isNew(mark) ? { ...mark, values: valuesOf(mark, slice) } : mark))
  if (measured.some((mark, index) => mark.values !== marks[index]?.values)) store.set({ marks: measured })
}
