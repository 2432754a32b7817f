import { withdrawGrants } from '#capabilities/records/server/index.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { consultAccepted, consultsPermissions } from '../contract.ts'
import { letCalledIn } from './call-specialties.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

type Accepting = { consultId: string; callId: string; device?: string | undefined }

/** One press of one who is rung for a further specialty. The first wins; the guard is in the write. */
export async function acceptCall(tx: Tx, actor: Actor, input: Accepting): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult', basis: 'emergency-19-1-a' })
  if (!['requested', 'accepted', 'concluded'].includes(consult.status)) throw new Problem(409, 'consult-not-requested')
  const call = await tx
    .updateTable('consults.call')
    .set({ accepted_by: actor.personId, accepted_at: actor.now, unanswered_at: null })
    .where('id', '=', input.callId)
    .where('accepted_by', 'is', null)
    .returning(['id', 'facility_id'])
    .executeTakeFirst()
  if (!call) throw new Problem(409, 'consult-not-requested')
  if (!holds(actor, consultsPermissions['consult.accept'], call.facility_id)) throw notFound()
  const page = await tx
    .updateTable('consults.page')
    .set({ answer: 'accepted', answered_at: actor.now, answered_device: input.device ?? null })
    .where('call_id', '=', call.id)
    .where('person_id', '=', actor.personId)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!page) throw new Problem(409, 'not-rung')
  await letCalledIn(tx, consult, { personId: actor.personId, facilityId: call.facility_id })
  const others = await tx
    .selectFrom('consults.page')
    .select('person_id')
    .where('call_id', '=', call.id)
    .where('person_id', '<>', actor.personId)
    .execute()
  const people = others.map((other) => other.person_id)
  await withdrawGrants(tx, actor, consult.id, { only: people })
  await say({ tx, actor }, consultAccepted, consult, [...people, actor.personId])
  return ok
}
