import { withdrawGrants } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { consultPassed, consultStates } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { resumeCall } from './resume-call.ts'
import { resumeRinging } from './resume-ringing.ts'
import { ringNext } from './ring.ts'
import { say } from './say.ts'

/** "Cannot now": the next person rings at once, also when the caller had accepted and not joined yet. */
export async function passConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.passConsult>,
): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult' })
  const call = await myCall(tx, actor, consult.id)
  if (call?.accepted_by === actor.personId) {
    if (!(await resumeCall(tx, actor, { callId: call.id, answer: 'passed' }))) throw new Problem(409, 'expert-is-there')
    return ok
  }
  if (consult.accepted_by === actor.personId) {
    const rang = await resumeRinging(tx, actor, consult, 'passed')
    if (!rang) throw new Problem(409, 'consult-not-requested')
    return ok
  }
  const isOpen = (consultStates.pass as readonly string[]).includes(consult.status)
  if (!isOpen) throw new Problem(409, 'consult-not-requested')
  const page = await tx
    .updateTable('consults.page')
    .set({ answer: 'passed', answered_at: actor.now, answered_device: input.device ?? null })
    .where('consult_id', '=', consult.id)
    .where('person_id', '=', actor.personId)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!page) throw new Problem(409, 'not-rung')
  if (call || consult.status === 'requested') await ringNext(tx, actor, consult, call?.id)
  await say({ tx, actor }, consultPassed, consult, [actor.personId])
  await withdrawGrants(tx, actor, consult.id, { only: [actor.personId] })
  return ok
}

/** The further call for which the actor is on the ladder, or nothing. */
const myCall = async (tx: Tx, actor: Actor, consultId: string) =>
  await tx
    .selectFrom('consults.page as p')
    .innerJoin('consults.call as k', 'k.id', 'p.call_id')
    .select(['k.id', 'k.accepted_by'])
    .where('p.consult_id', '=', consultId)
    .where('p.person_id', '=', actor.personId)
    .executeTakeFirst()
