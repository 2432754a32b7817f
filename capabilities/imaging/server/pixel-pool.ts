import { Worker } from 'node:worker_threads'
import { type FrameLayout, Unreadable } from '../pixels/index.ts'
import type { DicomTags } from './dicom-tags.ts'
import type { Inspected } from './inspect.ts'
import type { PixelAnswer, PixelWork } from './pixel-thread.ts'
import type { Rendering } from './render-frame.ts'

const longestMs = 120_000

type Waiting = { work: PixelWork; resolve: (answer: PixelAnswer) => void; reject: (error: Error) => void }

/**
 * Threads in which strangers' files are opened and their pixels encoded: a file that takes too long or too much costs
 * its thread and nothing else.
 */
export class PixelPool {
  readonly #size: number
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  readonly #queue: Waiting[] = []
  #isClosed = false

  constructor(size: number) {
    this.#size = size
  }

  /** Checks a file and makes its frames; throws `Unreadable`. */
  async file(bytes: Uint8Array): Promise<Inspected> {
    return await this.#ask({ kind: 'file', bytes })
  }

  /** Opens a parcel, with the object as it was sent; throws `Unreadable`. */
  async parcel(bytes: Uint8Array): Promise<Inspected & { file: Buffer }> {
    const found = await this.#ask({ kind: 'parcel', bytes })
    return { ...found, file: Buffer.from(found.file ?? []) }
  }

  /** The samples of a frame; throws `Unreadable`. */
  async samples(bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
    return await this.#bytes({ kind: 'samples', bytes, layout })
  }

  /** A frame as a picture; throws `Unreadable`. */
  async picture(frame: { bytes: Uint8Array; layout: FrameLayout; tags: DicomTags; how: Rendering }): Promise<Buffer> {
    return await this.#bytes({ kind: 'picture', ...frame })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const { reject } of this.#queue.splice(0)) reject(new Error('the pixel threads ended'))
    await Promise.all([...this.#all].map(async (thread) => await thread.terminate()))
  }

  async #ask(work: PixelWork): Promise<Inspected & { file?: Uint8Array }> {
    const answer = await this.#answer(work)
    if ('inspected' in answer) return answer.inspected
    throw new Unreadable('pixels-unreadable')
  }

  async #bytes(work: PixelWork): Promise<Buffer> {
    const answer = await this.#answer(work)
    if ('bytes' in answer) return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength)
    throw new Unreadable('pixels-unreadable')
  }

  async #answer(work: PixelWork): Promise<Exclude<PixelAnswer, { unreadable: unknown }>> {
    const answer = await new Promise<PixelAnswer>((resolve, reject) => {
      this.#queue.push({ work, resolve, reject })
      this.#next()
    })
    if ('unreadable' in answer) throw new Unreadable(answer.unreadable)
    return answer
  }

  #next(): void {
    if (this.#isClosed || this.#queue.length === 0) return
    const thread = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#open() : null)
    const waiting = thread && this.#queue.shift()
    if (!thread || !waiting) return
    const give = (then: () => void) => {
      clearTimeout(timer)
      thread.off('message', onAnswer).off('error', onError).off('exit', onExit)
      then()
      this.#next()
    }
    const lose = () => {
      this.#all.delete(thread)
      void thread.terminate()
    }
    const onAnswer = (answer: PixelAnswer) => {
      this.#idle.push(thread)
      give(() => waiting.resolve(answer))
    }
    const onError = () => give(() => (lose(), waiting.resolve({ unreadable: 'too-large' })))
    const onExit = () => give(() => (lose(), waiting.reject(new Error('the pixel thread ended'))))
    const timer = setTimeout(() => give(() => (lose(), waiting.resolve({ unreadable: 'too-large' }))), longestMs)
    thread.on('message', onAnswer).on('error', onError).on('exit', onExit)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage(waiting.work)
  }

  #open(): Worker {
    const thread = new Worker(new URL('./pixel-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    thread.unref()
    this.#all.add(thread)
    return thread
  }
}
