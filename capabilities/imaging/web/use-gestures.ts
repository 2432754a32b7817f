import { useEffect } from 'react'
import { type MarkKind, pointsOf } from '../contract/mark-measures.ts'
import type { Mark } from './marks.ts'
import { draggedWindow, movedFocus, type Point, type Tool, toImage, type ViewerStore } from './viewer-state.ts'

const pixelsPerSlice = 12
const wheelPerSlice = 40
const shortestLength = 2

type Fingers = Map<number, Point>

/** Wheel, drag, pinch and double press on the stage change the view of the store. */
export function useGestures(element: HTMLElement | null, store: ViewerStore): void {
  useEffect(() => {
    if (!element) return undefined
    const fingers: Fingers = new Map()
    let held = 0
    const at = (event: PointerEvent | WheelEvent): Point => {
      const box = element.getBoundingClientRect()
      return [event.clientX - box.left, event.clientY - box.top]
    }
    const listen = new AbortController()
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, act, { signal: listen.signal, passive: false })
    on('wheel', (event) => {
      event.preventDefault()
      if (event.ctrlKey) return zoomBy(store, event.deltaY < 0 ? 1.1 : 1 / 1.1)
      held += event.deltaMode === 0 ? event.deltaY : event.deltaY * wheelPerSlice
      const steps = Math.trunc(held / wheelPerSlice)
      if (steps) step(store, steps)
      held -= steps * wheelPerSlice
    })
    on('pointerdown', (event) => {
      // where words are typed on the image, a press is for them
      if (event.target instanceof HTMLInputElement) return
      element.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, at(event))
      const tool = toolOf(event, store)
      if (fingers.size === 1 && isMark(tool)) beginMark(store, tool, at(event))
    })
    on('pointermove', (event) => {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const here = at(event)
      const isPinch = fingers.size === 2
      if (isPinch) pinch(store, fingers, event.pointerId, here)
      else drag(store, toolOf(event, store), before, here)
      if (isPinch || !isCounting(toolOf(event, store), before, here)) fingers.set(event.pointerId, here)
    })
    const lift = (event: PointerEvent) => {
      fingers.delete(event.pointerId)
      dropShort(store)
    }
    on('pointerup', lift)
    on('pointercancel', lift)
    on('contextmenu', (event) => event.preventDefault())
    return () => listen.abort()
  }, [element, store])
}

/** Moves by so many slices, and stops at the ends. */
export function step(store: ViewerStore, by: number): void {
  const { view, slices } = store.get()
  const slice = Math.max(0, Math.min(slices - 1, view.slice + by))
  if (slice !== view.slice) store.look({ slice })
}

/** Enlarges by a factor. */
export const zoomBy = (store: ViewerStore, factor: number): void => store.look({ zoom: store.get().view.zoom * factor })

// with a mouse the middle button moves and the right one enlarges, whichever tool is chosen
const toolOf = (event: PointerEvent, store: ViewerStore): Tool | 'zoom' =>
  event.buttons === 4 ? 'pan' : event.buttons === 2 ? 'zoom' : store.get().tool

// a drag that has not yet reached the next slice keeps where it began
const isCounting = (tool: Tool | 'zoom', before: Point, here: Point): boolean =>
  tool === 'scroll' && Math.abs(here[1] - before[1]) < pixelsPerSlice

function drag(store: ViewerStore, tool: Tool | 'zoom', before: Point, here: Point): void {
  const [dx, dy] = [here[0] - before[0], here[1] - before[1]]
  const { view, painted } = store.get()
  if (!painted) return
  switch (tool) {
    case 'window':
      return view.window ? store.look({ window: draggedWindow(view.window, dx, dy) }) : undefined
    case 'scroll':
      return step(store, Math.trunc(dy / pixelsPerSlice))
    case 'pan':
      return store.look({ focus: movedFocus(view, painted, dx, dy) })
    case 'zoom':
      return zoomBy(store, 1.01 ** -dy)
    default:
      return pullMark(store, here)
  }
}

function pinch(store: ViewerStore, fingers: Fingers, moved: number, here: Point): void {
  const { view, painted } = store.get()
  const before = fingers.get(moved)
  const other = [...fingers].find(([id]) => id !== moved)?.[1]
  if (!before || !other || !painted) return
  const apart = (point: Point) => Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]))
  store.look({
    zoom: (view.zoom * apart(here)) / apart(before),
    focus: movedFocus(view, painted, (here[0] - before[0]) / 2, (here[1] - before[1]) / 2),
  })
}

/** True for a tool that draws. */
export const isMark = (tool: Tool | 'zoom'): tool is MarkKind => tool in pointsOf

/** Begins a mark at a point of the stage, or gives an angle its second arm. */
export function beginMark(store: ViewerStore, kind: MarkKind, at: Point): void {
  const { painted, marks: all } = store.get()
  if (!painted) return
  // a text of which nothing was written is none
  const marks = all.filter((mark) => mark.kind !== 'text' || mark.text)
  const point = toImage(painted.matrix, at)
  const last = marks.at(-1)
  // an angle has two arms: the second press draws the second
  const isArm = last?.kind === 'angle' && kind === 'angle' && last.points.length < pointsOf.angle
  if (last && isArm && last.imageId === painted.imageId)
    return replaceLast(store, { ...last, points: [...last.points, point] })
  const points = pointsOf[kind] === 1 ? [point] : [point, point]
  const { correcting } = store.get()
  const corrects = correcting?.kind === kind ? { corrects: correcting } : {}
  store.set({
    marks: [...marks, { imageId: painted.imageId, kind, points, values: null, ...corrects }],
    correcting: corrects.corrects ? null : correcting,
  })
}

/** Draws the end of the newest mark to a point of the stage. */
export function pullMark(store: ViewerStore, at: Point): void {
  const { painted, marks } = store.get()
  const last = marks.at(-1)
  if (!painted || !last || last.text || last.imageId !== painted.imageId) return
  replaceLast(store, { ...last, points: [...last.points.slice(0, -1), toImage(painted.matrix, at)], values: null })
}

const replaceLast = (store: ViewerStore, mark: Mark): void =>
  store.set({ marks: [...store.get().marks.slice(0, -1), mark] })

function dropShort(store: ViewerStore): void {
  const { marks } = store.get()
  const [from, to] = marks.at(-1)?.points.slice(-2) ?? []
  if (from && to && Math.hypot(to[0] - from[0], to[1] - from[1]) < shortestLength)
    store.set({ marks: marks.slice(0, -1) })
}
