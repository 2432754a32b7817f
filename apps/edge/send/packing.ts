import { ThreadPool } from '#platform/server/thread-pool.ts'
import type { Packed } from './pack-thread.ts'

const longestMs = 10 * 60_000
const mostHeapMegabytes = 1024

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
  readonly #thread = new ThreadPool<Uint8Array, Packed>(new URL('./pack-thread.ts', import.meta.url), {
    ...{ size: 1, longestMs, mostHeapMegabytes },
  })

  /** Starts the thread, so that the first object does not wait for it. */
  start(): void {
    this.#thread.warm()
  }

  /** The parcel of an object. Throws NotPackable. */
  async pack(file: Buffer): Promise<Buffer> {
    const { parcel, problem } = await this.#thread.ask(file)
    if (!parcel) throw new NotPackable(problem)
    return Buffer.from(parcel.buffer, parcel.byteOffset, parcel.byteLength)
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
