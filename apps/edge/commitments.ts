import { z } from 'zod'
import type { CommitmentAsked } from '#gateways/dicom/receive-images.ts'
import { type Commitment, commitmentFailure, sendCommitment } from '#gateways/dicom/send-commitment.ts'
import { every, type Repeated } from '#platform/server/every.ts'
import type { Log } from '#platform/server/log.ts'
import type { EdgeConfig } from './edge-config.ts'
import type { Spool } from './spool/spool.ts'

const lookMs = 2000
const dayMs = 24 * 60 * 60 * 1000
const mostDays = 14
const firstWaitMs = 5000
const longestWaitMs = 10 * 60_000

const asked = z.object({
  caller: z.object({ callingAet: z.string(), calledAet: z.string(), address: z.string() }),
  transactionUid: z.string(),
  objects: z.array(z.object({ sopClassUid: z.string(), instanceUid: z.string() })),
})

/**
 * Answers requests for storage commitment. A gateway has one disk, so an object counts as kept for good when the hub has
 * it; until then the modality keeps its own. Requests and what is owed to them survive a power cut.
 */
export class Commitments {
  readonly #spool: Spool
  readonly #senders: EdgeConfig['dicom']['senders']
  readonly #now: () => number
  readonly #tryAt = new Map<number, number>()
  #loop: Repeated | null = null

  constructor(spool: Spool, senders: EdgeConfig['dicom']['senders'], now: () => number) {
    this.#spool = spool
    this.#senders = senders
    this.#now = now
  }

  start(log: Log): void {
    this.#loop = every(lookMs, log, 'commitments', async () => await this.answerDue())
  }

  async stop(): Promise<void> {
    await this.#loop?.stop()
  }

  /** Remembers a request. Rejects when nobody knows where its answer should go. */
  async asked(request: CommitmentAsked): Promise<void> {
    const known = this.#senders.find((sender) => sender.aet === request.caller.callingAet)
    if (!known?.commitTo) throw new Error('no address for confirmations')
    this.#spool.index.commitments.add(JSON.stringify(request), this.#now())
  }

  /** Reports each request of which everything is decided; what cannot be delivered is tried again, ever more rarely. */
  async answerDue(): Promise<void> {
    for (const { id, text, askedAt, tries } of this.#spool.index.commitments.list()) {
      if ((this.#tryAt.get(id) ?? 0) > this.#now()) continue
      const request = asked.parse(JSON.parse(text))
      const isLate = this.#now() - askedAt > mostDays * dayMs
      const decided = this.#decide(request, isLate)
      if (!decided) continue
      const isDelivered = await this.#deliver(request, decided)
      if (isDelivered || isLate) this.#spool.index.commitments.end(id)
      else {
        this.#spool.index.commitments.tried(id)
        this.#tryAt.set(id, this.#now() + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 10)))
      }
    }
  }

  #decide({ transactionUid, objects }: CommitmentAsked, isLate: boolean): Commitment | null {
    const commitment: Commitment = { transactionUid, kept: [], failed: [] }
    for (const object of objects) {
      const states = this.#spool.index.statesOf(object.instanceUid, object.sopClassUid)
      if (states.length === 0) commitment.failed.push({ ...object, reason: commitmentFailure.unknown })
      // of two with one UID nobody knows which of them is meant
      else if (states.every((state) => state === 'sent')) commitment.kept.push(object)
      else if (states.every((state) => state === 'sent' || state === 'waiting') && !isLate) return null
      else commitment.failed.push({ ...object, reason: commitmentFailure.processing })
    }
    return commitment
  }

  async #deliver({ caller }: CommitmentAsked, commitment: Commitment): Promise<boolean> {
    const to = this.#senders.find((sender) => sender.aet === caller.callingAet)?.commitTo
    if (!to) return false
    const peer = { ...to, theirAet: caller.callingAet, ourAet: caller.calledAet }
    return await sendCommitment(peer, commitment).then(
      () => true,
      () => false,
    )
  }
}
