import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { passMilestone } from './milestones.ts'
import { openRunOf, sideOf } from './run-row.ts'

type Arrival = { studyId: string; patientId: string; startedAt: string | null; arrivedAt: string }

const priorMs = 24 * 60 * 60 * 1000

/** Images taken more than a day before they came, or after it, are priors or bear a wrong clock: no station of this case. */
const isOfThisCase = (takenAt: Date, arrivedAt: Date): boolean =>
  takenAt <= arrivedAt && arrivedAt.getTime() - takenAt.getTime() < priorMs

/** An arrival of images becomes two stations of every pathway that runs for the patient: taken, and arrived. */
export async function noteImages(tx: Tx, actor: Actor, arrival: Arrival): Promise<void> {
  const runs = await tx
    .selectFrom('pathways.run')
    .select(['subject_kind', 'subject_id'])
    .where('patient_id', '=', arrival.patientId)
    .where('ended_at', 'is', null)
    .execute()
  for (const run of runs) {
    const subject = { kind: run.subject_kind, id: run.subject_id, patientId: arrival.patientId }
    const source = `study/${arrival.studyId}`
    const arrivedAt = new Date(arrival.arrivedAt)
    const takenAt = arrival.startedAt ? new Date(arrival.startedAt) : null
    if (takenAt && isOfThisCase(takenAt, arrivedAt)) {
      await passMilestone(tx, actor, subject, { code: 'image-taken', occurredAt: takenAt, source })
    }
    await passMilestone(tx, actor, subject, { code: 'images-arrived', occurredAt: arrivedAt, source })
  }
}

/** Somebody who advises from elsewhere has opened images: a station of the pathways that name it. */
export async function noteOpened(tx: Tx, actor: Actor, opened: { patientId: string; studyId: string }): Promise<void> {
  if ((await sideOf(tx, actor, opened.patientId)) === 'treating') return
  const rows = await tx
    .selectFrom('pathways.run')
    .selectAll()
    .where('patient_id', '=', opened.patientId)
    .where('ended_at', 'is', null)
    .execute()
  for (const row of rows) {
    const run = await openRunOf(tx, row)
    if (!run.document.milestones.some((each) => each.code === 'images-opened')) continue
    const source = `study/${opened.studyId}`
    await passMilestone(tx, actor, run, { code: 'images-opened', occurredAt: actor.now, source })
  }
}
