/** Tells the time; passed in everywhere, so that tests move it. */
export type Clock = { now(): Date }

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that moves only when told to, beginning at `start`. */
export function handClock(start: Date): Clock & { advance(ms: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms
    },
  }
}

type Asked = () => Promise<Date>

/**
 * A clock that keeps the time of the database, whatever this machine's own shows: processes on several machines then
 * agree on what is due. The database is asked at `align`; half the way there and back is taken off. While it cannot be
 * asked, the last known difference holds. Of a slow answer nothing is learned.
 */
export class DatabaseClock implements Clock {
  readonly #ask: Asked
  readonly #own: Clock
  #aheadMs = 0

  constructor(ask: Asked, own: Clock = systemClock) {
    this.#ask = ask
    this.#own = own
  }

  now(): Date {
    return new Date(this.#own.now().getTime() + this.#aheadMs)
  }

  /** Asks the database for its time. */
  async align(): Promise<void> {
    const before = this.#own.now().getTime()
    const theirs = await this.#ask()
    const after = this.#own.now().getTime()
    if (after - before > slowAnswerMs) return
    const aheadMs = theirs.getTime() - (before + after) / 2
    // a difference smaller than the way there and back is no difference
    this.#aheadMs = Math.abs(aheadMs) > Math.max(after - before, sameMs) ? Math.round(aheadMs) : 0
  }
}

const slowAnswerMs = 500
const sameMs = 50
