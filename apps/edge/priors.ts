import type { EdgeBeat, EdgeOrders } from '#capabilities/imaging/contract/edges.ts'
import { type Archive, findStudies, moveStudy } from '#gateways/dicom/find-and-move.ts'
import type { Log } from '#platform/server/log.ts'
import type { EdgeConfig } from './edge-config.ts'

const mostStudies = 10

type Order = EdgeOrders['priors'][number]
type Looked = EdgeBeat['priors'][number]

/**
 * Looks in the hospital's archive for the earlier images that the hub wants, and has them sent to us like any other. What
 * a restart interrupts is wanted again at the next beat.
 */
export class Priors {
  readonly #pacs: EdgeConfig['pacs']
  readonly #isKnown: (studyUid: string) => boolean
  readonly #log: Log
  readonly #running = new Set<string>()
  readonly #looked = new Map<string, Looked>()
  #work: Promise<void> = Promise.resolve()

  constructor(pacs: EdgeConfig['pacs'], isKnown: (studyUid: string) => boolean, log: Log) {
    this.#pacs = pacs
    this.#isKnown = isKnown
    this.#log = log
  }

  /** What is to be told to the hub at the next beat. */
  toTell(): Looked[] {
    return [...this.#looked.values()]
  }

  /** The hub has heard it. */
  told(looked: readonly Looked[]): void {
    for (const { id } of looked) this.#looked.delete(id)
  }

  /** Begins what is wanted and not begun; one question after the other, so that the archive is not flooded. */
  order(orders: readonly Order[]): void {
    for (const order of orders) {
      if (this.#running.has(order.id) || this.#looked.has(order.id)) continue
      this.#running.add(order.id)
      this.#work = this.#work.then(async () => await this.#look(order))
    }
  }

  /** Resolves when everything that was begun is over. */
  async idle(): Promise<void> {
    await this.#work
  }

  async #look({ id, patientIds }: Order): Promise<void> {
    const foundCount = await this.#find(patientIds).catch((error: unknown) => {
      this.#log.warn({ fault: error instanceof Error ? error.message : 'unknown' }, 'priors')
      return null
    })
    this.#looked.set(id, { id, foundCount })
    this.#running.delete(id)
  }

  async #find(patientIds: readonly string[]): Promise<number | null> {
    if (!this.#pacs) return null
    const { host, port, aet: theirAet, ourAet, moveTo } = this.#pacs
    const archive: Archive = { host, port, theirAet, ourAet }
    const found = await Promise.all(patientIds.map(async (each) => await findStudies(archive, each)))
    const newest = found.flat().slice(0, mostStudies)
    for (const { studyUid } of newest) if (!this.#isKnown(studyUid)) await moveStudy(archive, studyUid, moveTo)
    return newest.length
  }
}
