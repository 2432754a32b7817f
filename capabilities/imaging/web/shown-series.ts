import { useState } from 'react'
import { type Series, type Slice, slicesOf } from './slices.ts'
import type { ViewerState } from './viewer-state.ts'

/** The series that was chosen, else the first that was there: which has most may change while they arrive. */
export function useShown(series: readonly Series[], chosen: string): Series | undefined {
  const [first, setFirst] = useState('')
  if (!first && series[0]) setFirst(series[0].uid)
  return series.find((each) => each.uid === (chosen || first)) ?? series[0]
}

/** The slices of the series; the same ones while no image was added, so that nothing is drawn anew. */
export function useSlices(studyId: string, shown: Series | undefined, root?: string): readonly Slice[] | null {
  const [made, setMade] = useState<{ key: string; slices: readonly Slice[] } | null>(null)
  if (!shown) return null
  const key = `${studyId}/${shown.id}/${shown.images}`
  if (made?.key === key) return made.slices
  const slices = slicesOf(studyId, shown, root)
  setMade({ key, slices })
  return slices
}

/** What is shown, for tests and for those who watch the page from outside. */
export function factsOf({ view, slices, loaded, isReady, painted }: ViewerState) {
  return {
    'data-loaded': loaded,
    'data-slice': view.slice + 1,
    'data-slices': slices,
    'data-window': view.window ? `${view.window.width}/${view.window.center}` : '',
    'data-zoom': view.zoom,
    'data-ready': isReady ? 'yes' : 'no',
    'data-series': view.seriesUid,
    'data-renderer': painted?.renderer ?? '',
    'data-matrix': painted?.matrix.join(' ') ?? '',
    'data-image': painted?.imageId ?? '',
  }
}
