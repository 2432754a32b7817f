import { createHmac } from 'node:crypto'
import { constants as modes } from 'node:fs'
import { mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Incoming, type Keeper, type Kept as KeptAs, NoRoom, type ObjectFacts } from '#gateways/dicom/incoming.ts'
import { newId } from '#platform/server/new-id.ts'
import { Ballast, isFull } from './ballast.ts'
import { readNote, readSealed, SealBroken, SealedWriter } from './sealed-file.ts'
import { SpoolIndex } from './spool-index.ts'
import type { Kept, ObjectState } from './spool-rows.ts'

/** Where the spool lies and how much it may hold. */
export type SpoolOptions = {
  folder: string
  key: Buffer
  /** Room of the disk that is never used, so that what is there can still be recorded and sent. */
  reserveBytes: number
  /** The most that the spool may hold; no limit but the disk when absent. */
  mostBytes?: number | undefined
  now: () => number
  /** True for names to which only emergencies are sent. */
  isUrgentAet: (calledAet: string) => boolean
}

/** What a start found: files without a record, records without a file, and files that cannot be read. */
export type Recovered = { added: number; lost: number; damaged: number; isIndexNew: boolean }

/** Called after something that others wait for: an object was kept. */
type Heard = (kept: Kept) => void

/**
 * Keeps objects on the disk, encrypted, until the hub has them. What `keep` has confirmed survives a power cut: the file,
 * its folder and its record were on the disk before.
 */
export class Spool implements Keeper {
  readonly index: SpoolIndex
  readonly recovered: Recovered
  readonly #options: SpoolOptions
  readonly #heard = new Set<Heard>()
  readonly #ballast: Ballast
  #bytes: number

  private constructor(options: SpoolOptions, index: SpoolIndex, recovered: Recovered, ballast: Ballast) {
    this.#options = options
    this.#ballast = ballast
    this.index = index
    this.recovered = recovered
    this.#bytes = index.totals().bytes
  }

  /** Opens the spool and makes good what a sudden end left behind. */
  static async open(options: SpoolOptions): Promise<Spool> {
    for (const name of ['incoming', 'objects'])
      await mkdir(join(options.folder, name), { recursive: true, mode: 0o700 })
    const ballast = new Ballast(options.folder)
    const { index, isNew } = await openIndex(join(options.folder, 'index.sqlite'), ballast)
    const recovered = { ...(await recover(options, index)), isIndexNew: isNew }
    return new Spool(options, index, recovered, ballast)
  }

  /** Tells of each object once it is kept. */
  onKept(heard: Heard): void {
    this.#heard.add(heard)
  }

  /** Begins an object. Throws NoRoom when there is none for it. */
  async begin(): Promise<Incoming> {
    await this.#haveRoom(0)
    const id = newId()
    const path = join(this.#options.folder, 'incoming', id)
    const writer = await SealedWriter.begin(path, this.#options.key, id).catch(async (error: unknown) => {
      await rm(path, { force: true })
      throw error
    })
    let isOver = false
    const end = async () => {
      if (isOver) return
      isOver = true
      await writer.close().catch(() => undefined)
      await rm(path, { force: true })
    }
    return {
      write: async (bytes) => {
        await this.#haveRoom(writer.bytes + bytes.length)
        await writer.write(bytes)
      },
      keep: async (facts) => {
        const kept = await this.#keep({ id, path, writer }, facts)
        await end()
        return kept
      },
      discard: end,
    }
  }

