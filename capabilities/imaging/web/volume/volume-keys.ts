import { useEffect } from 'react'
import { presetsFor } from '../window-presets.ts'
import type { SlabMode } from './sampling.ts'
import { zoomVolume } from './volume-gestures.ts'
import { resetVolume, type VolumeStore, walk } from './volume-state.ts'

const modes: readonly SlabMode[] = ['mean', 'max', 'min']
const thicknessStepMm = 5

/** Makes the slab so many millimetres thicker or thinner. */
export function thicken(store: VolumeStore, byMm: number): void {
  const { slab } = store.get().view
  store.look({ slab: { ...slab, thicknessMm: slab.thicknessMm + byMm } })
}

/** The next way in which a slab is made one value; through a plane without thickness it is given some. */
function nextMode(store: VolumeStore): void {
  const { mode, thicknessMm } = store.get().view.slab
  const next = modes[(modes.indexOf(mode) + 1) % modes.length] ?? 'mean'
  store.look({ slab: { mode: next, thicknessMm: next === 'mean' ? thicknessMm : thicknessMm || 10 } })
}

/**
 * The keys of the three planes: 1–6 windows, arrows and page keys through the plane chosen, a c s choose the axial,
 * coronal or sagittal one, [ ] thickness, m what a slab shows, + − size, 0 whole, x w p tools.
 */
export function useVolumeKeys(element: HTMLElement | null, store: VolumeStore, modality: string | undefined): void {
  useEffect(() => {
    if (!element) return undefined
    const onKey = (event: KeyboardEvent) => {
      const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
      const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !isField
      const act = isOurs ? actionOf(store, modality, event.key) : null
      // the keys of the stack around it are not meant, whether they are known here or not
      if (isOurs && event.key.length === 1 && event.key !== ' ') event.stopPropagation()
      if (!act) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    element.addEventListener('keydown', onKey)
    return () => element.removeEventListener('keydown', onKey)
  }, [element, store, modality])
}

function actionOf(store: VolumeStore, modality: string | undefined, key: string): (() => void) | null {
  const preset = presetsFor(modality).find((each) => each.key === key)
  if (preset) return () => store.look({ window: preset.window })
  const { plane } = store.get().view
  const actions: Record<string, () => void> = {
    ArrowUp: () => walk(store, plane, -1),
    ArrowLeft: () => walk(store, plane, -1),
    ArrowDown: () => walk(store, plane, 1),
    ArrowRight: () => walk(store, plane, 1),
    PageUp: () => walk(store, plane, -5),
    PageDown: () => walk(store, plane, 5),
    a: () => store.look({ plane: 'axial' }),
    c: () => store.look({ plane: 'coronal' }),
    s: () => store.look({ plane: 'sagittal' }),
    '[': () => thicken(store, -thicknessStepMm),
    ']': () => thicken(store, thicknessStepMm),
    m: () => nextMode(store),
    '+': () => zoomVolume(store, 1.2),
    '=': () => zoomVolume(store, 1.2),
    '-': () => zoomVolume(store, 1 / 1.2),
    '0': () => resetVolume(store),
    x: () => store.set({ tool: 'cross' }),
    w: () => store.set({ tool: 'window' }),
    p: () => store.set({ tool: 'pan' }),
  }
  return actions[key] ?? null
}
