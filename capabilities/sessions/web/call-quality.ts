import { isBulkGoing, sayVoice } from '#platform/web/voice-first.ts'
import type { CallLinks } from './call-links.ts'
import type { LinkQuality } from './link-quality.ts'

/** How well everybody is heard, and what makes room for the voice where somebody is not. */
export class CallQuality {
  readonly #links: CallLinks
  #sending: LinkQuality = 'good'
  #receiving: ReadonlyMap<string, LinkQuality> = new Map()
  #givesWay = false

  constructor(links: CallLinks) {
    this.#links = links
  }

  /** How well one is heard by the others. */
  get sending(): LinkQuality {
    return this.#sending
  }

  /** How well others are heard, by feed. */
  get receiving(): ReadonlyMap<string, LinkQuality> {
    return this.#receiving
  }

  /** True while the pictures of people make room for images. */
  get givesWay(): boolean {
    return this.#givesWay
  }

  /** Measures the connections; true when the pictures of people begin or cease to make room. */
  async measure(feedIds: readonly string[]): Promise<boolean> {
    this.#sending = (await this.#links.sendingQuality()) ?? 'good'
    this.#receiving = await this.#links.receivingQualities(feedIds)
    // images on the same link make room when anybody is not heard well
    const all = [this.#sending, ...this.#receiving.values()]
    const isHeard = all.every((quality) => quality === 'good')
    sayVoice(isHeard ? 'well' : 'suffers')
    // first voice, then images, then the pictures of people: while images come and somebody is not heard well, people are not seen
    const gives = isBulkGoing() && (this.#givesWay || !isHeard)
    const isChange = gives !== this.#givesWay
    this.#givesWay = gives
    return isChange
  }
}
