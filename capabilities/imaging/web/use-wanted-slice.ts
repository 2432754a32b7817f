import { useEffect } from 'react'
import type { KeyImage } from '../contract/key-images.ts'
import type { Series, Slice } from './slices.ts'
import type { ViewerStore } from './viewer-state.ts'

/** What the stage shows, and how another series is chosen. */
type Shown = { slices: readonly Slice[] | null; series: readonly Series[]; onSeries: (seriesUid: string) => void }

/**
 * Brings the stage to the slice that somebody asked for, once the stage shows its series: a saved mark, or a key image
 * with its window, size and middle.
 */
export function useWantedSlice(
  store: ViewerStore,
  { slices, series, onSeries }: Shown,
  keyImage: KeyImage | null,
): void {
  useEffect(() => {
    if (!keyImage) return
    const { sopUid, frame, view } = keyImage
    store.set({ wanted: { sopUid, frame, window: view.window, zoom: view.zoom, focus: view.focus, ...partIn(view) } })
  }, [store, keyImage])
  useEffect(() => {
    if (!slices) return undefined
    const follow = () => {
      const { wanted, slices: shown, painted } = store.get()
      const index = wanted
        ? slices.findIndex((slice) => slice.instanceUid === wanted.sopUid && slice.frame === wanted.frame)
        : -1
      // until the stage has taken these slices it would put itself into the middle again
      const isTaken = shown === slices.length && slices.some((slice) => slice.imageId === painted?.imageId)
      const elsewhere = index < 0 ? series.find((each) => holds(each, wanted?.sopUid)) : undefined
      if (elsewhere) return onSeries(elsewhere.uid)
      if (!wanted || index < 0 || !isTaken) return
      const { window, zoom, focus } = wanted
      store.set({ wanted: null })
      store.look({
        slice: index,
        ...(window ? { window } : {}),
        ...(zoom === undefined ? {} : { zoom }),
        ...(focus ? { focus } : {}),
      })
    }
    follow()
    return store.subscribe(follow)
  }, [store, slices, series, onSeries])
}

const partIn = ({ part }: KeyImage['view']) => (part ? { part } : {})

const holds = (series: Series, sopUid: string | undefined): boolean =>
  series.instances.some((each) => each.sopUid === sopUid)
