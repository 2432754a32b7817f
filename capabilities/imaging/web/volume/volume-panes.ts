import { fileWindow, type Slice } from '../slices.ts'
import type { Window } from '../viewer-state.ts'
import { gridOf, isGrid } from './geometry.ts'
import { paintGreys } from './paint-greys.ts'
import { boxOf, finenessOf, middleOf, onPlane, type Plane, type PlaneName, planeThrough } from './planes.ts'
import { offsetsOf, type Slab } from './sampling.ts'
import type { Vector } from './vector.ts'
import { VolumeSource } from './volume-source.ts'
import type { VolumeState, VolumeStore, VolumeView } from './volume-state.ts'

type Wanted = { plane: Plane; slab: Slab; key: string }
type Pane = {
  canvas: HTMLCanvasElement
  resized: ResizeObserver
  values: Float32Array | null
  shown: Wanted | null
  painted: string
  /** What was last computed roughly, before it is computed finely. */
  rough: string
  isBusy: boolean
}

/** Samples that a worker takes in about a tenth of a second; more are first computed roughly. */
const quickSamples = 4_000_000
const roughTimes = 3
/** How long one holds still before a slow plane is computed finely. */
const stillMs = 150

/** Paints the planes of a volume into canvases, as the store's view says, and writes back what was painted. */
export class VolumePanes {
  readonly #store: VolumeStore
  readonly #unsubscribe: () => void
  readonly #panes = new Map<PlaneName, Pane>()
  readonly #isInverted: boolean
  #source: VolumeSource | null = null
  #mmPerPixel = 1
  #asked: Vector | null = null
  /** The window of the files, or all that is in the first plane. */
  #ownWindow: Window | null = null
  #isEnded = false
  #isSlow = false
  #movedAt = 0
  #moved: VolumeView | null = null
  #later: ReturnType<typeof setTimeout> | null = null

  constructor(store: VolumeStore, slices: readonly Slice[], isInverted: boolean) {
    this.#store = store
    this.#isInverted = isInverted
    this.#open(slices)
    this.#unsubscribe = store.subscribe(() => this.#follow())
  }

