import { sql } from 'kysely'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { UnreadableProblem } from '../pixels/index.ts'
import { tagNumber, tagText } from './dicom-tags.ts'
import type { Inspected } from './inspect.ts'

/** An object that was checked, with its id and where its original lies. */
export type Kept = { instanceId: string; studyId: string; archiveId: string; inspected: Inspected }

/**
 * Writes an instance whose frames are on disk already. False when it was there before.
 */
export async function keepInstance(
  tx: Tx,
  actor: Actor,
  { instanceId, studyId, archiveId, inspected }: Kept,
): Promise<boolean> {
  const series = await claimSeries(tx, studyId, inspected, await shareOf(tx, studyId, inspected))
  const written = await tx
    .insertInto('imaging.instance')
    .values({
      id: instanceId,
      study_id: studyId,
      series_id: series.id,
      archive_id: archiveId,
      ...{ sop_uid: inspected.sopUid, sop_class: inspected.sopClass, syntax: inspected.syntax },
      ...{ sha256: inspected.sha256, bytes: inspected.bytes, problem: inspected.problem, added_at: actor.now },
      tags: JSON.stringify(inspected.tags),
      layout: inspected.layout && JSON.stringify(inspected.layout),
      frames: JSON.stringify(inspected.places),
      content: inspected.content && JSON.stringify(inspected.content.facts),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) return false
  await tx
    .updateTable('imaging.series')
    .set({ frames: sql<number>`frames + ${inspected.places.length}::int` })
    .where('id', '=', series.id)
    .execute()
  return true
}

/** The share by which an object came; null for what the hospital sent. */
async function shareOf(tx: Tx, studyId: string, { sopUid, sha256 }: Inspected): Promise<string | null> {
  const found = await tx
    .selectFrom('imaging.share_object')
    .select('share_id')
    .where('study_id', '=', studyId)
    .where('sop_uid', '=', sopUid)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return found?.share_id ?? null
}

/** The series of an object, made when it is new: one of a share's own when somebody outside adds it. */
async function claimSeries(
  tx: Tx,
  studyId: string,
  { seriesUid, tags }: Inspected,
  shareId: string | null,
): Promise<{ id: string }> {
  await tx
    .insertInto('imaging.series')
    .values({
      id: newId(),
      study_id: studyId,
      share_id: shareId,
      series_uid: seriesUid,
      number: seriesNumber(tagNumber(tags, '00200011')),
      modality: tagText(tags, '00080060'),
      description: tagText(tags, '0008103E'),
    })
    .onConflict((conflict) => conflict.columns(['study_id', 'series_uid', 'share_id']).doNothing())
    .execute()
  return await tx
    .selectFrom('imaging.series')
    .select('id')
    .where('study_id', '=', studyId)
    .where('series_uid', '=', seriesUid)
    .where('share_id', 'is not distinct from', shareId)
    .executeTakeFirstOrThrow()
}

const mostNumber = 2_147_483_647
const seriesNumber = (number: number | null): number | null =>
  number === null || Math.abs(number) > mostNumber ? null : Math.trunc(number)

/** Writes that a file of the archive could not be read, so that it is counted and not tried again and again. */
export async function keepUnreadable(
  tx: Tx,
  actor: Actor,
  file: { studyId: string; archiveId: string; problem: UnreadableProblem | 'study-of-another-hospital' },
): Promise<void> {
  await tx
    .insertInto('imaging.instance')
    .values({
      id: newId(),
      study_id: file.studyId,
      archive_id: file.archiveId,
      sop_uid: `unread:${file.archiveId}`,
      ...{ sop_class: '', syntax: '', sha256: '', bytes: 0, tags: '{}', problem: file.problem, added_at: actor.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
