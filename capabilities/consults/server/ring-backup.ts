import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultRang } from '../contract.ts'
import type { ConsultRow } from './find-consult.ts'
import { ladderFor } from './find-ladder.ts'
import { buildLadder } from './ladder.ts'
import { ringLadder } from './ring-ladder.ts'
import { backupRoute } from './route.ts'
import { say } from './say.ts'

/**
 * Nobody of the first hospital has answered: the one that stands in for it is called too, by who is on duty there now.
 * It happens once for a consult. Returns who rings; nobody when there is no such hospital, or nobody on duty in it.
 */
export async function ringBackup(tx: Tx, actor: Actor, consult: ConsultRow): Promise<string[]> {
  const due = await tx
    .updateTable('consults.consult')
    .set({ backup_rang_at: actor.now })
    .where('id', '=', consult.id)
    .where('status', '=', 'requested')
    .where('backup_rang_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!due) return []
  const route = await backupRoute(tx, actor, {
    facilityId: consult.asking_facility_id,
    specialty: consult.specialty,
    not: [consult.supporting_facility_id, consult.asking_facility_id],
  })
  if (!route) return []
  const { facilityId } = route.support
  const document = await ladderFor(tx, consult.supporting_facility_id)
  const ladder = buildLadder(route.duties, consult.specialty, { document, at: 'backup' })
  const called = { facilityId, why: 'backup' as const, reasons: route.reasons, decidedBy: null }
  const firstRung = await highestRung(tx, consult.id)
  const now = await ringLadder(tx, actor, consult, { called, ladder, firstRung })
  await say({ tx, actor }, consultRang, consult, now)
  return now
}

async function highestRung(tx: Tx, consultId: string): Promise<number> {
  const row = await tx
    .selectFrom('consults.page')
    .select((on) => on.fn.max('rung').as('rung'))
    .where('consult_id', '=', consultId)
    .executeTakeFirst()
  return row?.rung ?? 0
}
