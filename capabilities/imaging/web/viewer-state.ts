import type { MarkKind } from '../contract/mark-measures.ts'
import type { Mark } from './marks.ts'

/** A window: the middle and the width of what is shown between black and white, in the units of the modality. */
export type Window = { readonly center: number; readonly width: number }

/** What a drag does. */
export type Tool = 'window' | 'scroll' | 'pan' | MarkKind

/** A point `[x, y]`. */
export type Point = readonly [x: number, y: number]

/** From image to stage: x' = ax + cy + e, y' = bx + dy + f, in CSS pixels. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** What is seen, as plain data: enough to show the same to somebody else. */
export type View = {
  readonly studyUid: string
  readonly seriesUid: string
  /** Which slice, from 0. */
  readonly slice: number
  /** Null until the first image told its own. */
  readonly window: Window | null
  /** 1 fits the image into the stage. */
  readonly zoom: number
  /** The point of the image in the middle of the stage, as parts of its width and height. */
  readonly focus: Point
}

/** What was painted last; null before. */
export type Painted = {
  readonly imageId: string
  readonly columns: number
  readonly rows: number
  readonly matrix: Matrix
  readonly renderer: 'gpu' | 'cpu'
  /** False for a glance: a smaller picture, stretched. */
  readonly isWhole: boolean
  /** Of a slide: what is seen of it, in whole pixels of its finest level. */
  readonly part?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
}

/** A slice that somebody asked for, and how it is to be shown. */
type Wanted = {
  readonly sopUid: string
  readonly frame: number
  /** Of a slide: the part of it that is to be seen, in pixels of its finest level. */
  readonly part?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly window?: Window | null
  readonly zoom?: number
  readonly focus?: Point
}

/** The state of a viewer. */
export type ViewerState = {
  readonly view: View
  readonly slices: number
  /** How many of them are there whole. */
  readonly loaded: number
  readonly tool: Tool
  readonly marks: readonly Mark[]
  /** True while marks that were saved are not to be seen. */
  readonly areMarksHidden: boolean
  /** Results of others that were turned off on this stage, whether the server knows it yet or not. */
  readonly hiddenResults: readonly string[]
  /** The saved mark that the next drawing of its kind corrects. */
  readonly correcting: { readonly markId: string; readonly version: number; readonly kind: MarkKind } | null
  /** A slice that was asked for and is not shown yet. */
  readonly wanted: Wanted | null
  readonly painted: Painted | null
  /** True when the slice of the view is what is painted, whole and without loss. */
  readonly isReady: boolean
  readonly problem: 'cannot-show' | 'cannot-draw' | null
}

/** A viewer's state, outside React: a room may read the view and set it. */
export type ViewerStore = {
  readonly get: () => ViewerState
  readonly set: (change: Partial<ViewerState>) => void
  /** Changes what is seen; the stage follows. */
  readonly look: (change: Partial<View>) => void
  readonly subscribe: (listener: () => void) => () => void
}

const wholeImage = { zoom: 1, focus: [0.5, 0.5] } as const
const minZoom = 0.2
const maxZoom = 30

/** Where a series is first seen: its first slice, whole. */
export const firstView = (studyUid: string, seriesUid: string, slice = 0): View => ({
  studyUid,
  seriesUid,
  slice,
  window: null,
  ...wholeImage,
})

/** The state of a viewer in which nothing is shown yet. */
export const emptyState = (tool: Tool): ViewerState => ({
  view: firstView('', ''),
  slices: 0,
  loaded: 0,
  tool,
  marks: [],
  areMarksHidden: false,
  hiddenResults: [],
  correcting: null,
  wanted: null,
  painted: null,
  isReady: false,
  problem: null,
})

/** A viewer's state and who listens to it. */
export function createViewerStore(tool: Tool = 'window'): ViewerStore {
  let state = emptyState(tool)
  const listeners = new Set<() => void>()
  const set = (change: Partial<ViewerState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    set,
    look: (change) => set({ view: within({ ...state.view, ...change }, state.slices), isReady: false }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The view with every part in its bounds. */
export function within(view: View, slices: number): View {
  const [x, y] = view.focus
  return {
    ...view,
    slice: Math.max(0, Math.min(slices - 1, Math.round(view.slice))),
    zoom: Math.max(minZoom, Math.min(maxZoom, view.zoom)),
    focus: [Math.max(-0.5, Math.min(1.5, x)), Math.max(-0.5, Math.min(1.5, y))],
    window: view.window && { center: view.window.center, width: Math.max(1, view.window.width) },
  }
}

/** The window after a drag by so many CSS pixels: right is wider, down is darker, since its middle rises. */
export const draggedWindow = (window: Window, dx: number, dy: number): Window => {
  const step = Math.max(0.25, window.width / 300)
  return {
    center: Math.round((window.center + dy * step) * 10) / 10,
    width: Math.max(1, Math.round((window.width + dx * step) * 10) / 10),
  }
}

/** The focus after the image was moved by so many CSS pixels. */
export function movedFocus(view: View, painted: Painted, dx: number, dy: number): Point {
  const [a, b, c, d] = painted.matrix
  const determinant = a * d - b * c
  if (!determinant) return view.focus
  const x = (d * dx - c * dy) / determinant
  const y = (a * dy - b * dx) / determinant
  return [view.focus[0] - x / painted.columns, view.focus[1] - y / painted.rows]
}

/** The point of the image under a point of the stage. */
export function toImage(matrix: Matrix, [x, y]: Point): Point {
  const [a, b, c, d, e, f] = matrix
  const determinant = a * d - b * c
  return [(d * (x - e) - c * (y - f)) / determinant, (a * (y - f) - b * (x - e)) / determinant]
}

/** The point of the stage on which a point of the image lies. */
export const toStage = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [a * x + c * y + e, b * x + d * y + f]
