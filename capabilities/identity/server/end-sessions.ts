import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { sessionEnded } from '../contract.ts'
import { silenceIfGone } from './silence-if-gone.ts'

/** Ends the sessions of a person, but for one, and their way back by PIN at every shared computer. */
export async function endSessions(
  tx: Tx,
  actor: Actor,
  personId: string,
  exceptSession?: string | null,
): Promise<void> {
  const gone = await tx
    .deleteFrom('identity.login_session')
    .where('user_id', '=', personId)
    .$if(Boolean(exceptSession), (query) => query.where('id', '<>', exceptSession ?? ''))
    .returning('id')
    .execute()
  for (const { id } of gone) await emit(tx, actor, sessionEnded, { sessionId: id })
  await silenceIfGone(tx, personId)
  await tx.deleteFrom('identity.device_person').where('person_id', '=', personId).execute()
}
