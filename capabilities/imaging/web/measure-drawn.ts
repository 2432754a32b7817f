import { cache } from '@cornerstonejs/core'
import { measureNewMarks } from './measure-new-marks.ts'
import type { ViewerStore } from './viewer-state.ts'

/** Gives new marks their values from the very samples that are drawn; pictures in colour have none. */
export const measureDrawn = (store: ViewerStore): void =>
  measureNewMarks(store, (imageId) => {
    const image = cache.getImage(imageId)
    if (!image || image.color) return null
    const { columns, rows, slope, intercept } = image
    return { values: image.getPixelData(), columns, rows, slope, intercept }
  })
