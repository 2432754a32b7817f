import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../../contract/shares.ts'
import type { Share } from '../../contract/shares.ts'
import { imagingPermissions } from '../../contract.ts'
import { findStudy } from '../study-row.ts'
import { treatsHere } from './make-share.ts'
import { mostCodes } from './read-share.ts'

const mostOpenings = 100
const sharers = imagingPermissions['study.share']

/** What of a study is or was open to somebody outside, and each time that it was opened; for who treats the patient. */
export async function listShares(
  tx: Tx,
  actor: Actor,
  { studyId }: { studyId: string },
): Promise<OutputOf<typeof contract.listShares>> {
  const study = await findStudy(tx, { studyId })
  if (!study.patient_id || !(await treatsHere(tx, actor, study.patient_id, sharers))) throw notFound()
  noteAccess(tx, { patientId: study.patient_id, purpose: 'share-images' })
  const rows = await tx
    .selectFrom('imaging.share')
    .selectAll()
    .where('study_id', '=', studyId)
    // what was shared while it stood in another record is not of this one
    .where('patient_id', '=', study.patient_id)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.created_by, ...(row.revoked_by ? [row.revoked_by] : [])]),
  )
  const openings = await openingsOf(
    tx,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row): Share[] => {
    const by = people.get(row.created_by)
    const revokedBy = row.revoked_by ? people.get(row.revoked_by) : undefined
    if (!by) return []
    return [
      {
        ...{ id: row.id as Id<'share'>, madeFor: row.made_for, reason: row.reason, by },
        // the table's CHECK allows exactly these bases
        basis: row.basis as Share['basis'],
        seriesIds: row.series_ids as Share['seriesIds'],
        ...{ isIdentified: row.is_identified, mayDownload: row.may_download },
        ...{ mayAdd: row.may_add, hasCode: row.code_hash !== null, isLocked: row.code_tries >= mostCodes },
        ...{ createdAt: toInstant(row.created_at), expiresAt: toInstant(row.expires_at) },
        revoked: row.revoked_at && revokedBy ? { at: toInstant(row.revoked_at), by: revokedBy } : null,
        openings: openings
          .filter((each) => each.share_id === row.id)
          .map(({ at, source }) => ({ at: toInstant(at), source })),
      },
    ]
  })
}

async function openingsOf(tx: Tx, shareIds: string[]) {
  if (shareIds.length === 0) return []
  return await tx
    .selectFrom('imaging.share_opening')
    .selectAll()
    .where('share_id', 'in', shareIds)
    .orderBy('at', 'desc')
    .limit(mostOpenings)
    .execute()
}
