import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../../contract/key-images.ts'
import { keyImagesChanged } from '../../contract/key-images.ts'
import { mayTakeAway } from '../marks/remove-mark.ts'

async function find(tx: Tx, keyImageId: string) {
  const row = await tx
    .selectFrom('imaging.key_image')
    .select(['id', 'patient_id', 'made_by', 'subject_kind', 'subject_id'])
    .where('id', '=', keyImageId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound()
  noteAccess(tx, { patientId: row.patient_id, purpose: 'key-image' })
  return row
}

type Row = Awaited<ReturnType<typeof find>>

const say = async (tx: Tx, actor: Actor, row: Row): Promise<void> =>
  await emit(tx, actor, keyImagesChanged, {
    ...{ keyImageId: row.id, patientId: row.patient_id },
    ...{ subjectKind: row.subject_kind ?? '', subjectId: row.subject_id ?? '' },
  })

/** Writes what a key image shows; who kept it may, once. */
export async function captionKeyImage(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.captionKeyImage>,
): Promise<typeof ok> {
  const row = await find(tx, input.keyImageId)
  if (row.made_by !== actor.personId) throw new Problem(403, 'mark-of-another')
  const written = await tx
    .updateTable('imaging.key_image')
    .set({ caption: input.caption.normalize('NFC') })
    .where('id', '=', row.id)
    .where('caption', '=', '')
    .executeTakeFirst()
  if (!written.numUpdatedRows) throw new Problem(409, 'caption-written')
  await say(tx, actor, row)
  return ok
}

/** Takes a key image away; the row and its picture stay. */
export async function removeKeyImage(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.removeKeyImage>,
): Promise<typeof ok> {
  const row = await find(tx, input.keyImageId)
  if (!(await mayTakeAway(tx, actor, { madeBy: row.made_by, patientId: row.patient_id })))
    throw new Problem(403, 'mark-of-another')
  await tx
    .updateTable('imaging.key_image')
    .set({ removed_at: actor.now, removed_by: actor.personId, removed_reason: input.reason.normalize('NFC') })
    .where('id', '=', row.id)
    .where('removed_at', 'is', null)
    .execute()
  await say(tx, actor, row)
  return ok
}
