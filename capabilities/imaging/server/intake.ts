import type { Actor } from '#platform/server/actor.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { Unreadable, type UnreadableProblem } from '../pixels/index.ts'
import { archiveOriginal } from './archive-original.ts'
import { tagText } from './dicom-tags.ts'
import { momentOf } from './dicom-time.ts'
import type { FrameMaker } from './index-archive.ts'
import type { Inspected } from './inspect.ts'
import { keepInstance } from './keep-instance.ts'
import { isClaimable, studyOfSender } from './study-of-sender.ts'
import type { ArrivedStudy } from './take-in-study.ts'

/** Whose gateway sent a parcel, and which modality sent it there. */
export type ParcelSender = { facilityId: string; aet: string }

/** Why an object was not taken in. */
export type IntakeProblem = UnreadableProblem | 'same-uid-other-content' | 'study-of-another-hospital'

/** What became of a parcel: kept now, kept before with the same content, or refused and why. */
export type IntakeOutcome =
  | { outcome: 'stored' | 'known'; studyId: string }
  | { outcome: 'refused'; problem: IntakeProblem }

/** Takes in what gateways send: nothing is kept that was not checked, and the original goes to the archive as it was. */
export class Intake {
  readonly #maker: FrameMaker

  constructor(maker: FrameMaker) {
    this.#maker = maker
  }

  /** Takes in one parcel. Throws when a part of the hub does not answer; then it is to be sent again. */
  async takeIn(parcel: Uint8Array, from: ParcelSender): Promise<IntakeOutcome> {
    const { house, orthanc, pool, files } = this.#maker
    const opened = await pool.parcel(parcel).catch((error: unknown) => {
      if (error instanceof Unreadable) return error.problem
      throw error
    })
    if (typeof opened === 'string') return { outcome: 'refused', problem: opened }
    const { file, ...inspected } = opened
    const actor = systemActor('take-in-parcel', house.clock.now())
    const known = await inTransaction(house, actor, async (tx) => await knownAs(tx, inspected, from), 'read')
    if (known) return known
    const stored = await archiveOriginal(orthanc, file, inspected)
    if (!stored) return { outcome: 'refused', problem: 'uid-invalid' }
    const instanceId = newId()
    const study = await inTransaction(house, actor, async (tx) => {
      return await studyOfSender(tx, actor, arrived(inspected, stored.ParentStudy, from.aet, actor), from.facilityId)
    })
    if (!study) return { outcome: 'refused', problem: 'study-of-another-hospital' }
    await files.writeObject(study.id, instanceId, inspected)
    const isNew = await inTransaction(
      house,
      actor,
      async (tx) => await keepInstance(tx, actor, { instanceId, studyId: study.id, archiveId: stored.ID, inspected }),
    )
    if (isNew) return { outcome: 'stored', studyId: study.id }
    await files.removeFrames(study.id, instanceId)
    // somebody else was quicker: what they kept decides what is said to who sent this
    const kept = await inTransaction(house, actor, async (tx) => await knownAs(tx, inspected, from), 'read')
    if (!kept) throw new Error('the object was neither kept nor there')
    return kept
  }
}

/** What is known of an object before it is stored: that it is there, or that it may not be; null when it is new. */
async function knownAs(
  tx: Tx,
  { studyUid, sopUid, sha256 }: Inspected,
  from: ParcelSender,
): Promise<IntakeOutcome | null> {
  const instance = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.study as study', 'study.id', 'instance.study_id')
    .select(['instance.sha256', 'instance.study_id', 'study.facility_id'])
    .where('study.study_uid', '=', studyUid)
    .where('instance.sop_uid', '=', sopUid)
    .executeTakeFirst()
  if (instance && instance.facility_id !== from.facilityId)
    return { outcome: 'refused', problem: 'study-of-another-hospital' }
  if (instance?.sha256 === sha256) return { outcome: 'known', studyId: instance.study_id }
  if (instance) return { outcome: 'refused', problem: 'same-uid-other-content' }
  const study = await tx
    .selectFrom('imaging.study')
    .select(['facility_id', 'patient_id', 'source'])
    .where('study_uid', '=', studyUid)
    .executeTakeFirst()
  const isOpen = !study || study.facility_id === from.facilityId || isClaimable(study)
  return isOpen ? null : { outcome: 'refused', problem: 'study-of-another-hospital' }
}

const arrived = ({ studyUid, tags, texts }: Inspected, archiveId: string, aet: string, actor: Actor): ArrivedStudy => {
  const text = (tag: string) => tagText(tags, tag)
  const zone = text('00080201')
  return {
    ...{ archiveId, studyUid, aet, modality: text('00080060'), description: texts.description || text('0008103E') },
    ...{ sentPatientId: text('00100020'), sentPatientName: texts.name },
    ...{ sentCharset: texts.charset, isTextDoubtful: texts.isDoubtful },
    ...{ sentBirthDate: text('00100030'), sentSex: text('00100040') },
    startedAt:
      momentOf(text('00080022'), text('00080032'), zone) ??
      momentOf(text('00080023'), text('00080033'), zone) ??
      momentOf(text('00080020'), text('00080030'), zone),
    firstArrivedAt: actor.now,
    ...{ series: 1, instances: 1, isComplete: false },
  }
}
