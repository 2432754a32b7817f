import { openDicom, textOf, Unreadable, unpackParcel } from '#capabilities/imaging/pixels/index.ts'
import { patientsByIdentifier } from '#capabilities/records/server/index.ts'
import { type Actor, systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { studyWaiting } from '../../contract.ts'
import { sayArrived } from '../match-study.ts'
import { ArchiveUnavailable, type Orthanc } from '../orthanc.ts'
import { type ArrivedStudy, columnsOf } from '../take-in-study.ts'
import { describeStudy } from '../watch-archive.ts'

/** What became of a parcel; `again` when it must be sent once more, later. */
export type ParcelOutcome =
  | { state: 'taken'; studyUid: string; instanceUid: string }
  | { state: 'refused'; problem: string; studyUid: string; instanceUid: string }
  | { state: 'again' }

/** From where a parcel comes. */
export type ParcelSender = { edgeId: string; facilityId: string }

/** Takes in the object of a parcel: proves it, keeps strangers out of other people's studies, stores it, says whose it is. */
export class ParcelTaker {
  readonly #house: House
  readonly #orthanc: Orthanc | null

  constructor(house: House, orthanc: Orthanc | null) {
    this.#house = house
    this.#orthanc = orthanc
  }

  async take(parcel: Uint8Array, from: ParcelSender): Promise<ParcelOutcome> {
    let named = { studyUid: '', instanceUid: '' }
    try {
      const { file } = await unpackParcel(parcel)
      const object = openDicom(file)
      named = { studyUid: object.studyUid, instanceUid: object.sopUid }
      const patientId = textOf(object.data, 'x00100020')
      if (!(await this.#mayJoin({ ...named, seriesUid: object.seriesUid, patientId }, from)))
        return { state: 'refused', problem: 'study-held-elsewhere', ...named }
      if (!this.#orthanc) return { state: 'again' }
      const stored = await this.#orthanc.store(file)
      const arrived = await describeStudy(this.#orthanc, stored.ParentStudy, this.#house.clock.now())
      if (arrived) await this.#attach(arrived, from)
      return { state: 'taken', ...named }
    } catch (error) {
      if (error instanceof Unreadable) return { state: 'refused', problem: error.problem, ...named }
      // the archive refuses what is not DICOM; when it is away or full, the parcel comes again
      if (error instanceof ArchiveUnavailable && error.status === 400)
        return { state: 'refused', problem: 'archive-refused', ...named }
      const fault = error instanceof Error ? error.message : 'unknown'
      this.#house.log.error({ fault }, 'take-parcel')
      return { state: 'again' }
    }
  }

  async #mayJoin(
    image: { studyUid: string; seriesUid: string; instanceUid: string; patientId: string },
    from: ParcelSender,
  ): Promise<boolean> {
    const holders = this.#orthanc
      ? [...(await this.#orthanc.studiesOf(image.seriesUid)), ...(await this.#orthanc.studiesOf(image.instanceUid))]
      : []
    if (holders.some((holder) => holder !== image.studyUid)) return false
    const actor = systemActor('take-parcel', this.#house.clock.now())
    return await inTransaction(
      this.#house,
      actor,
      async (tx) => {
        const known = await rowOf(tx, image.studyUid)
        if (!known) return true
        const isOfHere = known.facility_id === null || known.facility_id === from.facilityId
        return isOfHere && known.sent_patient_id === image.patientId
      },
      'read',
    )
  }

  async #attach(study: ArrivedStudy, from: ParcelSender): Promise<void> {
    const actor = systemActor('take-parcel', this.#house.clock.now())
    await inTransaction(this.#house, actor, async (tx) => await attachToFacility(tx, actor, study, from.facilityId))
  }
}

const rowOf = async (tx: Tx, studyUid: string) =>
  await tx.selectFrom('imaging.study').selectAll().where('study_uid', '=', studyUid).executeTakeFirst()

/**
 * Puts a study under the facility of its gateway. Its patient is the one to whom that facility gave the identifier sent;
 * when nobody or more than one bears it, the study waits for a person.
 */
async function attachToFacility(tx: Tx, actor: Actor, study: ArrivedStudy, facilityId: string): Promise<void> {
  const patients = study.sentPatientId ? await patientsByIdentifier(tx, facilityId, study.sentPatientId) : []
  const patientId = patients.length === 1 ? (patients[0] ?? null) : null
  const matched = patientId
    ? ({ patient_id: patientId, matched_by: 'identifier', matched_at: actor.now } as const)
    : undefined
  const inserted = await tx
    .insertInto('imaging.study')
    .values({ ...columnsOf(study, actor.now), facility_id: facilityId, source: 'c-store', ...matched })
    .onConflict((conflict) => conflict.column('study_uid').doNothing())
    .returningAll()
    .executeTakeFirst()
  // the archive's watcher may have seen it first, and could not know from where it came
  const row =
    inserted ??
    (await tx
      .updateTable('imaging.study')
      .set({ facility_id: facilityId, ...matched })
      .where('study_uid', '=', study.studyUid)
      .where('facility_id', 'is', null)
      .where('patient_id', 'is', null)
      .returningAll()
      .executeTakeFirst())
  if (!row) return
  if (row.patient_id) await sayArrived(tx, actor, row)
  else await emit(tx, actor, studyWaiting, { studyId: row.id, facilityId })
}
