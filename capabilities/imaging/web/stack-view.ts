import {
  cache,
  Enums,
  getConfiguration,
  getRenderingCapabilities,
  getShouldUseCPURendering,
  imageLoader,
  RenderingEngine,
  init as startCore,
  type Types,
} from '@cornerstonejs/core'
import { fetchBytes } from './fetch-bytes.ts'
import { FrameDecoder } from './frame-decoder.ts'
import { drawnSource, dropImage, forgetSlices, registerSlices } from './frame-images.ts'
import { FrameQueue } from './frame-queue.ts'
import type { Samples } from './frame-samples.ts'
import { measureDrawn } from './measure-drawn.ts'
import { fileWindow, type Slice } from './slices.ts'
import { StageCamera, windowOf } from './stage-camera.ts'
import type { Painted, View, ViewerStore } from './viewer-state.ts'

const viewportId = 'stack'
/** Decoded slices kept: 300 of 512 × 512 and room for as many again. */
const cachedBytes = 512 * 1024 * 1024

let started = false
let engines = 0

function startOnce(): void {
  if (started) return
  started = true
  const usual = getConfiguration()
  // a graphics card that the processor plays is slower than drawing by the processor
  const useCPURendering = getRenderingCapabilities().softwareRasterizer
  // one stage needs one context; browsers take the oldest away when a page has more than a few
  startCore({ ...usual, rendering: { ...usual.rendering, webGlContextCount: 1, useCPURendering } })
  cache.setMaxCacheSize(cachedBytes)
}

