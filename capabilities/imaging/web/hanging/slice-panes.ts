import type { GreySlice } from '../../contract/mark-measures.ts'
import { fetchBytes } from '../fetch-bytes.ts'
import { FrameDecoder } from '../frame-decoder.ts'
import { FrameQueue } from '../frame-queue.ts'
import type { Samples } from '../frame-samples.ts'
import { measureNewMarks } from '../measure-new-marks.ts'
import type { Slice } from '../slices.ts'
import type { Matrix, View, ViewerStore, Window } from '../viewer-state.ts'
import { paintGreys } from '../volume/paint-greys.ts'

type Drawn = { samples: Samples; slice: Slice; isWhole: boolean }
type Pane = { window: Window | null; resized: ResizeObserver; shown: Drawn | null }

/** Decoded slices kept, so that scrolling to and fro is quick. */
const mostKept = 24

/** Paints the slice of the store's view into several canvases, each in a window of its own, and writes back what was painted. */
export class SlicePanes {
  readonly #store: ViewerStore
  readonly #slices: readonly Slice[]
  readonly #decoder = new FrameDecoder()
  readonly #queue: FrameQueue
  readonly #unsubscribe: () => void
  readonly #panes = new Map<HTMLCanvasElement, Pane>()
  readonly #decoded = new Map<number, Drawn>()
  #view: View | null = null
  #isBusy = false
  #isEnded = false

  constructor(store: ViewerStore, slices: readonly Slice[]) {
    this.#store = store
    this.#slices = slices
    this.#queue = new FrameQueue({ fetch: fetchBytes, decoder: this.#decoder, onChange: (at) => this.#better(at) })
    this.#queue.setSources(slices.map((slice) => slice.source))
    const { view, painted } = store.get()
    // the middle of a stack tells more than its end
    const before = slices.findIndex((each) => each.imageId === painted?.imageId)
    const slice = before >= 0 ? before : Math.floor(slices.length / 2)
    store.set({
      slices: slices.length,
      loaded: 0,
      problem: null,
      painted: null,
      isReady: false,
      view: { ...view, slice },
    })
    this.#unsubscribe = store.subscribe(() => this.#follow())
    this.#follow()
  }

  /** Paints into a canvas once it has a window; until the function that is given back is called. */
  add(canvas: HTMLCanvasElement): () => void {
    const resized = new ResizeObserver(() => this.#paint())
    if (canvas.parentElement) resized.observe(canvas.parentElement)
    this.#panes.set(canvas, { window: null, resized, shown: null })
    return () => {
      resized.disconnect()
      this.#panes.delete(canvas)
    }
  }

  /** Gives a canvas another window. */
  setWindow(canvas: HTMLCanvasElement, window: Window): void {
    const pane = this.#panes.get(canvas)
    if (!pane) return
    Object.assign(pane, { window, shown: null })
    this.#paint()
  }

  /** Ends the painting and gives its memory back. */
  end(): void {
    this.#isEnded = true
    this.#unsubscribe()
    this.#queue.end()
    this.#decoder.close()
    for (const { resized } of this.#panes.values()) resized.disconnect()
    this.#panes.clear()
  }

  #follow(): void {
    measureNewMarks(this.#store, () => this.#painted())
    const { view } = this.#store.get()
    if (this.#isEnded || view === this.#view) return
    this.#view = view
    this.#queue.look(view.slice)
    this.#paint()
    void this.#decode()
  }

  // one at a time: while a slice is decoded, scrolling only moves the goal
  async #decode(): Promise<void> {
    const at = this.#store.get().view.slice
    const slice = this.#slices[at]
    if (this.#isBusy || this.#isEnded || !slice || this.#decoded.get(at)?.isWhole) return
    if (this.#queue.hasFailed(at)) return this.#store.set({ problem: 'cannot-show' })
    if (this.#queue.have(at) === 0) return
    this.#isBusy = true
    const found = await this.#queue.samples(at).catch(() => null)
    this.#isBusy = false
    if (this.#isEnded) return
    if (!found) return this.#store.set({ problem: 'cannot-show' })
    this.#keep(at, { samples: found.samples, slice, isWhole: found.isWhole })
    this.#paint()
    if (this.#store.get().view.slice !== at || this.#queue.have(at) > found.resolutions) void this.#decode()
  }

  #painted(): GreySlice | null {
    const drawn = this.#decoded.get(this.#store.get().view.slice)
    if (!drawn?.isWhole || drawn.slice.imageId !== this.#store.get().painted?.imageId) return null
    const { columns, rows } = drawn.slice.source.shape
    return { values: drawn.samples.values, columns, rows, slope: 1, intercept: 0 }
  }

  #keep(at: number, drawn: Drawn): void {
    this.#decoded.delete(at)
    this.#decoded.set(at, drawn)
    const [oldest] = this.#decoded.keys()
    if (this.#decoded.size > mostKept && oldest !== undefined) this.#decoded.delete(oldest)
  }

  #better(at: number): void {
    if (this.#isEnded) return
    const loaded = this.#queue.whole
    if (this.#store.get().loaded !== loaded) this.#store.set({ loaded })
    if (at === this.#store.get().view.slice) void this.#decode()
  }

  #paint(): void {
    const { view } = this.#store.get()
    const drawn = this.#decoded.get(view.slice)
    const [first] = this.#panes.keys()
    if (this.#isEnded || !drawn || !first) return
    const { columns, rows } = drawn.slice.source.shape
    for (const [canvas, pane] of this.#panes) {
      if (pane.window && pane.shown !== drawn)
        paintGreys(canvas, { values: drawn.samples.values, columns, rows }, { window: pane.window, isInverted: false })
      pane.shown = drawn
      const matrix = placed(canvas, view, columns, rows)
      canvas.style.transform = `matrix(${matrix.join(',')})`
    }
    const { isWhole, slice } = drawn
    const painted = {
      imageId: slice.imageId,
      columns,
      rows,
      matrix: placed(first, view, columns, rows),
      isWhole,
    } as const
    this.#store.set({ painted: { ...painted, renderer: 'cpu' }, isReady: isWhole, problem: null })
  }
}

function placed(canvas: HTMLCanvasElement, view: View, columns: number, rows: number): Matrix {
  const [width, height] = [canvas.parentElement?.clientWidth ?? 0, canvas.parentElement?.clientHeight ?? 0]
  const scale = Math.min(width / columns, height / rows) * view.zoom
  const [x, y] = [view.focus[0] * columns * scale, view.focus[1] * rows * scale]
  return [scale, 0, 0, scale, width / 2 - x, height / 2 - y]
}
