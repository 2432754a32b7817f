import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { inTransaction } from '#platform/server/house.ts'
import { studyRemoved } from '../contract/removal.ts'
import type { FrameMaker } from './index-archive.ts'

/**
 * Erases the images of a study that was removed, from the archive, the disk and the tables; bears being run again. What
 * another hospital sent under the same UID is not this study's, and stays in the archive.
 */
export async function eraseStudy(
  { house, orthanc, files }: Pick<FrameMaker, 'house' | 'orthanc' | 'files'>,
  { studyId }: { studyId: string },
): Promise<void> {
  const actor = systemActor('erase-study', house.clock.now())
  const own = await inTransaction(house, actor, async (tx) => await ownObjects(tx, studyId), 'read')
  if (!own) return
  for (const archiveId of own) await orthanc.remove(archiveId)
  await files.removeStudy(studyId)
  await inTransaction(house, actor, async (tx) => {
    const erased = await tx
      .updateTable('imaging.removal')
      .set({ erased_at: actor.now })
      .where('study_id', '=', studyId)
      .where('erased_at', 'is', null)
      .returning('facility_id')
      .executeTakeFirst()
    if (!erased) return
    await tx.deleteFrom('imaging.instance').where('study_id', '=', studyId).execute()
    await tx.deleteFrom('imaging.series').where('study_id', '=', studyId).execute()
    await emit(tx, actor, studyRemoved, { studyId, facilityId: erased.facility_id })
  })
}

/** The objects of a removed study in the archive; null when it was not removed, or was erased. */
async function ownObjects(tx: Tx, studyId: string): Promise<string[] | null> {
  const removal = await tx
    .selectFrom('imaging.removal')
    .select('study_id')
    .where('study_id', '=', studyId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!removal) return null
  const rows = await tx
    .selectFrom('imaging.instance')
    .select('archive_id')
    .where('study_id', '=', studyId)
    .where(({ or, eb }) => or([eb('problem', 'is', null), eb('problem', '<>', 'study-of-another-hospital')]))
    .execute()
  return rows.map((row) => row.archive_id)
}