  /** Paints a plane into a canvas from now on; null for no more. */
  setCanvas(name: PlaneName, canvas: HTMLCanvasElement | null): void {
    this.#panes.get(name)?.resized.disconnect()
    this.#panes.delete(name)
    if (canvas) {
      const resized = new ResizeObserver(() => this.#follow())
      if (canvas.parentElement) resized.observe(canvas.parentElement)
      this.#panes.set(name, { canvas, resized, values: null, shown: null, painted: '', rough: '', isBusy: false })
      this.#follow()
    } else if (!this.#isEnded && this.#store.get().painted[name]) {
      this.#store.set({ painted: { ...this.#store.get().painted, [name]: null } })
    }
  }

  /** Ends the painting and gives its memory back. */
  end(): void {
    this.#isEnded = true
    if (this.#later) clearTimeout(this.#later)
    this.#unsubscribe()
    this.#source?.end()
    for (const { resized } of this.#panes.values()) resized.disconnect()
    this.#panes.clear()
  }

  #open(slices: readonly Slice[]): void {
    const found = gridOf(slices)
    const [first] = slices
    if (!isGrid(found))
      return this.#store.set({ refusal: found, grid: null, box: null, slices: slices.length, loaded: 0 })
    const box = boxOf(found)
    this.#ownWindow = first ? fileWindow(first.metadata) : null
    this.#mmPerPixel = finenessOf(found)
    const { view } = this.#store.get()
    this.#store.set({
      ...{ grid: found, box, refusal: null, slices: slices.length, loaded: 0, problem: null },
      view: {
        ...view,
        cross: view.cross ?? middleOf(box),
        window: view.window ?? this.#ownWindow,
      },
    })
    this.#source = new VolumeSource(slices, found, {
      onProgress: (loaded) => this.#store.set({ loaded, problem: null }),
      onProblem: (problem) => this.#store.set({ problem }),
    })
  }

  #follow(): void {
    const state = this.#store.get()
    if (this.#isEnded || state.loaded < state.slices || !state.box || !state.view.cross) return
    if (!state.view.window && this.#ownWindow) return this.#store.look({ window: this.#ownWindow })
    if (this.#moved !== state.view) this.#movedAt = performance.now()
    this.#moved = state.view
    void this.#probe(state.view.cross)
    for (const [name, pane] of this.#panes) {
      void this.#bring(name, pane)
      this.#paint(name, pane)
    }
  }

  #wanted(name: PlaneName): Wanted | null {
    const { box, view } = this.#store.get()
    if (!box || !view.cross) return null
    const plane = planeThrough(box, name, view.cross, this.#mmPerPixel)
    return { plane, slab: view.slab, key: `${plane.origin.join()} ${view.slab.mode} ${view.slab.thicknessMm}` }
  }

  // one at a time for each pane: meanwhile moving only moves the goal
  async #bring(name: PlaneName, pane: Pane): Promise<void> {
    const wanted = this.#wanted(name)
    if (!wanted || pane.isBusy || wanted.key === pane.shown?.key) return
    const isSlow = samplesOf(wanted) > quickSamples
    const isRough = isSlow && pane.rough !== wanted.key
    if (isSlow && !isRough && !this.#mayTakeTime()) return
    const asked = isRough ? this.#roughly(name, wanted) : wanted
    pane.isBusy = true
    this.#isSlow ||= isSlow && !isRough
    const values = await this.#source?.plane(asked.plane, asked.slab)
    pane.isBusy = false
    if (isSlow && !isRough) this.#isSlow = false
    if (!values || this.#isEnded || this.#panes.get(name) !== pane) return
    Object.assign(pane, { values, shown: asked, ...(isRough ? { rough: wanted.key } : {}) })
    this.#tellWindow(values)
    this.#follow()
  }

  #roughly(name: PlaneName, wanted: Wanted): Wanted {
    const { box, view } = this.#store.get()
    if (!box || !view.cross) return wanted
    const plane = planeThrough(box, name, view.cross, this.#mmPerPixel * roughTimes)
    return { ...wanted, plane, key: `roughly ${wanted.key}` }
  }

  // one slow plane at a time, and only when one holds still: else the next move would wait for it
  #mayTakeTime(): boolean {
    const left = this.#movedAt + stillMs - performance.now()
    if (left > 0) this.#later ??= setTimeout(() => this.#wake(), left)
    return left <= 0 && !this.#isSlow
  }

  #wake(): void {
    this.#later = null
    this.#follow()
  }

  async #probe(point: Vector): Promise<void> {
    if (this.#asked === point) return
    this.#asked = point
    const value = await this.#source?.point(point)
    const isHere = !this.#isEnded && this.#store.get().view.cross === point
    if (isHere && value !== undefined) this.#store.set({ value: Number.isNaN(value) ? null : value })
  }

  // of a series whose files ask for no window: all that is in its middle plane
  #tellWindow(values: Float32Array): void {
    if (this.#ownWindow) return
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of values) {
      if (value < min) min = value
      if (value > max) max = value
    }
    if (max > min) this.#ownWindow = { center: (min + max) / 2, width: max - min }
  }

  #paint(name: PlaneName, pane: Pane): void {
    const state = this.#store.get()
    const { window } = state.view
    const { canvas, shown, values } = pane
    const box = canvas.parentElement
    if (!shown || !values || !window || !box) return
    const { plane, slab } = shown
    const placed = placedIn([box.clientWidth, box.clientHeight], plane, state)
    const isCurrent = this.#wanted(name)?.key === shown.key
    const greys = `${shown.key} ${window.center} ${window.width}`
    const key = `${greys} ${placed.scale} ${placed.focus.join()} ${box.clientWidth} ${box.clientHeight} ${isCurrent}`
    if (pane.painted === key) return
    if (!pane.painted.startsWith(`${greys} `)) this.#grey(pane, plane, window)
    pane.painted = key
    canvas.style.transform = `translate(${box.clientWidth / 2}px, ${box.clientHeight / 2}px) scale(${placed.scale}) translate(${-placed.focus[0]}px, ${-placed.focus[1]}px)`
    this.#store.set({ painted: { ...state.painted, [name]: { plane, slab, window, ...placed, isCurrent } } })
  }

  #grey({ canvas, values }: Pane, { columns, rows }: Plane, window: Window): void {
    if (values) paintGreys(canvas, { values, columns, rows }, { window, isInverted: this.#isInverted })
  }
}

const samplesOf = ({ plane, slab }: Wanted): number =>
  plane.columns * plane.rows * offsetsOf(slab, plane.mmPerPixel).length

/** Which point of a raster lies in the middle of its pane, and how large a pixel of it is there. */
function placedIn([width, height]: readonly [number, number], plane: Plane, { view }: VolumeState) {
  const fit = Math.min(width / plane.columns, height / plane.rows)
  const focus = view.middle ? onPlane(plane, view.middle) : ([plane.columns / 2, plane.rows / 2] as const)
  return { scale: fit * view.zoom, focus }
}