  /** The plain bytes of an object. Throws SealBroken when the disk has changed them. */
  async read(id: string): Promise<Buffer> {
    return await readSealed(this.#pathOf(id), this.#options.key, id)
  }

  /** Says what became of an object; the file of one that was sent is removed. */
  async settle(id: string, state: ObjectState, problem: string | null = null): Promise<void> {
    const before = this.index.find(id)
    this.#ballast.during(() => this.index.settle(id, state, this.#options.now(), problem))
    if (state !== 'sent' || !before || before.state === 'sent') return
    this.#bytes -= before.bytes
    await rm(this.#pathOf(id), { force: true })
    this.#ballast.take()
  }

  /** A keyed digest of a patient's identifier, so that the index names nobody. */
  markOf(patientId: string): string {
    return markOf(this.#options.key, patientId)
  }

  /** Bytes that may still be taken. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#options.folder)
    const onDisk = bavail * bsize - this.#options.reserveBytes
    const most = this.#options.mostBytes
    return Math.max(0, most === undefined ? onDisk : Math.min(onDisk, most - this.#bytes))
  }

  close(): void {
    this.index.close()
  }

  async #haveRoom(bytes: number): Promise<void> {
    if ((await this.freeBytes()) <= bytes) throw new NoRoom()
  }

  async #keep(
    { id, path, writer }: { id: string; path: string; writer: SealedWriter },
    { patientId, ...facts }: ObjectFacts,
  ): Promise<KeptAs> {
    const { bytes } = writer
    const sha256 = writer.digest()
    const namesakes = this.index.withUid(facts.instanceUid)
    const same = namesakes.find((each) => each.sha256 === sha256)
    if (same && same.state !== 'damaged') return 'known'
    const receivedAt = this.#options.now()
    const kept: Kept = { ...facts, id, sha256, bytes, receivedAt, patientMark: this.markOf(patientId) }
    const state = namesakes.some((each) => each.sha256 !== sha256) ? 'apart' : 'waiting'
    await writer.seal(JSON.stringify({ ...kept, state }))
    await rename(path, this.#pathOf(id))
    await syncFolder(join(this.#options.folder, 'objects'))
    if (same) this.index.forget(same.id)
    const isNew = await this.#record(kept, state)
    if (!isNew) return 'known'
    this.#bytes += bytes
    for (const heard of this.#heard) heard(kept)
    return state === 'apart' ? 'kept-apart' : 'kept'
  }

  async #record(kept: Kept, state: ObjectState): Promise<boolean> {
    let isNew = false
    try {
      isNew = this.index.add(kept, state, this.#options.isUrgentAet(kept.calledAet))
    } catch (error) {
      throw isFull(error) ? new NoRoom() : error
    } finally {
      // without its record nothing was confirmed, so nothing may stay
      if (!isNew) await rm(this.#pathOf(kept.id), { force: true })
    }
    return isNew
  }

  #pathOf(id: string): string {
    return join(this.#options.folder, 'objects', id)
  }
}

const markOf = (key: Buffer, patientId: string): string =>
  patientId === '' ? '' : createHmac('sha256', key).update(`patient ${patientId}`).digest('base64url').slice(0, 22)

/** Makes a change in a folder last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, modes.O_RDONLY | modes.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openIndex(path: string, ballast: Ballast): Promise<{ index: SpoolIndex; isNew: boolean }> {
  try {
    return { index: ballast.during(() => new SpoolIndex(path)), isNew: false }
  } catch (error) {
    if (isFull(error)) throw error
    // the files say what they are, so a damaged index is set aside and written anew
    const aside = `${path}.damaged-${Date.now()}`
    for (const end of ['', '-wal', '-shm']) await rename(`${path}${end}`, `${aside}${end}`).catch(() => undefined)
    return { index: new SpoolIndex(path), isNew: true }
  }
}

async function recover(
  { folder, key, now, isUrgentAet }: SpoolOptions,
  index: SpoolIndex,
): Promise<Omit<Recovered, 'isIndexNew'>> {
  // what was not confirmed is sent again by whoever sent it
  for (const name of await readdir(join(folder, 'incoming'))) await rm(join(folder, 'incoming', name), { force: true })
  const known = index.ids()
  const files = new Set(await readdir(join(folder, 'objects')))
  const found = { added: 0, lost: 0, damaged: 0 }
  for (const id of files) {
    const state = known.get(id)
    if (state === 'sent') await rm(join(folder, 'objects', id), { force: true })
    if (state !== undefined) continue
    const note = await readNote(join(folder, 'objects', id), key, id).catch((error: unknown) => {
      if (error instanceof SealBroken) return null
      throw error
    })
    if (note === null) found.damaged += 1
    else {
      // sealed by us
      const { state: was, ...kept } = JSON.parse(note) as Kept & { state: ObjectState }
      if (index.add(kept, was, isUrgentAet(kept.calledAet))) found.added += 1
      else await rm(join(folder, 'objects', id), { force: true })
    }
  }
  for (const [id, state] of known) {
    if (state === 'sent' || files.has(id)) continue
    if (state !== 'damaged') index.settle(id, 'damaged', now(), 'file-lost')
    found.lost += 1
  }
  return found
}
