import type { Log } from '#platform/server/log.ts'
import { SealBroken } from '../spool/sealed-file.ts'
import type { Spool } from '../spool/spool.ts'
import type { Kept } from '../spool/spool-rows.ts'
import type { Allowance } from './allowance.ts'
import { type Hub, HubRefused } from './hub.ts'
import type { Link } from './link.ts'
import { NotPackable, type Packing } from './packing.ts'
import { ranksOf } from './priority.ts'
import { NotYet, sendParcel, Yielded } from './send-parcel.ts'

const aheadCount = 64
const idleMs = 2000
const quietMs = 1500

/** What the lanes work with. */
export type LanesOptions = {
  spool: Spool
  hub: Hub
  link: Link
  packing: Packing
  allowance: Allowance
  count: number
  isUrgentCapped: boolean
  now: () => number
  log: Log
}

/** `isFirst`: the picture of its series that is seen first. */
type Next = Kept & { isUrgent: boolean; isFirst: boolean }

/** Sends what waits in the spool, several objects at a time, in the order of what is needed first. */
export class Lanes {
  readonly #options: LanesOptions
  readonly #inHand = new Map<string, Next>()
  readonly #tried = new Set<string>()
  /** The first pictures that are on their way; the others wait for them. */
  readonly #front = new Map<string, { isUrgent: boolean; over: Promise<void> }>()
  #ahead: Next[] = []
  #isEnded = false
  #running: Promise<unknown> = Promise.resolve()

  constructor(options: LanesOptions) {
    this.#options = options
    options.spool.onKept((kept) => this.#heard(kept))
  }

  start(): void {
    this.#running = Promise.all([
      this.#rankQuiet(),
      ...Array.from({ length: this.#options.count }, async () => await this.#run(() => this.#next())),
      // a lane of its own, so that a first picture never waits until another lane is free
      this.#run(() => this.#nextFirst()),
    ])
  }

  /** Lets the pieces under way end. */
  async stop(): Promise<void> {
    this.#isEnded = true
    this.#options.link.wake()
    await this.#running
  }

  /** Looks anew at what goes first. */
  reorder(): void {
    this.#ahead = []
    this.#options.link.wake()
  }

  #heard(_kept: Kept): void {
    // what is far ahead in the list was ordered without it
    this.#ahead = []
    this.#options.link.wake()
  }

  async #run(pick: () => Next | null): Promise<void> {
    while (!this.#isEnded) {
      const { link } = this.#options
      const next = pick()
      if (!next) {
        await link.pause(idleMs)
        continue
      }
      const waitMs = link.waitMs()
      if (waitMs > 0) {
        this.#inHand.delete(next.id)
        await link.pause(waitMs)
        continue
      }
      await this.#sendOne(next)
    }
  }

  #next(): Next | null {
    if (this.#ahead.length === 0) this.#ahead = this.#options.spool.index.next(aheadCount + this.#inHand.size)
    while (this.#ahead.length > 0) {
      const next = this.#ahead.shift()
      if (!next || this.#inHand.has(next.id)) continue
      this.#inHand.set(next.id, next)
      return next
    }
    return null
  }

  #nextFirst(): Next | null {
    const waiting = this.#options.spool.index.next(this.#inHand.size + 1)
    const next = waiting.find(({ id }) => !this.#inHand.has(id))
    if (!next?.isFirst) return null
    this.#inHand.set(next.id, next)
    return next
  }

  /** Waits while a first picture is on its way that is not less urgent: alone on a narrow link it is there much sooner. */
  async #giveWay(next: Next): Promise<void> {
    if (next.isFirst) return
    const ahead = () => [...this.#front.values()].find((each) => each.isUrgent || !next.isUrgent)
    for (let first = ahead(); first; first = ahead()) await first.over
  }

  async #sendOne(next: Next): Promise<void> {
    const { spool, link, log } = this.#options
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    if (next.isFirst) this.#front.set(next.id, { isUrgent: next.isUrgent, over })
    try {
      const sent = await this.#send(next)
      link.worked()
      if (sent.state === 'taken') await spool.settle(next.id, 'sent')
      else await spool.settle(next.id, 'refused', sent.problem)
      if (sent.state === 'refused') log.warn({ object: next.id, problem: sent.problem }, 'refused by the hub')
    } catch (error) {
      await this.#failed(next, error).catch((fault: unknown) => this.#log(fault))
    } finally {
      this.#front.delete(next.id)
      end()
      this.#inHand.delete(next.id)
    }
  }

  async #send(next: Next) {
    const { spool, hub, packing } = this.#options
    const { id, studyUid, instanceUid, callingAet } = next
    const parcel = await packing.pack(await spool.read(id))
    const isKnown = this.#tried.has(id)
    this.#tried.add(id)
    const isFree = next.isUrgent && !this.#options.isUrgentCapped
    const sent = await sendParcel(hub, { id, studyUid, instanceUid, callingAet }, parcel, {
      isKnown,
      take: async (bytes) => {
        await this.#giveWay(next)
        if (!isFree) await this.#options.allowance.take(bytes)
      },
      shouldYield: () => this.#isEnded || (!next.isUrgent && this.#isUrgentLeft()),
    })
    this.#tried.delete(id)
    return sent
  }

  /** True while something urgent waits that no lane has in hand. */
  #isUrgentLeft(): boolean {
    const { index } = this.#options.spool
    return (
      index.hasUrgent() && index.next(this.#inHand.size + 1).some((each) => each.isUrgent && !this.#inHand.has(each.id))
    )
  }

  async #failed(next: Next, error: unknown): Promise<void> {
    const { spool, link, log } = this.#options
    if (error instanceof Yielded) return link.worked()
    if (error instanceof SealBroken || error instanceof NotPackable) {
      // the link has nothing to do with it
      link.worked()
      const problem = error instanceof NotPackable ? error.problem : 'seal-broken'
      await spool.settle(next.id, 'damaged', problem)
      log.error({ object: next.id, problem }, 'kept and not sent')
      return
    }
    const isTooLarge = error instanceof HubRefused && error.status === 413
    if (isTooLarge) return await spool.settle(next.id, 'refused', 'too-large')
    link.failed()
    const why = error instanceof HubRefused || error instanceof NotYet ? error.message : 'no link'
    log.info({ object: next.id, why }, 'sent again later')
  }

  /** Orders the slices of studies of which nothing has come for a moment. */
  async #rankQuiet(): Promise<void> {
    const { spool, link, now } = this.#options
    while (!this.#isEnded) {
      try {
        const studies = spool.index.unranked(now() - quietMs)
        for (const studyUid of studies) spool.index.rank(studyUid, ranksOf(spool.index.objectsOf(studyUid)), now())
        if (studies.length > 0) this.reorder()
      } catch (fault) {
        // on a full disk the order is as it was; sending goes on
        this.#log(fault)
      }
      await link.pause(quietMs)
    }
  }

  #log(fault: unknown): void {
    this.#options.log.error({ fault: fault instanceof Error ? fault.message : 'unknown' }, 'spool')
  }
}
