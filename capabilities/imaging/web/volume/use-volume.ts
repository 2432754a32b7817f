import { useEffect, useState, useSyncExternalStore } from 'react'
import { tags, textIn } from '../../contract/dicom-json.ts'
import type { Slice } from '../slices.ts'
import type { VolumePanes } from './volume-panes.ts'
import type { VolumeState, VolumeStore } from './volume-state.ts'

/** The state of a volume's viewer; the component follows it. */
export function useVolumeState(store: VolumeStore): VolumeState {
  return useSyncExternalStore(store.subscribe, store.get)
}

/** Gathers the slices into a volume while it is shown; null until its code is there. */
export function useVolumePanes(store: VolumeStore, slices: readonly Slice[] | null): VolumePanes | null {
  const [panes, setPanes] = useState<VolumePanes | null>(null)
  useEffect(() => {
    if (!slices || slices.length === 0) return undefined
    let running: VolumePanes | null = null
    let isGone = false
    void import('./volume-panes.ts').then(
      (code) => {
        if (isGone) return
        const isInverted = textIn(slices[0]?.metadata ?? {}, tags.photometric) === 'MONOCHROME1'
        running = new code.VolumePanes(store, slices, isInverted)
        setPanes(running)
      },
      () => store.set({ problem: 'cannot-draw' }),
    )
    return () => {
      isGone = true
      running?.end()
      setPanes(null)
    }
  }, [store, slices])
  return panes
}

const narrow = '(width < 760px)'
const watchNarrow = (told: () => void) => {
  const query = matchMedia(narrow)
  query.addEventListener('change', told)
  return () => query.removeEventListener('change', told)
}

/** True on a screen that has room for one pane. */
export const useIsNarrow = (): boolean => useSyncExternalStore(watchNarrow, () => matchMedia(narrow).matches)
