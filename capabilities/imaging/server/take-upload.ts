import { systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import type { UploadOutcome } from '../contract.ts'
import { archiveOriginal } from './archive-original.ts'
import { type Attached, attachUpload, mayJoinStudy, type UploadedFor } from './attach-upload.ts'
import { type DicomHeader, readDicomHeader } from './dicom-header.ts'
import { ArchiveUnavailable, type Orthanc } from './orthanc.ts'
import { UnpackRefused, unpack } from './unpack.ts'
import { describeStudy } from './watch-archive.ts'

type Found = { bytes: Uint8Array; header: DicomHeader }
type Progress = (outcome: UploadOutcome) => void
/** The studies of one upload: whether each may be joined, and where it went. */
type Studies = { byUid: Map<string, { patientId: string; mayJoin: boolean }>; attached: Map<string, Attached | null> }

const badRequest = 400
const clientFault = 500

/**
 * Takes in the files of a finished upload: each DICOM image goes to the archive, each of its studies to the patient.
 * What goes wrong is in the outcome, not thrown.
 */
export class UploadTaker {
  readonly #house: House
  readonly #orthanc: Orthanc | null
  #isEnded = false

  constructor(house: House, orthanc: Orthanc | null) {
    this.#house = house
    this.#orthanc = orthanc
  }

  /** Lets the upload under way end at its next file; it is taken in anew at the next start. */
  end(): void {
    this.#isEnded = true
  }

  /** Takes in the spooled file; `progress` hears how far it is. Null when the server ended before it was done. */
  async take(file: string, to: UploadedFor, progress: Progress): Promise<UploadOutcome | null> {
    const outcome: UploadOutcome = {
      state: 'processing',
      images: 0,
      skipped: 0,
      refused: 0,
      studies: [],
      problem: null,
    }
    const studies: Studies = { byUid: new Map(), attached: new Map() }
    try {
      for await (const found of unpack(file)) {
        if (this.#isEnded) return null
        const header = found && readDicomHeader(found)
        if (!found || !header) outcome.skipped += 1
        else if (await this.#mayStore(header, to, studies))
          await this.#store({ bytes: found, header }, to, studies, outcome)
        else outcome.refused += 1
        progress({ ...outcome })
      }
      if (outcome.images + outcome.refused === 0) return { ...outcome, state: 'failed', problem: 'no-images' }
      return { ...outcome, state: 'done' }
    } catch (error) {
      return { ...outcome, state: 'failed', problem: this.#problemOf(error) }
    }
  }

  async #mayStore(header: DicomHeader, to: UploadedFor, studies: Studies): Promise<boolean> {
    if (await this.#isHeldElsewhere(header)) return false
    const known = studies.byUid.get(header.studyUid)
    if (known) return known.mayJoin && known.patientId === header.patientId
    const actor = systemActor('upload-images', this.#house.clock.now())
    const mayJoin = await inTransaction(this.#house, actor, async (tx) => await mayJoinStudy(tx, header, to), 'read')
    studies.byUid.set(header.studyUid, { patientId: header.patientId, mayJoin })
    return mayJoin
  }

  // a second study with the same series or instance would make both unreadable by UID
  async #isHeldElsewhere({ studyUid, seriesUid, instanceUid }: DicomHeader): Promise<boolean> {
    if (!this.#orthanc) return false
    const holders = [...(await this.#orthanc.studiesOf(seriesUid)), ...(await this.#orthanc.studiesOf(instanceUid))]
    return holders.some((holder) => holder !== studyUid)
  }

  async #store({ bytes, header }: Found, to: UploadedFor, studies: Studies, outcome: UploadOutcome): Promise<void> {
    const uids = { studyUid: header.studyUid, seriesUid: header.seriesUid, sopUid: header.instanceUid }
    if (!this.#orthanc) throw new ArchiveUnavailable(503)
    const stored = await archiveOriginal(this.#orthanc, Buffer.from(bytes), uids).catch((error: unknown) => {
      const isTheirs = error instanceof ArchiveUnavailable && error.status >= badRequest && error.status < clientFault
      if (isTheirs && error.status !== 401) return null
      throw error
    })
    if (!stored) {
      outcome.skipped += 1
      return
    }
    outcome.images += 1
    if (studies.attached.has(stored.ParentStudy)) return
    const attached = await this.#attach(stored.ParentStudy, to)
    studies.attached.set(stored.ParentStudy, attached)
    if (attached) outcome.studies.push({ ...attached, id: attached.id as UploadOutcome['studies'][number]['id'] })
  }

  // at the first image of each study, so that it is seen while the others still come; the archive's watcher counts them
  async #attach(archiveId: string, to: UploadedFor): Promise<Attached | null> {
    const now = this.#house.clock.now()
    const study = this.#orthanc && (await describeStudy(this.#orthanc, archiveId, now))
    if (!study) return null
    const actor = systemActor('upload-images', now)
    return await inTransaction(
      this.#house,
      actor,
      async (tx) => await attachUpload(tx, actor, { ...study, isComplete: false }, to),
    )
  }

  #problemOf(error: unknown): NonNullable<UploadOutcome['problem']> {
    if (error instanceof UnpackRefused) return error.problem
    if (error instanceof ArchiveUnavailable) return 'imaging-is-off'
    this.#house.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'upload-images')
    return 'internal'
  }
}
