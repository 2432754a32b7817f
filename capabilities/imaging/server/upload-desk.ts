import { mkdirSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { z } from 'zod'
import type { Actor } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import { every } from '#platform/server/every.ts'
import type { House } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { type UploadOutcome, uploadOutcome } from '../contract.ts'
import type { Orthanc } from './orthanc.ts'
import { UploadTaker } from './take-upload.ts'

const hourMs = 60 * 60 * 1000
const unfinishedMs = 72 * hourMs
const outcomeMs = 24 * hourMs
const maxUnfinished = 20

/** Where uploads lie until they are taken in, and what takes them. */
export type UploadDeskOptions = { house: House; orthanc: Orthanc | null; folder: string }

/** What an upload carries, ids only; the server adds whose it is. */
export const uploadFacts = z.object({
  patientId: z.guid(),
  facilityId: z.guid(),
  personId: z.guid(),
  source: z.string(),
})

/** What an upload carries. */
export type UploadFacts = z.output<typeof uploadFacts>

const kept = uploadOutcome.extend({ personId: z.guid() })
const receiving: UploadOutcome = {
  state: 'receiving',
  images: 0,
  skipped: 0,
  refused: 0,
  studies: [],
  problem: null,
}

/** Keeps the files that people send until they are taken in, one upload after the other, and what became of each. */
export class UploadDesk {
  readonly store: FileStore
  readonly #options: UploadDeskOptions
  readonly #taker: UploadTaker
  readonly #running = new Map<string, UploadOutcome>()
  readonly #outcomes: string
  #queue: Promise<void> = Promise.resolve()
  #stopSweep: (() => Promise<void>) | null = null

  constructor(options: UploadDeskOptions) {
    this.#options = options
    this.#taker = new UploadTaker(options.house, options.orthanc)
    this.#outcomes = join(options.folder, 'outcomes')
    mkdirSync(join(options.folder, 'files'), { recursive: true, mode: 0o700 })
    this.store = new FileStore({
      directory: join(options.folder, 'files'),
      expirationPeriodInMilliseconds: unfinishedMs,
    })
  }

  /** Takes in what was complete when the server ended, and clears away what is old, now and each hour. */
  async start(): Promise<void> {
    await mkdir(this.#outcomes, { recursive: true, mode: 0o700 })
    for (const id of await this.#ids()) {
      const upload = await this.store.getUpload(id).catch(() => null)
      if (upload && upload.size === upload.offset) this.finished(id)
    }
    this.#stopSweep = every(hourMs, this.#options.house.log, 'sweep-uploads', async () => await this.#sweep()).stop
  }

  /** Ends after the file that is being taken in. */
  async close(): Promise<void> {
    this.#taker.end()
    await this.#stopSweep?.()
    await this.#queue
  }

  /** What an upload carries; null when there is none, or it is another person's. */
  async factsOf(id: string, personId: string): Promise<UploadFacts | null> {
    const upload = await this.store.getUpload(id).catch(() => null)
    const facts = uploadFacts.safeParse(upload?.metadata)
    return facts.success && facts.data.personId === personId ? facts.data : null
  }

  /** True while a person has as many unfinished uploads as one may have. */
  async isFull(personId: string): Promise<boolean> {
    let count = 0
    for (const id of await this.#ids()) if (await this.factsOf(id, personId)) count += 1
    return count >= maxUnfinished
  }

  /** Takes the upload in, when those before it have been; its bytes are complete. */
  finished(id: string): void {
    if (this.#running.has(id)) return
    this.#running.set(id, { ...receiving, state: 'processing' })
    this.#queue = this.#queue
      .then(async () => await this.#take(id))
      .catch((error: unknown) =>
        this.#options.house.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'upload-images'),
      )
      .finally(() => this.#running.delete(id))
  }

  /** What became of my upload; 404 when it is not mine. */
  async outcomeOf(actor: Actor, id: string): Promise<UploadOutcome> {
    const text = await readFile(this.#outcomeFile(id), 'utf8').catch(() => null)
    if (text !== null) {
      const { personId, ...outcome } = kept.parse(JSON.parse(text))
      if (personId !== actor.personId) throw notFound()
      return outcome
    }
    if (!(await this.factsOf(id, actor.personId))) throw notFound()
    return this.#running.get(id) ?? receiving
  }

  async #take(id: string): Promise<void> {
    const upload = await this.store.getUpload(id)
    const facts = uploadFacts.parse(upload.metadata)
    const file = join(this.store.directory, id)
    const outcome = await this.#taker.take(file, facts, (progress) => this.#running.set(id, progress))
    if (!outcome) return
    await this.#audit(id, facts, outcome)
    const temporary = `${this.#outcomeFile(id)}.new`
    await writeFile(temporary, JSON.stringify({ ...outcome, personId: facts.personId }), { mode: 0o600 })
    await rename(temporary, this.#outcomeFile(id))
    await this.store.remove(id)
  }

  async #audit(id: string, facts: UploadFacts, outcome: UploadOutcome): Promise<void> {
    const { house } = this.#options
    const now = house.clock.now()
    const actor: Actor = { kind: 'person', personId: facts.personId, name: '', roles: [], sessionId: null, now }
    await writeAudit(house.db, actor, {
      endpoint: 'upload-images',
      outcome: outcome.state === 'failed' ? 'failed' : outcome.images > 0 ? 'done' : 'refused',
      problem: outcome.problem ?? (outcome.refused > 0 ? 'study-of-another-patient' : null),
      patientId: facts.patientId,
      purpose: 'images',
      basis: null,
      requestId: id,
      source: facts.source,
    })
  }

  async #sweep(): Promise<void> {
    await this.store.deleteExpired()
    for (const name of await readdir(this.#outcomes)) {
      const file = join(this.#outcomes, name)
      const { mtimeMs } = await stat(file)
      if (Date.now() - mtimeMs > outcomeMs) await rm(file, { force: true })
    }
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.store.directory).catch(() => [])
    return names.filter((name) => z.guid().safeParse(name).success)
  }

  // the id was parsed as a UUID before it comes here, so it names no other folder
  #outcomeFile(id: string): string {
    return join(this.#outcomes, `${id}.json`)
  }
}
