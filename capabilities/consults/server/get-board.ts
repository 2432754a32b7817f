import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { BoardRow } from '../contract/planned.ts'
import { summariesOf } from './consult-row.ts'

/** What waits at the hospitals that the caller coordinates: emergencies first, then by due time. */
export async function getBoard(tx: Tx, actor: Actor): Promise<BoardRow[]> {
  const mine = [...new Set(actor.roles.filter((held) => held.role === 'coordinator').map((held) => held.facilityId))]
  if (mine.length === 0) return []
  const rows = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', 'in', ['requested', 'accepted', 'concluded'])
    .where((on) => on.or([on('supporting_facility_id', 'in', mine), on('asking_facility_id', 'in', mine)]))
    .orderBy((on) => on('urgency', '=', 'emergency'), 'desc')
    .orderBy('due_at')
    .orderBy('asked_at')
    .limit(100)
    .execute()
  const summaries = await summariesOf(tx, actor, rows)
  return summaries.map((summary) => ({
    ...summary,
    mayBeDuplicate: rows.some((row) => row.id === summary.id && row.may_be_duplicate),
  }))
}
