import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'
import { z } from 'zod'
import { systemActor } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import { hasRoomFor } from '#platform/server/disk-room.ts'
import { every } from '#platform/server/every.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { parcelFacts } from '../../contract/edges.ts'
import type { IntakeOutcome, ParcelSender } from '../intake.ts'
import { forgetOldCalls } from './who-calls.ts'

const hourMs = 60 * 60 * 1000
const unfinishedDays = 14
const maxUnfinished = 64
const maxUnfinishedBytes = 8 * 1024 ** 3
const mostAtOnce = 2

/** What the desk hands a finished parcel to; it throws when the parcel is to be tried again. */
export type TakesParcels = { takeIn(parcel: Uint8Array, from: ParcelSender): Promise<IntakeOutcome> }

/** Where parcels lie until they are taken in, and what takes them; without it they wait. */
export type ParcelDeskOptions = { house: House; intake: TakesParcels | null; folder: string }

const kept = parcelFacts.extend({ edgeId: z.guid(), facilityId: z.guid(), source: z.string() })

/** What is kept of a parcel on its way. */
export type KeptParcel = z.output<typeof kept>

/** What the hub says of a parcel that is complete. */
export type Settled = { state: 'taken' | 'refused' | 'again'; problem: string | null }

const again: Settled = { state: 'again', problem: null }

/** Lets two parcels be taken in at a time, one of each gateway, and the gateways in turn. */
class Turns {
  readonly #waiting = new Map<string, (() => void)[]>()
  readonly #busy = new Set<string>()

