const firstMs = 1000

/** What is known of the way to the hub: up, or down and tried again at a moment. */
export type LinkState = { failures: number; tryAt: number; isTrying: boolean }

/**
 * Spreads tries over a link that is away: each wait is a random part of a span that doubles up to the longest, so that
 * a hundred gateways do not come back in the same second. One lane tries; when it succeeds, all go on.
 */
export class Link {
  readonly #longestMs: number
  readonly #now: () => number
  readonly #random: () => number
  readonly #wakes = new Set<() => void>()
  #state: LinkState = { failures: 0, tryAt: 0, isTrying: false }

  /** `now` must not jump with the clock of the machine. */
  constructor(longestMs: number, now: () => number = () => performance.now(), random: () => number = Math.random) {
    this.#longestMs = longestMs
    this.#now = now
    this.#random = random
  }

  /** Milliseconds until this caller may use the link; 0 is now. While it is down only one caller may. */
  waitMs(): number {
    const { failures, tryAt, isTrying } = this.#state
    if (failures === 0) return 0
    if (isTrying) return this.#longestMs
    const left = tryAt - this.#now()
    if (left > 0) return left
    this.#state.isTrying = true
    return 0
  }

  /** Says that the hub answered. */
  worked(): void {
    const wasDown = this.#state.failures > 0
    this.#state = { failures: 0, tryAt: 0, isTrying: false }
    if (wasDown) this.wake()
  }

  /** Says that it did not. */
  failed(): void {
    const failures = this.#state.failures + 1
    const span = Math.min(this.#longestMs, firstMs * 2 ** Math.min(failures - 1, 20))
    // never less than a tenth: a link that refuses at once would be asked without end
    const waitMs = span * (0.1 + 0.9 * this.#random())
    this.#state = { failures, tryAt: this.#now() + waitMs, isTrying: false }
    this.wake()
  }

  get isUp(): boolean {
    return this.#state.failures === 0
  }

  /** Resolves after some time, or as soon as something changed. */
  async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#wakes.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#wakes.add(end)
    })
  }

  /** Ends the pauses of all. */
  wake(): void {
    for (const end of [...this.#wakes]) end()
  }
}
