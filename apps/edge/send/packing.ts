import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Packed, ToPack } from './pack-thread.ts'

type Waiting = { resolve: (packed: Packed) => void; reject: (error: Error) => void }

/** The object cannot be packed, however often it is tried. */
export class NotPackable extends Error {
  readonly problem: string
  constructor(problem: string) {
    super(problem)
    this.name = 'NotPackable'
    this.problem = problem
  }
}

/** Packs objects in a thread of its own, so that a large one does not hold up what modalities send meanwhile. */
export class Packing {
  #thread: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  /** The parcel of an object. Throws NotPackable. */
  async pack(file: Buffer): Promise<Buffer> {
    const at = this.#next++
    const message: ToPack = { at, file }
    const { parcel, problem } = await new Promise<Packed>((resolve, reject) => {
      this.#waiting.set(at, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.#open().postMessage(message)
    })
    if (!parcel) throw new NotPackable(problem)
    return Buffer.from(parcel.buffer, parcel.byteOffset, parcel.byteLength)
  }

  async close(): Promise<void> {
    await this.#thread?.terminate()
  }

  #open(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(new URL('./pack-thread.ts', import.meta.url))
    thread.on('message', (packed: Packed) => {
      this.#waiting.get(packed.at)?.resolve(packed)
      this.#waiting.delete(packed.at)
    })
    thread.on('error', () => undefined)
    void once(thread, 'exit').then(
      () => this.#lost(thread),
      () => this.#lost(thread),
    )
    this.#thread = thread
    return thread
  }

  #lost(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(new Error('the packing thread ended'))
    this.#waiting.clear()
  }
}
