import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { shareRevoked } from '../../contract/shares.ts'
import { imagingPermissions } from '../../contract.ts'
import { treatsHere } from './make-share.ts'

/** Closes a share before its time; any who treat the patient may. */
export async function revokeShare(tx: Tx, actor: Actor, { shareId }: { shareId: string }): Promise<typeof ok> {
  const share = await tx.selectFrom('imaging.share').select('patient_id').where('id', '=', shareId).executeTakeFirst()
  if (!share || !(await treatsHere(tx, actor, share.patient_id, imagingPermissions['study.share']))) throw notFound()
  noteAccess(tx, { patientId: share.patient_id, purpose: 'share-images' })
  const revoked = await tx
    .updateTable('imaging.share')
    .set({ revoked_at: actor.now, revoked_by: actor.personId })
    .where('id', '=', shareId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) throw new Problem(409, 'share-closed')
  await emit(tx, actor, shareRevoked, { shareId, patientId: share.patient_id })
  return ok
}
