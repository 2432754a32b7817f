import { studyArrived } from '#capabilities/imaging/contract.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { on } from '#platform/server/events.ts'
import { passMilestone } from './milestones.ts'

type Arrival = { studyId: string; patientId: string; startedAt: string | null; arrivedAt: string }

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
    if (arrival.startedAt) {
      await passMilestone(tx, actor, subject, { code: 'image-taken', occurredAt: new Date(arrival.startedAt), source })
    }
    await passMilestone(tx, actor, subject, { code: 'images-arrived', occurredAt: new Date(arrival.arrivedAt), source })
  }
}

/** Begins to listen for images. */
export const reactToImages = (): void => on(studyArrived, noteImages)
