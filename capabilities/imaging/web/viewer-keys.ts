import { useEffect } from 'react'
import { step, zoomBy } from './use-gestures.ts'
import type { ViewerStore } from './viewer-state.ts'
import { presetsFor } from './window-presets.ts'

/** Back to the whole image in the file's own window. */
export const resetView = (store: ViewerStore): void => store.look({ window: null, zoom: 1, focus: [0.5, 0.5] })

/**
 * The keys of the stage, while it or something in it has the focus: 1–6 windows, arrows and page keys slices, + and −
 * size, 0 reset, w s p m a e v r t tools,
 * k keeps the view, h hides saved marks, o turns results of others off. Takes the focus at once when it fills the screen.
 */
export function useViewerKeys(
  element: HTMLElement | null,
  store: ViewerStore,
  { isWholeScreen, modality }: { isWholeScreen: boolean; modality: string | undefined },
): void {
  useEffect(() => {
    if (!element) return undefined
    element.setAttribute('tabindex', '0')
    if (isWholeScreen) element.focus()
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return
      const act =
        event.ctrlKey || event.metaKey || event.altKey ? null : actionOf({ store, element, modality }, event.key)
      // on a button the space bar presses that button
      if (!act || (event.key === ' ' && event.target !== element)) return
      event.preventDefault()
      act()
    }
    element.addEventListener('keydown', onKey)
    return () => element.removeEventListener('keydown', onKey)
  }, [element, store, isWholeScreen, modality])
}

/** True where letters are typed, so that none of them is a key of the stage. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type="range"]), textarea')

type Stage = { store: ViewerStore; element: HTMLElement; modality: string | undefined }

function actionOf({ store, element, modality }: Stage, key: string): (() => void) | null {
  const { slices, marks } = store.get()
  const preset = presetsFor(modality).find((each) => each.key === key)
  if (preset) return () => store.look({ window: preset.window })
  const actions: Record<string, () => void> = {
    ArrowUp: () => step(store, -1),
    ArrowLeft: () => step(store, -1),
    ArrowDown: () => step(store, 1),
    ArrowRight: () => step(store, 1),
    PageUp: () => step(store, -5),
    PageDown: () => step(store, 5),
    Home: () => step(store, -slices),
    End: () => step(store, slices),
    '+': () => zoomBy(store, 1.2),
    '=': () => zoomBy(store, 1.2),
    '-': () => zoomBy(store, 1 / 1.2),
    '0': () => resetView(store),
    ' ': () => element.querySelector<HTMLElement>('[aria-keyshortcuts="Space"]')?.click(),
    k: () => element.querySelector<HTMLElement>('[aria-keyshortcuts="K"]')?.click(),
    h: () => element.querySelector<HTMLElement>('[aria-keyshortcuts="H"]')?.click(),
    o: () => element.querySelector<HTMLElement>('[aria-keyshortcuts="O"]')?.click(),
    w: () => store.set({ tool: 'window' }),
    s: () => store.set({ tool: 'scroll' }),
    p: () => store.set({ tool: 'pan' }),
    m: () => store.set({ tool: 'length' }),
    a: () => store.set({ tool: 'angle' }),
    e: () => store.set({ tool: 'ellipse' }),
    v: () => store.set({ tool: 'probe' }),
    r: () => store.set({ tool: 'arrow' }),
    t: () => store.set({ tool: 'text' }),
    Delete: () => store.set({ marks: marks.slice(0, -1) }),
  }
  return actions[key] ?? null
}
