import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { findPathway } from './pathway-row.ts'

/** The newest version of each pathway, with the caller's facilities that approved it, by whom and when. */
export async function listPathways(tx: Tx, actor: Actor): Promise<OutputOf<typeof contract.listPathways>> {
  const codes = await tx.selectFrom('pathways.pathway').select('code').distinct().orderBy('code').execute()
  const mine = actor.roles.map((held) => held.facilityId)
  const list = []
  for (const { code } of codes) {
    const document = await findPathway(tx, code)
    if (!document) continue
    const approvals =
      mine.length === 0
        ? []
        : await tx
            .selectFrom('pathways.approval')
            .select(['facility_id', 'approved_by', 'approved_at'])
            .where('code', '=', code)
            .where('version', '=', document.version)
            .where('facility_id', 'in', mine)
            .execute()
    const people = await personBriefs(
      tx,
      approvals.map((row) => row.approved_by),
    )
    const approvedBy = approvals.map((row) => ({
      facilityId: row.facility_id as Id<'facility'>,
      by: people.get(row.approved_by) ?? null,
      at: toInstant(row.approved_at),
    }))
    list.push({ document, approvedBy })
  }
  return list
}
