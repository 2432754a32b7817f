import type { Window } from '../viewer-state.ts'
import type { Refusal, VolumeGrid } from './geometry.ts'
import { type Box, directions, inside, type Plane, type PlaneName } from './planes.ts'
import type { Slab } from './sampling.ts'
import { plus, type Vector } from './vector.ts'

/** What a drag on a plane does. */
export type VolumeTool = 'cross' | 'window' | 'scroll' | 'pan'

/** What is seen of a volume, as plain data: enough to show the same to somebody else. Places are millimetres in the patient. */
export type VolumeView = {
  readonly studyUid: string
  readonly seriesUid: string
  /** Where the three planes meet; null until the place of the volume is known. */
  readonly cross: Vector | null
  /** What lies in the middle of every pane; null for the middle of the volume. */
  readonly middle: Vector | null
  readonly window: Window | null
  readonly slab: Slab
  /** 1 fits the plane into its pane. */
  readonly zoom: number
  /** The plane that keys move, and the only one on a narrow screen. */
  readonly plane: PlaneName
}

/** A plane as it was painted last. */
export type PaintedPlane = {
  readonly plane: Plane
  readonly slab: Slab
  readonly window: Window
  /** The point of the raster in the middle of the pane, and CSS pixels a pixel of it. */
  readonly focus: readonly [x: number, y: number]
  readonly scale: number
  readonly isCurrent: boolean
}

/** The state of a viewer of a volume. */
export type VolumeState = {
  readonly view: VolumeView
  readonly tool: VolumeTool
  readonly grid: VolumeGrid | null
  readonly box: Box | null
  readonly refusal: Refusal | null
  readonly slices: number
  /** How many of them are in the volume. */
  readonly loaded: number
  readonly painted: Readonly<Record<PlaneName, PaintedPlane | null>>
  /** In the units of the modality where the planes meet; null where nothing is known. */
  readonly value: number | null
  readonly problem: 'cannot-load' | 'cannot-draw' | null
}

/** The state of a volume's viewer, outside React: a room may read the view and set it. */
export type VolumeStore = {
  readonly get: () => VolumeState
  readonly set: (change: Partial<VolumeState>) => void
  /** Changes what is seen; the panes follow. */
  readonly look: (change: Partial<VolumeView>) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** The thickest slab. */
export const thickestMm = 100
const nothingPainted = { axial: null, coronal: null, sagittal: null } as const

/** The state in which nothing is shown yet. */
const emptyState = (tool: VolumeTool): VolumeState => ({
  view: {
    ...{ studyUid: '', seriesUid: '', cross: null, middle: null, window: null, zoom: 1, plane: 'axial' },
    slab: { mode: 'mean', thicknessMm: 0 },
  },
  ...{ tool, grid: null, box: null, refusal: null, slices: 0, loaded: 0, painted: nothingPainted },
  ...{ value: null, problem: null },
})

/** The state of a volume's viewer and who listens to it. */
export function createVolumeStore(tool: VolumeTool, first: Partial<VolumeView> = {}): VolumeStore {
  const empty = emptyState(tool)
  let state: VolumeState = { ...empty, view: { ...empty.view, ...first } }
  const listeners = new Set<() => void>()
  const set = (change: Partial<VolumeState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    set,
    look: (change) => set({ view: withinVolume({ ...state.view, ...change }, state.box) }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The view with every part in its bounds. */
export function withinVolume(view: VolumeView, box: Box | null): VolumeView {
  return {
    ...view,
    cross: view.cross && box ? inside(box, view.cross) : view.cross,
    middle: view.middle && box ? inside(box, view.middle) : view.middle,
    zoom: Math.max(0.5, Math.min(20, view.zoom)),
    slab: { ...view.slab, thicknessMm: Math.max(0, Math.min(thickestMm, view.slab.thicknessMm)) },
    window: view.window && { center: view.window.center, width: Math.max(1, view.window.width) },
  }
}

/** How far one step goes through each plane, in millimetres: a slice where the slices lie along it, else a pixel, never under half a millimetre. */
export function stepOf(grid: VolumeGrid, name: PlaneName): number {
  const [x, y, z] = directions[name].normal
  const along = Math.abs(x * grid.normal[0] + y * grid.normal[1] + z * grid.normal[2])
  const pixel = Math.max(0.5, Math.min(grid.columnSpacing, grid.rowSpacing))
  if (along < 0.7) return pixel
  const gaps = grid.depths.slice(1).map((depth, index) => depth - (grid.depths[index] ?? 0))
  return Math.max(pixel, Math.min(...gaps))
}

/** Moves a plane by so many steps along its normal, the way in which one walks through it: downwards, backwards, to the left. */
export function walk(store: VolumeStore, name: PlaneName, steps: number): void {
  const { view, grid } = store.get()
  if (!view.cross || !grid) return
  const { normal } = directions[name]
  const way = name === 'axial' ? -1 : 1
  store.look({ cross: plus(view.cross, normal, way * steps * stepOf(grid, name)), plane: name })
}

/** Back to the whole volume. */
export const resetVolume = (store: VolumeStore): void => store.look({ zoom: 1, middle: null })
