import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Slice } from './slices.ts'
import type { StackView } from './stack-view.ts'
import type { ViewerState, ViewerStore } from './viewer-state.ts'

/** The state of a viewer; the component follows it. */
export function useViewerState(store: ViewerStore): ViewerState {
  return useSyncExternalStore(store.subscribe, store.get)
}

/** Loads the drawing code when a stage is first seen, and draws the slices into the element that `ref` is given. */
export function useStackView(store: ViewerStore, slices: readonly Slice[] | null) {
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  const [view, setView] = useState<StackView | null>(null)
  const running = useRef<StackView | null>(null)
  useEffect(() => {
    if (!element) return undefined
    let isGone = false
    void import('./stack-view.ts').then(
      (code) => {
        if (isGone) return
        running.current = new code.StackView(element, store)
        setView(running.current)
      },
      () => store.set({ problem: 'cannot-draw' }),
    )
    return () => {
      isGone = true
      running.current?.end()
      running.current = null
      setView(null)
    }
  }, [element, store])
  useEffect(() => {
    if (view && slices && slices.length > 0) void view.show(slices)
  }, [view, slices])
  const retry = useCallback(() => void view?.retry(), [view])
  return { setElement, retry, isLoaded: view !== null }
}
