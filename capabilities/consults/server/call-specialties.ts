import { letIntoRoom } from '#capabilities/sessions/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import type { ConsultRow } from './find-consult.ts'
import { ladderFor } from './find-ladder.ts'
import { buildLadder } from './ladder.ts'
import { ringLadder } from './ring-ladder.ts'
import { routeFor } from './route.ts'
import { subjectOf } from './say.ts'

/** A further specialty to be called: the role that it plays, and what its hospital should be able to do. */
export type Wanted = { role: string; specialty: string; capability?: string | undefined }

type Case = Pick<ConsultRow, 'id' | 'patient_id' | 'asking_facility_id'>

/**
 * Calls further specialties to a case, each on a ladder of its own from now. A role that was called before stays.
 * Returns who rings at once. A specialty that nobody supports is marked unanswered, and does not stop the others.
 */
export async function callSpecialties(
  tx: Tx,
  actor: Actor,
  consult: Case,
  wanted: readonly Wanted[],
): Promise<string[]> {
  const rang: string[] = []
  for (const each of wanted) rang.push(...(await callOne(tx, actor, consult, each)))
  return rang
}

async function callOne(tx: Tx, actor: Actor, consult: Case, wanted: Wanted): Promise<string[]> {
  const route = await routeFor(tx, actor, {
    facilityId: consult.asking_facility_id,
    specialty: wanted.specialty,
    ...(wanted.capability ? { capability: wanted.capability } : {}),
  }).catch((error: unknown) => {
    if (error instanceof Problem && error.problem === 'nobody-supports-you') return null
    throw error
  })
  const facilityId = route?.support.facilityId ?? consult.asking_facility_id
  const document = await ladderFor(tx, facilityId)
  const ladder = route ? buildLadder(route.duties, wanted.specialty, { document, at: 'supporting' }) : []
  const callId = newId()
  const inserted = await tx
    .insertInto('consults.call')
    .values({
      id: callId,
      consult_id: consult.id,
      role: wanted.role,
      specialty: wanted.specialty,
      facility_id: facilityId,
      called_by: actor.personId,
      called_at: actor.now,
      unanswered_at: ladder.length === 0 ? actor.now : null,
    })
    .onConflict((conflict) => conflict.columns(['consult_id', 'role']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return []
  const reasons = route?.reasons ?? [{ code: 'nobody-on-duty' as const }]
  const called = { callId, facilityId, why: 'called' as const, reasons, decidedBy: actor.personId }
  return await ringLadder(tx, actor, consult, { called, ladder })
}

/** Lets whoever answered for a further specialty into the room. */
export const letCalledIn = async (
  tx: Tx,
  consult: Case,
  person: { personId: string; facilityId: string },
): Promise<void> =>
  await letIntoRoom(tx, subjectOf(consult), {
    personId: person.personId,
    role: 'expert',
    facilityId: person.facilityId,
  })
