import { isVoiceOn } from '#platform/web/voice-first.ts'
import type { FrameDecoder } from './frame-decoder.ts'
import type { FrameShape, Samples } from './frame-samples.ts'

/** One frame of a stack: where it is fetched, how its samples lie, and where its resolutions end. */
export type FrameSource = { url: string; shape: FrameShape; ends: readonly number[] }

/** Fetches bytes of a frame, from `from` up to but not including `to`; the whole when both are left out. */
export type FetchBytes = (
  url: string,
  range: readonly [number, number] | null,
  signal: AbortSignal,
) => Promise<ArrayBuffer>

const atOnce = 3
const firstWaitMs = 500
const longestWaitMs = 10_000
const glanceSide = 128
/** Bytes a millisecond above which a glance of each slice would only cost another request: 16 Mb/s. */
const fastLink = 2000

type Frame = { source: FrameSource; bytes: Uint8Array; have: number; state: 'idle' | 'busy' | 'failed' }
type Work = { index: number; resolutions: number }

/**
 * Brings the frames of a stack in the order in which the eye needs them: first all of the slice that is looked at, then a
 * glance of every slice, then all of every slice, each time from the one looked at outwards. What was fetched of a
 * frame is not fetched again.
 */
export class FrameQueue {
  #frames: Frame[] = []
  readonly #fetch: FetchBytes
  readonly #decoder: Pick<FrameDecoder, 'decode'>
  readonly #onChange: (index: number) => void
  readonly #ended = new AbortController()
  #here = 0
  #running = 0
  #pace = 0
  #failures = 0

  constructor(parts: {
    fetch: FetchBytes
    decoder: Pick<FrameDecoder, 'decode'>
    /** Hears that more of a frame is there, a glance or the whole, or that it could not be fetched. */
    onChange: (index: number) => void
  }) {
    this.#fetch = parts.fetch
    this.#decoder = parts.decoder
    this.#onChange = parts.onChange
  }

  /** Takes the frames of a stack, or more of the same; what is there of them stays. */
  setSources(sources: readonly FrameSource[]): void {
    const known = new Map(this.#frames.map((frame) => [frame.source.url, frame]))
    this.#frames = sources.map(
      (source) => known.get(source.url) ?? { source, bytes: new Uint8Array(0), have: 0, state: 'idle' },
    )
  }

  /** Begins, or goes on from the slice that is looked at now; what failed there is tried again. */
  look(index: number): void {
    this.#here = index
    const here = this.#frames[index]
    if (here?.state === 'failed') here.state = 'idle'
    while (this.#running < most() && this.#start());
  }

  /** Ends it; what is under way is given up. */
  end(): void {
    this.#ended.abort()
  }

  /** How many frames are there whole. */
  get whole(): number {
    return this.#frames.filter(isWhole).length
  }

  /** How many resolutions of a frame are there. */
  have(index: number): number {
    return this.#frames[index]?.have ?? 0
  }

  /** What is there of a frame: null when nothing is. */
  async samples(index: number): Promise<{ samples: Samples; resolutions: number; isWhole: boolean } | null> {
    const frame = this.#frames[index]
    if (!frame || frame.have === 0) return null
    const { have, source, bytes } = frame
    const samples = await this.#decoder.decode(Uint8Array.from(bytes).buffer, source.shape, have)
    return { samples, resolutions: have, isWhole: have === source.ends.length }
  }

  #start(): boolean {
    const work = this.#ended.signal.aborted ? null : this.#nextWork()
    const frame = work && this.#frames[work.index]
    if (!work || !frame) return false
    frame.state = 'busy'
    this.#running += 1
    void this.#bring(frame, work).finally(() => {
      this.#running -= 1
      while (this.#running < most() && this.#start());
    })
    return true
  }

  #nextWork(): Work | null {
    const here = this.#frames[this.#here]
    if (here && here.state === 'idle' && !isWhole(here))
      return { index: this.#here, resolutions: here.source.ends.length }
    // while the slice that is looked at comes, nothing else takes its place on a slow link
    if (here?.state === 'busy' && this.#running > 0 && !this.#isFast) return null
    const glance = this.#isFast ? null : this.#nearest((frame) => frame.have === 0)
    if (glance !== null) return { index: glance, resolutions: glanceOf(this.#frames[glance]?.source) }
    const rest = this.#nearest((frame) => !isWhole(frame))
    return rest === null ? null : { index: rest, resolutions: this.#frames[rest]?.source.ends.length ?? 0 }
  }

  get #isFast(): boolean {
    return this.#pace > fastLink
  }

  #nearest(isWanted: (frame: Frame) => boolean): number | null {
    let near: number | null = null
    for (const [index, frame] of this.#frames.entries()) {
      if (frame.state !== 'idle' || !isWanted(frame)) continue
      if (near === null || Math.abs(index - this.#here) < Math.abs(near - this.#here)) near = index
    }
    return near
  }

  async #bring(frame: Frame, { resolutions }: Work): Promise<void> {
    const { url, ends } = frame.source
    const from = frame.bytes.length
    const to = ends[resolutions - 1] ?? 0
    const isAll = from === 0 && resolutions === ends.length
    const begun = performance.now()
    try {
      const part = new Uint8Array(await this.#fetch(url, isAll && !isVoiceOn() ? null : [from, to], this.#ended.signal))
      if (part.length !== to - from) throw new Error('the frame is shorter than it was said to be')
      this.#pace = part.length / Math.max(1, performance.now() - begun)
      const all = new Uint8Array(to)
      all.set(frame.bytes)
      all.set(part, from)
      Object.assign(frame, { bytes: all, have: resolutions, state: 'idle' })
      this.#changed(frame)
      this.#failures = 0
    } catch {
      frame.state = 'failed'
      if (!this.#ended.signal.aborted) this.#tryLater(frame)
    }
  }

  // a link that was cut comes back; meanwhile the slice says that it did not come
  #tryLater(frame: Frame): void {
    this.#failures += 1
    this.#changed(frame)
    setTimeout(
      () => {
        if (frame.state === 'failed') frame.state = 'idle'
        while (this.#running < most() && this.#start());
      },
      Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(6, this.#failures)),
    )
  }

  // its place may have changed while it came
  #changed(frame: Frame): void {
    const index = this.#frames.indexOf(frame)
    if (index >= 0) this.#onChange(index)
  }

  /** Whether a frame could not be fetched. */
  hasFailed(index: number): boolean {
    return this.#frames[index]?.state === 'failed'
  }
}

// beside voice one after the other
const most = (): number => (isVoiceOn() ? 1 : atOnce)

const isWhole = (frame: Frame): boolean => frame.have === frame.source.ends.length

/** How many resolutions make a picture of at least 128 samples a side. */
function glanceOf(source: FrameSource | undefined): number {
  if (!source) return 0
  const side = Math.max(source.shape.columns, source.shape.rows)
  const halvings = source.ends.length - 1
  let level = halvings
  while (level > 0 && side >> level < glanceSide) level -= 1
  return halvings - level + 1
}
