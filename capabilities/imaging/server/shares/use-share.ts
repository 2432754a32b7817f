import type { Hint } from '#platform/contract/event.ts'
import { systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { tokenHash } from './make-share.ts'
import { type By, type OpenShare, readShare } from './read-share.ts'

const openMs = 5_000
const openingMs = 10 * 60_000
const mostOpen = 5_000

/** `noted` says until when an opening from an address counts as one that was written down. */
type Held = { share: OpenShare | null; until: number; noted: Map<string, number> }
const mostAddresses = 1_000

/** Opens shares by their tokens; what a token opens is remembered for seconds, each opening is written down. */
export class ShareDesk {
  readonly #house: House
  // apart, so that what opens as one is never taken for the other
  readonly #tokens = new Map<string, Held>()
  readonly #visits = new Map<string, Held>()

  constructor(house: House) {
    this.#house = house
  }

  /** Looks anew at what tokens open when a hint says that it may have changed. */
  hear(hints: readonly Hint[]): void {
    if (hints.some((hint) => hint.type === 'share-revoked' || hint.type === 'study-unmatched')) {
      for (const held of [...this.#tokens.values(), ...this.#visits.values()]) held.until = 0
    }
  }

  /**
   * What a token opens now, and whether this is an opening by itself; null when it is none, needs a code besides, is
   * over, or its study is no longer the patient's.
   */
  async open(token: string, source: string): Promise<{ share: OpenShare; isFirst: boolean } | null> {
    const hash = tokenHash(token)
    const held = this.#tokens.get(hash)
    const isNoted = (held?.noted.get(source) ?? 0) > Date.now()
    if (isFresh(held) && (isNoted || !held.share)) return held.share && { share: held.share, isFirst: false }
    const share = await this.#read({ token: hash })
    if (share && !isNoted) {
      const actor = systemActor('open-share', this.#house.clock.now())
      await inTransaction(this.#house, actor, async (tx) => {
        await tx
          .insertInto('imaging.share_opening')
          .values({ share_id: share.shareId, at: actor.now, source })
          .execute()
      })
    }
    const noted = held && held.noted.size < mostAddresses ? held.noted : new Map<string, number>()
    if (share && !isNoted) noted.set(source, Date.now() + openingMs)
    hold(this.#tokens, hash, { share, noted })
    return share && { share, isFirst: !isNoted }
  }

  /** What the browser of a visit that has begun may see now; null when the share is over or closed. */
  async visit(visit: string): Promise<OpenShare | null> {
    const hash = tokenHash(visit)
    const held = this.#visits.get(hash)
    if (isFresh(held)) return held.share
    const share = await this.#read({ visit: hash })
    hold(this.#visits, hash, { share, noted: new Map() })
    return share
  }

  async #read(by: By): Promise<OpenShare | null> {
    const actor = systemActor('open-share', this.#house.clock.now())
    return await inTransaction(this.#house, actor, async (tx) => await readShare(tx, by, actor.now), 'read')
  }
}

function hold(all: Map<string, Held>, hash: string, held: Omit<Held, 'until'>): void {
  if (all.size >= mostOpen) all.clear()
  all.set(hash, { ...held, until: Date.now() + openMs })
}

const isFresh = (held: Held | undefined): held is Held => held !== undefined && held.until > Date.now()
