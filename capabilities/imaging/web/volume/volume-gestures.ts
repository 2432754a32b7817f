import { useEffect } from 'react'
import { draggedWindow } from '../viewer-state.ts'
import { directions, fromPlane, type PlaneName } from './planes.ts'
import { dot, plus } from './vector.ts'
import { type VolumeStore, type VolumeTool, walk } from './volume-state.ts'

const pixelsPerStep = 8
const wheelPerStep = 40

type At = readonly [x: number, y: number]

/** Wheel, drag and pinch on the pane of one plane change the view of the store. */
export function useVolumeGestures(element: HTMLElement | null, store: VolumeStore, name: PlaneName): void {
  useEffect(() => {
    if (!element) return undefined
    const fingers = new Map<number, At>()
    let held = 0
    const at = (event: PointerEvent): At => {
      const box = element.getBoundingClientRect()
      return [event.clientX - box.left, event.clientY - box.top]
    }
    const listen = new AbortController()
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, act, { signal: listen.signal, passive: false })
    on('wheel', (event) => {
      event.preventDefault()
      if (event.ctrlKey) return zoomVolume(store, event.deltaY < 0 ? 1.1 : 1 / 1.1)
      held += event.deltaMode === 0 ? event.deltaY : event.deltaY * wheelPerStep
      const steps = Math.trunc(held / wheelPerStep)
      if (steps) walk(store, name, steps)
      held -= steps * wheelPerStep
    })
    on('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, at(event))
      store.look({ plane: name })
      if (fingers.size === 1 && toolOf(event, store) === 'cross') moveCross(store, name, element, at(event))
    })
    on('pointermove', (event) => {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const here = at(event)
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
      if (other) pinch(store, other, before, here)
      const isKept = !other && drag({ store, name, element }, toolOf(event, store), before, here)
      if (!isKept) fingers.set(event.pointerId, here)
    })
    const lift = (event: PointerEvent) => fingers.delete(event.pointerId)
    on('pointerup', lift)
    on('pointercancel', lift)
    on('contextmenu', (event) => event.preventDefault())
    return () => listen.abort()
  }, [element, store, name])
}

/** Enlarges all planes by a factor. */
export const zoomVolume = (store: VolumeStore, factor: number): void =>
  store.look({ zoom: store.get().view.zoom * factor })

// with a mouse the middle button moves and the right one windows, whichever tool is chosen
const toolOf = (event: PointerEvent, store: VolumeStore): VolumeTool =>
  event.buttons === 4 ? 'pan' : event.buttons === 2 ? 'window' : store.get().tool

type Pane = { store: VolumeStore; name: PlaneName; element: HTMLElement }

/** Does what the tool does; true while the drag has not yet reached its next step, and keeps where it began. */
function drag({ store, name, element }: Pane, tool: VolumeTool, before: At, here: At): boolean {
  const [dx, dy] = [here[0] - before[0], here[1] - before[1]]
  const { view } = store.get()
  switch (tool) {
    case 'cross':
      moveCross(store, name, element, here)
      return false
    case 'window':
      if (view.window) store.look({ window: draggedWindow(view.window, dx, dy) })
      return false
    case 'pan':
      pan(store, name, dx, dy)
      return false
    case 'scroll': {
      const steps = Math.trunc(dy / pixelsPerStep)
      if (steps) walk(store, name, steps)
      return steps === 0
    }
    default:
      return tool satisfies never
  }
}

function moveCross(store: VolumeStore, name: PlaneName, element: HTMLElement, [x, y]: At): void {
  const painted = store.get().painted[name]
  if (!painted) return
  const { plane, focus, scale } = painted
  const column = focus[0] + (x - element.clientWidth / 2) / scale
  const row = focus[1] + (y - element.clientHeight / 2) / scale
  const at = fromPlane(plane, [column, row])
  const { cross } = store.get().view
  // how deep it lies is not changed by pressing on the plane, also when another depth is being computed
  const deeper = cross ? dot(cross, plane.normal) - dot(at, plane.normal) : 0
  store.look({ cross: plus(at, plane.normal, deeper), plane: name })
}

function pan(store: VolumeStore, name: PlaneName, dx: number, dy: number): void {
  const { painted, view } = store.get()
  const pane = painted[name]
  if (!pane || !view.cross) return
  const { right, down } = directions[name]
  const mm = pane.plane.mmPerPixel / pane.scale
  const middle = view.middle ?? fromPlane(pane.plane, pane.focus)
  store.look({ middle: plus(plus(middle, right, -dx * mm), down, -dy * mm) })
}

function pinch(store: VolumeStore, other: At, before: At, here: At): void {
  const apart = (point: At) => Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]))
  zoomVolume(store, apart(here) / apart(before))
}
