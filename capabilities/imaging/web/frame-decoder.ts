import type { FrameShape, FrameWork, Samples } from './frame-samples.ts'
import type { FrameAnswer } from './frame-worker.ts'

type Waiting = { resolve: (samples: Samples) => void; reject: (error: Error) => void }

/** Decodes frames in workers, so that the page stays quick while a stack comes in. */
export class FrameDecoder {
  readonly #workers: Worker[] = []
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  /** The samples of a frame of which the first `resolutions` are there; rejects when the bytes are none. */
  async decode(bytes: ArrayBuffer, shape: FrameShape, resolutions: number): Promise<Samples> {
    const at = this.#next++
    return await new Promise((resolve, reject) => {
      this.#waiting.set(at, { resolve, reject })
      // the bytes are kept by who asks: they are the beginning of what comes later
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      this.#worker(at).postMessage({ at, bytes, shape, resolutions } satisfies FrameWork)
    })
  }

  close(): void {
    for (const worker of this.#workers.splice(0)) worker.terminate()
    for (const { reject } of this.#waiting.values()) reject(new Error('the decoder was closed'))
    this.#waiting.clear()
  }

  #worker(turn: number): Worker {
    const most = Math.max(1, Math.min(2, navigator.hardwareConcurrency - 1 || 1))
    const idle = this.#workers.length < most ? undefined : this.#workers[turn % this.#workers.length]
    if (idle) return idle
    const worker = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FrameAnswer>) => this.#answer(data))
    worker.addEventListener('error', () => this.#lose())
    this.#workers.push(worker)
    return worker
  }

  #answer({ at, samples }: FrameAnswer): void {
    const waiting = this.#waiting.get(at)
    this.#waiting.delete(at)
    if (samples) waiting?.resolve(samples)
    else waiting?.reject(new Error('the frame cannot be decoded'))
  }

  // a worker that did not load answers nobody; each frame is tried anew by who asks again
  #lose(): void {
    for (const worker of this.#workers.splice(0)) worker.terminate()
    for (const { reject } of this.#waiting.values()) reject(new Error('the decoder did not load'))
    this.#waiting.clear()
  }
}
