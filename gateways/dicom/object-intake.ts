import { DatasetBroken, DatasetWalk } from './dataset-walk.ts'
import type { Incoming, Keeper, Kept, ObjectFacts } from './incoming.ts'
import { part10Head } from './part10.ts'
import { encodingOf } from './transfer-syntaxes.ts'

const sopClassUid = 0x00080016
const instanceUid = 0x00080018
const modality = 0x00080060
const patientId = 0x00100020
const studyUid = 0x0020000d
const seriesUid = 0x0020000e
const instanceNumber = 0x00200013
const wanted = [sopClassUid, instanceUid, modality, patientId, studyUid, seriesUid, instanceNumber]
const uid = /^[0-9]+(\.[0-9]+)*$/
const longestUid = 64

/** True for a DICOM UID: digits and dots, at most 64 characters. */
export const isUid = (text: string): boolean => text.length <= longestUid && uid.test(text)

/** What the sender says of an object before its data set comes. */
export type Announced = {
  sopClassUid: string
  instanceUid: string
  transferSyntaxUid: string
  callingAet: string
  calledAet: string
}

/** Why an object was not taken, or what became of it. */
export type IntakeOutcome = Kept | 'truncated' | 'malformed' | 'other-object' | 'failed'

/**
 * Takes one object: its head is written from what was announced, its data set goes to the keeper while it is read, and
 * it is kept only when it is whole and is the object that was announced.
 */
export class ObjectIntake {
  readonly #announced: Announced
  readonly #walk: DatasetWalk
  readonly #keeper: Keeper
  #incoming: Incoming | null = null
  #failure: IntakeOutcome | null = null

  constructor(keeper: Keeper, announced: Announced) {
    const encoding = encodingOf(announced.transferSyntaxUid)
    this.#keeper = keeper
    this.#announced = announced
    this.#walk = new DatasetWalk(encoding ?? { isExplicit: true, isLittleEndian: true }, wanted)
    if (!encoding || !isUid(announced.sopClassUid) || !isUid(announced.instanceUid)) this.#failure = 'malformed'
  }

  /** Takes the next bytes of the data set; what goes wrong is told by `finish`. */
  async write(bytes: Buffer): Promise<void> {
    if (this.#failure) return
    try {
      this.#walk.write(bytes)
      if (!this.#incoming) {
        this.#incoming = await this.#keeper.begin()
        // the connection may have been lost meanwhile
        if (this.#failure) return await this.discard()
        await this.#incoming.write(part10Head(this.#announced))
      }
      await this.#incoming.write(bytes)
    } catch (error) {
      await this.#fail(error)
    }
  }

  /** Says that the data set is complete; the object is on disk when this resolves with `kept` or `known`. */
  async finish(): Promise<IntakeOutcome> {
    if (this.#failure) return this.#failure
    if (!this.#incoming) return 'truncated'
    try {
      this.#walk.end()
      const facts = this.#facts()
      if (facts) return await this.#incoming.keep(facts)
      await this.discard()
      return 'other-object'
    } catch (error) {
      await this.#fail(error)
      return this.#failure ?? 'failed'
    }
  }

  /** Leaves nothing of it behind, e.g. when the connection was lost in the middle. */
  async discard(): Promise<void> {
    this.#failure ??= 'failed'
    const incoming = this.#incoming
    this.#incoming = null
    await incoming?.discard()
  }

  async #fail(error: unknown): Promise<void> {
    if (error instanceof DatasetBroken) this.#failure = error.why
    else this.#failure = isNoRoom(error) ? 'no-room' : 'failed'
    await this.discard()
  }

  #facts(): ObjectFacts | null {
    const text = (tag: number) => this.#walk.values.get(tag) ?? ''
    const { transferSyntaxUid, callingAet, calledAet } = this.#announced
    const facts = { sopClassUid: text(sopClassUid), instanceUid: text(instanceUid) }
    const placed = { studyUid: text(studyUid), seriesUid: text(seriesUid) }
    const isAnnounced =
      facts.sopClassUid === this.#announced.sopClassUid && facts.instanceUid === this.#announced.instanceUid
    if (!isAnnounced || !isUid(placed.studyUid) || !isUid(placed.seriesUid)) return null
    const number = Number.parseInt(text(instanceNumber), 10)
    return {
      ...{ ...facts, ...placed, transferSyntaxUid, callingAet, calledAet },
      modality: /^[A-Z0-9_]{1,16}$/.test(text(modality)) ? text(modality) : '',
      instanceNumber: Number.isSafeInteger(number) ? number : 0,
      patientId: text(patientId),
      hasPixels: this.#walk.hasPixels,
    }
  }
}

const isNoRoom = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'NoRoom' || ('code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))))
