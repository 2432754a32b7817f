import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { resumeRinging } from './resume-ringing.ts'
import { ringNext } from './ring.ts'

/** The asking side calls the next person: while it rings, or when the one who accepted has not come. */
export async function callNext(
  tx: Tx,
  actor: Actor,
  input: { consultId: string },
): Promise<OutputOf<typeof contract.callNext>> {
  const consult = await findConsult(tx, input.consultId)
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw notFound()
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult' })
  // a planned request is taken, never rung
  if (consult.urgency !== 'emergency') throw new Problem(409, 'consult-not-requested')
  if (consult.joined_at) throw new Problem(409, 'expert-is-there')
  const rang =
    consult.status === 'accepted'
      ? await resumeRinging(tx, actor, consult, 'silent')
      : consult.status === 'requested'
        ? await ringNext(tx, actor, consult)
        : null
  if (!rang) throw new Problem(409, 'consult-not-requested')
  if (rang.length === 0) throw new Problem(409, 'nobody-left-to-call')
  return { rang: [...(await personBriefs(tx, rang)).values()] }
}
