import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'

/** How many calls of a kind may be under way at once, for one share and for all together. */
export type Turns = { ofShare: number; ofAll: number }

/** Counts calls that hold much memory until they are answered; who asks for more at once is refused, and may ask again. */
export class TurnCounter {
  readonly #turns: Turns
  readonly #ofShare = new Map<string, number>()
  #ofAll = 0

  constructor(turns: Turns) {
    this.#turns = turns
  }

  /** Takes a turn until the answer is sent or the caller is gone; 429 when there is none. */
  take({ reply }: OutsideCall, shareId: string): void {
    const now = this.#ofShare.get(shareId) ?? 0
    if (now >= this.#turns.ofShare || this.#ofAll >= this.#turns.ofAll) throw new Problem(429, 'too-many-requests')
    this.#ofShare.set(shareId, now + 1)
    this.#ofAll += 1
    reply.raw.once('close', () => {
      const left = (this.#ofShare.get(shareId) ?? 1) - 1
      if (left > 0) this.#ofShare.set(shareId, left)
      else this.#ofShare.delete(shareId)
      this.#ofAll -= 1
    })
  }
}
