import { useEffect } from 'react'
import type { ViewerStore } from '../viewer-state.ts'
import type { SlidePicture } from './slide-levels.ts'
import type { SlidePart, SlideView } from './slide-view.ts'

/** The name of a slide on the stage: of its finest level, on whose pixels marks lie. */
export const imageIdOf = ({ sopUid }: Pick<SlidePicture, 'sopUid'>): string => `slide/instances/${sopUid}/frames/1`

type Seen = { view: SlideView | null; base: SlidePicture | undefined; show: (part: SlidePart) => boolean }

/**
 * Tells the store what is seen of a slide as if it were an image, so that marks, their list and key images are the same
 * as upon slices; and brings the slide to the part that somebody asked for.
 */
export function useSlideStore(store: ViewerStore | undefined, { view, base, show }: Seen): void {
  useEffect(() => {
    if (!store || !view || !base) return
    const [left, top, width, height] = view.bounds
    const whole = (value: number) => Math.round(value)
    store.set({
      slices: 1,
      view: {
        ...store.get().view,
        ...{ slice: 0, window: null, zoom: 1 },
        focus: [(left + width / 2) / base.columns, (top + height / 2) / base.rows],
      },
      painted: {
        ...{ imageId: imageIdOf(base), columns: base.columns, rows: base.rows, renderer: 'cpu' },
        ...{ isWhole: view.isLoaded, matrix: [view.zoom, 0, 0, view.zoom, -left * view.zoom, -top * view.zoom] },
        part: {
          left: whole(left),
          top: whole(top),
          width: Math.max(1, whole(width)),
          height: Math.max(1, whole(height)),
        },
      },
      isReady: view.isLoaded,
    })
  }, [store, view, base])
  useEffect(() => {
    if (!store || !base) return undefined
    const follow = () => {
      const { wanted, painted } = store.get()
      if (wanted?.sopUid !== base.sopUid || !painted) return
      if (!wanted.part || show(wanted.part)) store.set({ wanted: null })
    }
    follow()
    return store.subscribe(follow)
  }, [store, base, show])
}
