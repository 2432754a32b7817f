import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { findStudy } from './study-row.ts'

const passMs = 5_000
const lookMs = 5 * 60_000
const mostPasses = 20_000
const mostInstances = 100_000

type Pass = { patientId: string; until: number; lookUntil: number }
/** A look that may begin: to be called once something was sent. */
export type Look = { begun: () => void }
type Places = { studyId: string; frames: number[][] }

/**
 * Who may see the frames of which study, remembered for seconds: a stack of hundreds of slices asks for each of them. One
 * look at a study leaves one row in the audit trail, not one for each slice.
 */
export class ImagePasses {
  readonly #passes = new Map<string, Pass>()
  readonly #places = new Map<string, Places>()

  /** Lets a call pass that may see the study, and notes whose images it touches; 404 otherwise. The call says when it has sent something. */
  async admit(call: OutsideCall, studyId: string): Promise<Look> {
    const { actor } = call
    if (actor.kind !== 'person') throw notFound()
    const key = `${actor.sessionId}/${actor.personId}/${studyId}`
    const known = this.#passes.get(key)
    const now = Date.now()
    if (known && known.until > now) {
      call.note({ patientId: known.patientId, purpose: 'images' })
      if (known.lookUntil > now) call.isPartOfLook()
      return { begun: () => this.#begun(key) }
    }
    const study = await inTransaction(call.house, actor, async (tx) => await findStudy(tx, { studyId }), 'read')
    if (!study.patient_id) throw notFound()
    call.note({ patientId: study.patient_id, purpose: 'images' })
    const isSameLook = known !== undefined && known.lookUntil > now && known.patientId === study.patient_id
    if (isSameLook) call.isPartOfLook()
    if (this.#passes.size >= mostPasses) this.#passes.clear()
    const lookUntil = isSameLook ? known.lookUntil : 0
    this.#passes.set(key, { patientId: study.patient_id, until: now + passMs, lookUntil })
    return { begun: () => this.#begun(key) }
  }

  // a look begins with what was sent: asking for what is not there opens none
  #begun(key: string): void {
    const pass = this.#passes.get(key)
    if (pass && pass.lookUntil <= Date.now()) pass.lookUntil = Date.now() + lookMs
  }

  /** Forgets who may see what; a study may have changed its patient. */
  forget(): void {
    for (const pass of this.#passes.values()) pass.until = 0
  }

  /** Where the frames of an instance lie; 404 when it is none of the study. */
  async places(call: OutsideCall, studyId: string, instanceId: string): Promise<number[][]> {
    const known = this.#places.get(instanceId)
    if (known) {
      if (known.studyId !== studyId) throw notFound()
      return known.frames
    }
    const frames = await inTransaction(
      call.house,
      call.actor,
      async (tx) => await placesOf(tx, studyId, instanceId),
      'read',
    )
    if (this.#places.size >= mostInstances) this.#places.clear()
    this.#places.set(instanceId, { studyId, frames })
    return frames
  }
}

async function placesOf(tx: Tx, studyId: string, instanceId: string): Promise<number[][]> {
  const row = await tx
    .selectFrom('imaging.instance')
    .select('frames')
    .where('id', '=', instanceId)
    .where('study_id', '=', studyId)
    .executeTakeFirst()
  if (!row) throw notFound()
  // written by keep-instance.ts as this
  return row.frames as unknown as number[][]
}
