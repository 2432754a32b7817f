/** Frames that were read lately, at most so many bytes of them; the one that was not asked for longest goes first. */
export class FrameCache {
  readonly #mostBytes: number
  readonly #frames = new Map<string, Buffer>()
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get(key: string): Buffer | undefined {
    const found = this.#frames.get(key)
    if (found) {
      this.#frames.delete(key)
      this.#frames.set(key, found)
    }
    return found
  }

  set(key: string, bytes: Buffer): void {
    if (bytes.length > this.#mostBytes / 8 || this.#frames.has(key)) return
    this.#frames.set(key, bytes)
    this.#bytes += bytes.length
    for (const [oldest, frame] of this.#frames) {
      if (this.#bytes <= this.#mostBytes) return
      this.#frames.delete(oldest)
      this.#bytes -= frame.length
    }
  }
}
