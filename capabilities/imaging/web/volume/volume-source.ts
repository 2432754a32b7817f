import { fetchBytes } from '../fetch-bytes.ts'
import { FrameDecoder } from '../frame-decoder.ts'
import { FrameQueue } from '../frame-queue.ts'
import type { Slice } from '../slices.ts'
import type { VolumeGrid } from './geometry.ts'
import type { Plane } from './planes.ts'
import type { Slab, Volume } from './sampling.ts'
import type { Vector } from './vector.ts'
import type { VolumeAnswer, VolumeWork } from './volume-work.ts'

type Events = {
  /** Hears how many slices are in the volume. */
  onProgress: (loaded: number) => void
  /** Hears that a slice cannot be read, or that the worker stopped. */
  onProblem: (problem: 'cannot-load' | 'cannot-draw') => void
}

/** Gathers the whole frames of a series into a volume in a worker, and asks it for planes. */
export class VolumeSource {
  readonly #worker: Worker
  readonly #decoder = new FrameDecoder()
  readonly #queue: FrameQueue
  readonly #slices: readonly Slice[]
  readonly #grid: VolumeGrid
  readonly #events: Events
  readonly #taken = new Set<number>()
  readonly #waiting = new Map<number, (values: Float32Array) => void>()
  #loaded = 0
  #next = 0
  #isEnded = false

  constructor(slices: readonly Slice[], grid: VolumeGrid, events: Events) {
    this.#slices = slices
    this.#grid = grid
    this.#events = events
    this.#worker = new Worker(new URL('./volume-worker.ts', import.meta.url), { type: 'module' })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<VolumeAnswer>) => {
      this.#waiting.get(data.at)?.(data.values)
      this.#waiting.delete(data.at)
    })
    // out of memory, or its code did not load
    this.#worker.addEventListener('error', () => this.#events.onProblem('cannot-draw'))
    const shape = slices[0]?.source.shape
    this.#post({
      ...{ kind: 'open', grid },
      ...{ bitsAllocated: shape?.bitsAllocated ?? 16, isSigned: shape?.isSigned ?? true },
    })
    this.#queue = new FrameQueue({
      fetch: fetchBytes,
      decoder: this.#decoder,
      onChange: (at) => void this.#take(at),
    })
    // samples as they are stored: what makes units of them is kept beside the volume, so that two bytes hold each
    this.#queue.setSources(
      slices.map(({ source }) => ({ ...source, shape: { ...source.shape, slope: 1, intercept: 0 } })),
    )
    this.#queue.look(Math.floor(slices.length / 2))
  }

  /** The values on a raster, row by row. */
  async plane(plane: Plane, slab: Slab): Promise<Float32Array> {
    return await this.#ask((at) => ({ kind: 'plane', at, plane, slab }))
  }

  /** The value at a point; NaN outside. */
  async point(point: Vector): Promise<number> {
    const [value] = await this.#ask((at) => ({ kind: 'point', at, point }))
    return value ?? Number.NaN
  }

  async #ask(work: (at: number) => VolumeWork): Promise<Float32Array> {
    const at = this.#next++
    return await new Promise((resolve) => {
      this.#waiting.set(at, resolve)
      this.#post(work(at))
    })
  }

  /** Ends it and gives its memory back. */
  end(): void {
    this.#isEnded = true
    this.#queue.end()
    this.#decoder.close()
    this.#worker.terminate()
    this.#waiting.clear()
  }

  async #take(at: number): Promise<void> {
    const slice = this.#slices[at]
    if (!slice || this.#isEnded || this.#taken.has(at)) return
    if (this.#queue.hasFailed(at)) return this.#events.onProblem('cannot-load')
    if (this.#queue.have(at) < slice.source.ends.length) return
    this.#taken.add(at)
    const found = await this.#queue.samples(at).catch(() => null)
    if (this.#isEnded) return
    if (!found) return this.#events.onProblem('cannot-load')
    const { slope, intercept } = slice.source.shape
    const samples = found.samples.values as Volume['samples']
    this.#post({ kind: 'slice', index: this.#grid.order.indexOf(at), samples, slope, intercept }, samples.buffer)
    this.#loaded += 1
    this.#events.onProgress(this.#loaded)
    if (this.#loaded < this.#slices.length) return
    // the bytes and the codecs are not needed any more
    this.#queue.setSources([])
    this.#decoder.close()
  }

  #post(work: VolumeWork, give?: ArrayBufferLike): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    this.#worker.postMessage(work, give ? { transfer: [give as ArrayBuffer] } : undefined)
  }
}
