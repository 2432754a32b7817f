import { useEffect } from 'react'
import type { KeyImage } from '../contract/key-images.ts'
import type { Slice } from './slices.ts'
import type { ViewerStore } from './viewer-state.ts'

/**
 * Brings the stage to the slice that somebody asked for, once the stage shows its series: a saved mark, or a key image
 * with its window, size and middle.
 */
export function useWantedSlice(store: ViewerStore, slices: readonly Slice[] | null, keyImage: KeyImage | null): void {
  useEffect(() => {
    if (!keyImage) return
    const { sopUid, frame, view } = keyImage
    store.set({ wanted: { sopUid, frame, window: view.window, zoom: view.zoom, focus: view.focus } })
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
  }, [store, slices])
}