  async take<T>(edgeId: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.set(edgeId, [...(this.#waiting.get(edgeId) ?? []), begin])
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#busy.delete(edgeId)
      this.#next()
    }
  }

  #next(): void {
    for (const [edgeId, [begin, ...others]] of [...this.#waiting]) {
      if (this.#busy.size >= mostAtOnce) return
      if (this.#busy.has(edgeId)) continue
      // whoever had a turn goes to the end
      this.#waiting.delete(edgeId)
      if (others.length > 0) this.#waiting.set(edgeId, others)
      this.#busy.add(edgeId)
      begin?.()
    }
  }
}

/** Keeps parcels while they come and has each taken in once. */
export class ParcelDesk {
  readonly store: FileStore
  readonly #options: ParcelDeskOptions
  readonly #running = new Map<string, Promise<Settled>>()
  readonly #turns = new Turns()
  #isEnding = false
  #stopSweep: (() => Promise<void>) | null = null

  constructor(options: ParcelDeskOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    this.store = new FileStore({
      directory: options.folder,
      expirationPeriodInMilliseconds: unfinishedDays * 24 * hourMs,
    })
  }

  /** Takes in what was complete when the server ended, and clears away what is old, now and each hour. */
  start(): void {
    const { house } = this.#options
    this.#stopSweep = every(hourMs, house.log, 'sweep-parcels', async () => {
      await this.store.deleteExpired()
      await forgetOldCalls(house)
      for (const id of await this.#ids()) {
        await this.settle(id)
        await this.clear(id)
      }
    }).stop
  }

  /** Ends after the parcels that are being taken in; those that wait stay for the next start. */
  async close(): Promise<void> {
    this.#isEnding = true
    await this.#stopSweep?.()
    await Promise.allSettled([...this.#running.values()])
  }

  /** The parcel that a gateway is sending; null when there is none, or it is another gateway's. */
  async find(id: string, edgeId: string): Promise<KeptParcel | null> {
    const parcel = await this.#factsOf(id)
    return parcel?.edgeId === edgeId ? parcel : null
  }

  /** What became of a parcel that this gateway sent before; null when it is not over. */
  async outcomeOf(id: string, edgeId: string): Promise<Settled | null> {
    const actor = systemActor('take-parcel', this.#options.house.clock.now())
    const row = await inTransaction(
      this.#options.house,
      actor,
      async (tx) =>
        await tx
          .selectFrom('imaging.edge_parcel')
          .select(['state', 'problem'])
          .where('id', '=', id)
          .where('edge_id', '=', edgeId)
          .executeTakeFirst(),
      'read',
    )
    // the table's CHECK allows exactly these states
    return row ? { state: row.state as 'taken' | 'refused', problem: row.problem } : null
  }

  /** True when there is something under this id, whoever sent it: it must not be begun again. */
  async isTaken(id: string): Promise<boolean> {
    return (await this.#factsOf(id)) !== null || (await this.#isOver(id))
  }

  /** Why no further parcel may be begun now; null when it may. */
  async refusesMore(edgeId: string, bytes: number): Promise<'too-many-requests' | 'hub-is-full' | null> {
    if (!(await hasRoomFor(this.store.directory, bytes))) return 'hub-is-full'
    let [unfinished, held] = [0, bytes]
    for (const id of await this.#ids()) {
      if ((await this.find(id, edgeId)) === null) continue
      unfinished += 1
      held += (await this.store.getUpload(id).catch(() => null))?.size ?? 0
    }
    return unfinished >= maxUnfinished || held > maxUnfinishedBytes ? 'too-many-requests' : null
  }

  /** Has a complete parcel taken in, once, also when several ask; `again` for one that is not complete. */
  async settle(id: string): Promise<Settled> {
    const running = this.#running.get(id)
    if (running) return await running
    const work = this.#settle(id).finally(() => this.#running.delete(id))
    this.#running.set(id, work)
    return await work
  }

  /** Removes the bytes of a parcel that is over; to be called when nobody answers from them any more. */
  async clear(id: string): Promise<void> {
    const parcel = await this.#factsOf(id)
    if (parcel && (await this.outcomeOf(id, parcel.edgeId))) await this.store.remove(id).catch(() => undefined)
  }

  async #settle(id: string): Promise<Settled> {
    // what is over, or not complete, waits for no turn
    const asked = await this.#standing(id)
    if ('state' in asked) return asked
    return await this.#turns.take(asked.edgeId, async () => {
      const parcel = this.#isEnding ? again : await this.#standing(id)
      return 'state' in parcel ? parcel : await this.#settleNow(id, parcel)
    })
  }

  /** The parcel when it is complete and to be taken in; else what the hub says of it. */
  async #standing(id: string): Promise<KeptParcel | Settled> {
    const upload = await this.store.getUpload(id).catch(() => null)
    const parcel = await this.#factsOf(id)
    if (!upload || !parcel || upload.size !== upload.offset) return again
    return (await this.outcomeOf(id, parcel.edgeId)) ?? parcel
  }

  async #settleNow(id: string, parcel: KeptParcel): Promise<Settled> {
    const file = join(this.store.directory, id)
    const hash = createHash('sha256')
    await pipeline(createReadStream(file), hash)
    if (hash.digest('hex') !== parcel.sha256) {
      // its sender begins it anew
      await this.store.remove(id)
      return again
    }
    const settled = await this.#takeIn(await readFile(file), parcel)
    if (settled.state === 'again') return again
    await this.#record(id, parcel, settled)
    return settled
  }

  async #takeIn(bytes: Uint8Array, parcel: KeptParcel): Promise<Settled> {
    const { house, intake } = this.#options
    try {
      const from = { facilityId: parcel.facilityId, aet: parcel.callingAet }
      const taken = await intake?.takeIn(bytes, from)
      if (!taken) return again
      if (taken.outcome === 'refused') return { state: 'refused', problem: taken.problem }
      return { state: 'taken', problem: null }
    } catch (error) {
      house.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'take-parcel')
      return again
    }
  }

  async #record(id: string, parcel: KeptParcel, { state, problem }: Settled): Promise<void> {
    const { house } = this.#options
    const now = house.clock.now()
    const actor = systemActor(`edge ${parcel.edgeId}`, now)
    await inTransaction(house, actor, async (tx) => {
      const before = await tx
        .selectFrom('imaging.edge_parcel')
        .select('id')
        .where('edge_id', '=', parcel.edgeId)
        .where('study_uid', '=', parcel.studyUid)
        .limit(1)
        .executeTakeFirst()
      await tx
        .insertInto('imaging.edge_parcel')
        .values({
          ...{ id, edge_id: parcel.edgeId, study_uid: parcel.studyUid, instance_uid: parcel.instanceUid },
          ...{ sha256: parcel.sha256, state, problem, ended_at: now },
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      // one row for a study, and one for each refusal
      if (before && !problem) return
      await writeAudit(tx, actor, {
        ...{ endpoint: 'take-parcel', outcome: problem ? 'refused' : 'done', problem, patientId: null },
        ...{ purpose: 'images', basis: null, requestId: id, source: parcel.source },
      })
    })
  }

  async #factsOf(id: string): Promise<KeptParcel | null> {
    const upload = await this.store.getUpload(id).catch(() => null)
    const facts = kept.safeParse(upload?.metadata)
    return facts.success ? facts.data : null
  }

  async #isOver(id: string): Promise<boolean> {
    const actor = systemActor('take-parcel', this.#options.house.clock.now())
    const row = await inTransaction(
      this.#options.house,
      actor,
      async (tx) => await tx.selectFrom('imaging.edge_parcel').select('id').where('id', '=', id).executeTakeFirst(),
      'read',
    )
    return row !== undefined
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.store.directory).catch(() => [])
    return names.filter((name) => z.guid().safeParse(name).success)
  }
}
