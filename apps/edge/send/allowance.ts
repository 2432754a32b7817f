import { setTimeout as sleep } from 'node:timers/promises'

const burstMs = 500

/** A time of day from which, and until which, another speed holds; over midnight when `to` is before `from`. */
export type CappedHours = { from: string; to: string; kilobits: number }

/** How many kilobits per second may be sent at a moment; 0 is as many as there are. The first hours that fit hold. */
export function kilobitsAt(
  link: { kilobits: number; hours: readonly CappedHours[]; zone: string },
  moment: number,
): number {
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: link.zone },
  }).format(moment)
  const fits = ({ from, to }: CappedHours) => (from <= to ? from <= time && time < to : from <= time || time < to)
  return link.hours.find(fits)?.kilobits ?? link.kilobits
}

/** Lets bytes go no faster than is allowed, over all lanes together. */
export class Allowance {
  readonly #kilobits: () => number
  readonly #now: () => number
  #freeAt = 0

  /** `kilobits` is asked before each piece, so that a change of the hour holds at once; `now` must not jump. */
  constructor(kilobits: () => number, now: () => number = () => performance.now()) {
    this.#kilobits = kilobits
    this.#now = now
  }

  /** How long these bytes have to wait; they are counted as sent. */
  book(bytes: number): number {
    const kilobits = this.#kilobits()
    const now = this.#now()
    if (kilobits <= 0) {
      this.#freeAt = now
      return 0
    }
    // what was not used before counts for half a second, so that a pause does not become a flood
    const startAt = Math.max(this.#freeAt, now - burstMs)
    this.#freeAt = startAt + (bytes * 8) / kilobits
    return Math.max(0, this.#freeAt - now)
  }

  /** Waits until these bytes may go. */
  async take(bytes: number): Promise<void> {
    const waitMs = this.book(bytes)
    if (waitMs > 0) await sleep(waitMs)
  }
}
