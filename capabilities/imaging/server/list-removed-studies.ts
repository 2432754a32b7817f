import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { RemovedStudy } from '../contract/removal.ts'

/** The waiting studies that were removed at a facility, for those who take part in care there. */
export async function listRemovedStudies(
  tx: Tx,
  actor: Actor,
  { facilityId }: { facilityId: string },
): Promise<RemovedStudy[]> {
  if (!careFacilities(actor).includes(facilityId)) throw notFound()
  const rows = await tx
    .selectFrom('imaging.removal')
    .selectAll()
    .where('facility_id', '=', facilityId)
    .orderBy('removed_at', 'desc')
    .limit(100)
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.removed_by),
  )
  return rows.map((row) => ({
    ...{ studyId: row.study_id as Id<'study'>, studyUid: row.study_uid, modality: row.modality },
    ...{ startedAt: toInstantOrNull(row.started_at), instanceCount: row.instance_count, reason: row.reason },
    ...{
      by: people.get(row.removed_by) ?? null,
      at: toInstant(row.removed_at),
      erasedAt: toInstantOrNull(row.erased_at),
    },
  }))
}
