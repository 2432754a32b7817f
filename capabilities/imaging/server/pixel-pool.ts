import { ThreadFault, ThreadPool } from '#platform/server/thread-pool.ts'
import { type FrameLayout, type TileForm, Unreadable } from '../pixels/index.ts'
import type { DicomTags } from './dicom-tags.ts'
import type { Inspected } from './inspect.ts'
import type { PixelAnswer, PixelWork } from './pixel-thread.ts'
import type { Rendering } from './render-frame.ts'
import type { Mosaic } from './render-mosaic.ts'
import type { OpenedResult } from './results/result-content.ts'

const longestMs = 120_000
const mostHeapMegabytes = 1024

/**
 * Threads in which strangers' files are opened and their pixels encoded: a file that takes too long or too much costs
 * its thread and nothing else.
 */
export class PixelPool {
  readonly #threads: ThreadPool<PixelWork, PixelAnswer>

  constructor(size: number) {
    const script = new URL('./pixel-thread.ts', import.meta.url)
    this.#threads = new ThreadPool(script, { size, longestMs, mostHeapMegabytes })
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

  /** What a segmentation or a report of others says; throws `Unreadable`. */
  async result(bytes: Uint8Array): Promise<OpenedResult> {
    const answer = await this.#answer({ kind: 'result', bytes })
    if ('result' in answer) return answer.result
    throw new Unreadable('pixels-unreadable')
  }

  /** The samples of a frame; throws `Unreadable`. */
  async samples(bytes: Uint8Array, layout: FrameLayout): Promise<Buffer> {
    return await this.#bytes({ kind: 'samples', bytes, layout })
  }

  /** A tile of a slide as JPEG; throws `Unreadable`. */
  async tile(bytes: Uint8Array, form: TileForm): Promise<Buffer> {
    return await this.#bytes({ kind: 'tile', bytes, form })
  }

  /** A frame as a picture; throws `Unreadable`. */
  async picture(frame: { bytes: Uint8Array; layout: FrameLayout; tags: DicomTags; how: Rendering }): Promise<Buffer> {
    return await this.#bytes({ kind: 'picture', ...frame })
  }

  /** A part of a slide as a picture; throws `Unreadable`. */
  async mosaic(mosaic: Mosaic, how: Rendering): Promise<Buffer> {
    return await this.#bytes({ kind: 'mosaic', mosaic, how })
  }

  async close(): Promise<void> {
    await this.#threads.close()
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
    const answer = await this.#threads.ask(work).catch((error: unknown) => {
      // what no thread could finish is too much; what ended with the process is to be tried again
      if (error instanceof ThreadFault && error.reason !== 'ended') throw new Unreadable('too-large')
      throw error
    })
    if ('unreadable' in answer) throw new Unreadable(answer.unreadable)
    return answer
  }
}
