import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Hint } from '#platform/contract/event.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/images.ts'
import { FrameCache } from './frame-cache.ts'
import type { FrameFiles } from './frame-files.ts'
import { ImagePasses } from './image-passes.ts'
import type { PixelPool } from './pixel-pool.ts'
import { ContentSender, forever } from './send-contents.ts'

const cachedBytes = 256 * 1024 * 1024

const changesSight = new Set(['session-ended', 'access-changed', 'study-unmatched'])

/** Sends frames and pictures of series to those who may see their study. */
export class ImageSender {
  readonly #passes = new ImagePasses()
  readonly #files: FrameFiles
  readonly #cache = new FrameCache(cachedBytes)
  readonly #contents: ContentSender

  constructor(files: FrameFiles, pool: PixelPool) {
    this.#files = files
    this.#contents = new ContentSender(this.#passes, files, pool)
  }

  /** What sends slides, waveforms and documents, on the same passes. */
  get contents(): ContentSender {
    return this.#contents
  }

  /** Looks anew at who may see what when a hint says that it may have changed. */
  hear(hints: readonly Hint[]): void {
    if (hints.some((hint) => changesSight.has(hint.type))) this.#passes.forget()
  }

  /** One frame, or the part of it that the Range header asks for. */
  async frame(call: OutsideCall, input: ParsedOf<typeof contract.getImageFrame>): Promise<undefined> {
    const look = await this.#passes.admit(call, input.studyId)
    const bytes = await this.#frame(call, input)
    call.reply.header('cache-control', forever)
    await sendInRange(call, bytes)
    look.begun()
    return undefined
  }

  /** A picture of a series. */
  async picture(call: OutsideCall, input: ParsedOf<typeof contract.getSeriesPicture>): Promise<undefined> {
    const look = await this.#passes.admit(call, input.studyId)
    const bytes = await this.#files.readPicture(input.studyId, input.seriesId, input.kind)
    if (!bytes) throw notFound()
    await call.reply
      .type('image/webp')
      .header('cache-control', input.v ? forever : 'no-store')
      .send(bytes)
    look.begun()
    return undefined
  }

  async #frame(call: OutsideCall, input: ParsedOf<typeof contract.getImageFrame>): Promise<Buffer> {
    const { studyId, instanceId, frame } = input
    const key = `${studyId}/${instanceId}/${frame}`
    const cached = this.#cache.get(key)
    if (cached) return cached
    const places = await this.#passes.places(call, studyId, instanceId)
    const bytes = await this.#files.readFrame({ studyId, instanceId }, places[frame - 1])
    if (!bytes) throw notFound()
    this.#cache.set(key, bytes)
    return bytes
  }
}

/** Sends a frame, or the part of it that the Range header asks for. */
export async function sendInRange(call: OutsideCall, bytes: Buffer): Promise<void> {
  const range = rangeOf(call.request.headers.range, bytes.length)
  if (range === 'none') {
    call.reply.header('content-range', `bytes */${bytes.length}`).header('cache-control', 'no-store')
    throw new Problem(416, 'range-not-satisfiable')
  }
  const [from, to] = range ?? [0, bytes.length - 1]
  if (range) call.reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes.length}`)
  await call.reply
    .type('image/jphc')
    .header('accept-ranges', 'bytes')
    .send(bytes.subarray(from, to + 1))
}

/** The one range that is asked for (RFC 9110 14.1.2); null when the whole is, `none` when it lies outside. */
export function rangeOf(header: string | undefined, length: number): [number, number] | 'none' | null {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!parts || (parts[1] === '' && parts[2] === '')) return null
  const [first, last] = [parts[1] ?? '', parts[2] ?? '']
  if (first === '') return last === '0' ? 'none' : [Math.max(0, length - Number(last)), length - 1]
  if (Number(first) >= length || (last !== '' && Number(last) < Number(first))) return 'none'
  return [Number(first), last === '' ? length - 1 : Math.min(Number(last), length - 1)]
}