/** Draws a stack of slices into an element, as the store's view says, and writes back what was painted. */
export class StackView {
  readonly #store: ViewerStore
  readonly #element: HTMLDivElement
  readonly #engine: RenderingEngine
  readonly #viewport: Types.IStackViewport
  readonly #camera: StageCamera
  readonly #unsubscribe: () => void
  readonly #resized: ResizeObserver
  #slices: readonly Slice[] = []
  #shown: View | null = null
  #isApplied = false
  #isBusy = false
  #isStale = false
  #isEnded = false
  readonly #decoder = new FrameDecoder()
  readonly #queue = new FrameQueue({
    fetch: fetchBytes,
    decoder: this.#decoder,
    onChange: (index) => this.#better(index),
  })
  /** The images of which all is drawn, not a glance. */
  readonly #whole = new Set<string>()
  /** How many resolutions of an image were drawn. */
  readonly #drawn = new Map<string, number>()
  #wakeUp: (() => void)[] = []

  constructor(element: HTMLDivElement, store: ViewerStore) {
    startOnce()
    this.#element = element
    this.#store = store
    engines += 1
    this.#engine = new RenderingEngine(`viewer-${engines}`)
    this.#engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK })
    this.#viewport = this.#engine.getViewport<Types.IStackViewport>(viewportId)
    this.#camera = new StageCamera(this.#viewport, element)
    element.addEventListener(Enums.Events.IMAGE_RENDERED, this.#painted)
    this.#unsubscribe = store.subscribe(() => {
      measureDrawn(store)
      void this.#follow()
    })
    this.#resized = new ResizeObserver(() => this.#fit())
    this.#resized.observe(element)
  }

  /** Takes the slices of a series, or more of the same; the slice that is shown stays shown. */
  async show(slices: readonly Slice[]): Promise<void> {
    const isFirst = this.#slices.length === 0
    // a stage that comes back to a series that was painted goes on where it was
    const { painted, view: seen } = this.#store.get()
    const before = this.#slices[seen.slice]?.imageId ?? painted?.imageId
    registerSlices(slices, async (slice) => await this.#samples(slice))
    this.#slices = slices
    this.#queue.setSources(slices.map(drawnSource))
    this.#shown = null
    const kept = before ? slices.findIndex((slice) => slice.imageId === before) : -1
    const { view } = this.#store.get()
    this.#store.set({
      slices: slices.length,
      problem: null,
      ...(isFirst ? { painted: null, isReady: false } : {}),
      // the middle of a stack tells more than its end
      view: { ...view, slice: kept >= 0 ? kept : Math.floor(slices.length / 2) },
    })
    this.#tellProgress()
    await this.#follow()
  }

  /** Tries the slice that failed again. */
  async retry(): Promise<void> {
    this.#shown = null
    this.#store.set({ problem: null })
    await this.#follow()
  }

  /** Ends the drawing and gives its memory back. */
  end(): void {
    this.#isEnded = true
    this.#queue.end()
    this.#decoder.close()
    for (const wake of this.#wakeUp.splice(0)) wake()
    forgetSlices(this.#slices)
    this.#unsubscribe()
    this.#resized.disconnect()
    this.#element.removeEventListener(Enums.Events.IMAGE_RENDERED, this.#painted)
    this.#engine.destroy()
  }

  // one at a time: while a slice loads, scrolling only moves the goal, and the last goal is what is loaded next
  async #follow(): Promise<void> {
    if (this.#isBusy || this.#isEnded || this.#slices.length === 0) return
    const { view } = this.#store.get()
    if (view === this.#shown && !this.#isStale) return
    this.#isBusy = true
    const error = await this.#draw(view).then(
      () => null,
      (fault: unknown) => fault,
    )
    this.#isBusy = false
    if (this.#isEnded) return
    if (error) this.#shown = view
    if (error && this.#store.get().view === view) this.#store.set({ problem: 'cannot-show' })
    // more of it came while it was drawn
    if (!error) this.#better(view.slice)
    if (this.#store.get().view !== view) await this.#follow()
  }

  async #draw(view: View): Promise<void> {
    const slice = this.#slices[view.slice]
    if (!slice) return
    this.#queue.look(view.slice)
    const image = await imageLoader.loadAndCacheImage(slice.imageId)
    if (this.#isEnded) return
    const imageIds = this.#slices.map((each) => each.imageId)
    const isAnew = this.#isStale
    this.#isStale = false
    this.#isApplied = false
    const known = this.#viewport.getImageIds()
    const isSameStack = known.length === imageIds.length && known.every((id, index) => id === imageIds[index])
    if (isSameStack && !isAnew) await this.#viewport.setImageIdIndex(view.slice)
    else await this.#viewport.setStack(imageIds, view.slice)
    if (this.#isEnded) return
    this.#shown = view
    if (view.window) return this.#apply(view)
    // what somebody chose while the slice was on its way stands
    if (this.#store.get().view.window === null)
      this.#store.look({ window: fileWindow(slice.metadata) ?? windowOf(image) })
  }

  #apply(view: View): void {
    this.#camera.show(view)
    this.#isApplied = true
    this.#viewport.render()
  }

  readonly #painted = (): void => {
    if (!this.#isApplied) return
    const [size, matrix] = [this.#camera.size(), this.#camera.matrix()]
    const imageId = this.#viewport.getCurrentImageId()
    if (!size || !matrix || !imageId) return
    const painted: Painted = {
      imageId,
      columns: size[0],
      rows: size[1],
      matrix,
      renderer: getShouldUseCPURendering() ? 'cpu' : 'gpu',
      isWhole: this.#whole.has(imageId),
    }
    const { view } = this.#store.get()
    const isCurrent = view === this.#shown && this.#slices[view.slice]?.imageId === imageId
    this.#store.set({ painted, isReady: isCurrent && painted.isWhole, problem: null })
  }

  #fit(): void {
    if (this.#isEnded || this.#slices.length === 0 || this.#element.clientWidth === 0) return
    this.#engine.resize(true, false)
    if (this.#shown && this.#isApplied) this.#apply(this.#shown)
  }

  // more of a slice is there: where it is looked at it is drawn anew, elsewhere it is loaded when it is looked at
  #better(index: number): void {
    const slice = this.#slices[index]
    if (this.#isEnded || !slice) return
    for (const wake of this.#wakeUp.splice(0)) wake()
    this.#tellProgress()
    if (this.#whole.has(slice.imageId)) return
    if (index !== this.#store.get().view.slice) return dropImage(slice.imageId)
    // what is being drawn is looked at again when it is done
    if (this.#isBusy || this.#queue.have(index) <= (this.#drawn.get(slice.imageId) ?? 0)) return
    dropImage(slice.imageId)
    this.#isStale = true
    void this.#follow()
  }

  #tellProgress(): void {
    const loaded = this.#queue.whole
    if (this.#store.get().loaded !== loaded) this.#store.set({ loaded })
  }

  /** The best samples of a slice that are there; waits until some are. */
  async #samples(slice: Slice): Promise<Samples> {
    for (;;) {
      const index = this.#slices.indexOf(slice)
      const found = this.#isEnded || index < 0 ? null : await this.#queue.samples(index)
      if (found) {
        this.#drawn.set(slice.imageId, found.resolutions)
        if (found.isWhole) this.#whole.add(slice.imageId)
        return found.samples
      }
      if (this.#isEnded || index < 0 || this.#queue.hasFailed(index)) throw new Error('the slice did not come')
      await new Promise<void>((resolve) => this.#wakeUp.push(resolve))
    }
  }
}
