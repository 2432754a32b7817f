import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { inTransaction } from '#platform/server/house.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type Box, type finishTeachingCopy as contract, teachingCopyChanged } from '../../contract/teaching.ts'
import { blackedOut } from './blacked-out.ts'
import type { HubKey } from './hub-key.ts'
import { finishTeachingCopyJob } from './make-teaching-copy.ts'
import type { TeachingMaker } from './prepare-teaching-copy.ts'
import { mustStillTreat } from './still-treated.ts'

/** Everything was looked at. What is held and nobody looked at, or a copy of nothing, is refused. */
export const finishTeachingCopy =
  (key: HubKey) =>
  async (tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<typeof ok> => {
    const draft = await tx
      .selectFrom('imaging.teaching_copy')
      .select(['source', 'facility_id'])
      .where('id', '=', input.copyId)
      .where('made_by', '=', actor.personId)
      .executeTakeFirst()
    if (!draft) throw notFound()
    await mustStillTreat(tx, key, draft)
    const finished = await tx
      .updateTable('imaging.teaching_copy as copy')
      .set({ state: 'finishing', reviewed_by: actor.personId, reviewed_at: actor.now })
      .where('copy.id', '=', input.copyId)
      .where('copy.made_by', '=', actor.personId)
      .where('copy.state', '=', 'held')
      .where((on) =>
        on.not(
          on.exists(
            on
              .selectFrom('imaging.teaching_image as image')
              .select('image.id')
              .whereRef('image.copy_id', '=', 'copy.id')
              .where('image.confirmed', 'is', null)
              .where(sql<boolean>`cardinality(image.held) > 0`),
          ),
        ),
      )
      .where((on) =>
        on.exists(
          on
            .selectFrom('imaging.teaching_image as image')
            .select('image.id')
            .whereRef('image.copy_id', '=', 'copy.id')
            .where('image.is_left_out', '=', false),
        ),
      )
      .returning('copy.id')
      .executeTakeFirst()
    if (!finished) throw await whyNot(tx, actor, input.copyId)
    enqueue(tx, finishTeachingCopyJob, { copyId: input.copyId })
    await emit(tx, actor, teachingCopyChanged, { copyId: input.copyId, personId: actor.personId })
    return ok
  }

async function whyNot(tx: Tx, actor: Actor, copyId: string): Promise<Problem> {
  const copy = await tx
    .selectFrom('imaging.teaching_copy')
    .select('state')
    .where('id', '=', copyId)
    .where('made_by', '=', actor.personId)
    .executeTakeFirst()
  if (!copy) return notFound()
  if (copy.state !== 'held') return new Problem(409, 'copy-not-held')
  const kept = await tx
    .selectFrom('imaging.teaching_image')
    .select('id')
    .where('copy_id', '=', copyId)
    .where('is_left_out', '=', false)
    .executeTakeFirst()
  return new Problem(409, kept ? 'images-not-reviewed' : 'nothing-to-keep')
}

/** Blacks out what was confirmed; only then the copy may be used, and what lay there before goes. Can be run again. */
export async function blackOutTeachingCopy(maker: TeachingMaker, { copyId }: { copyId: string }): Promise<void> {
  const { house, files } = maker
  const actor = systemActor('finish-teaching-copy', house.clock.now())
  const images = await inTransaction(house, actor, async (tx) => await finishing(tx, copyId), 'read')
  if (images.length === 0) return
  for (const image of images) {
    if (image.is_left_out) continue
    const held = await files.read(copyId, image.id, 'held')
    if (!held) throw new Error('a held image of a teaching copy is gone')
    // the contract alone writes the boxes
    const boxes = (image.confirmed ?? []) as Box[]
    await files.write(copyId, image.id, 'final', await blackedOut(held, boxes))
  }
  await inTransaction(house, actor, async (tx) => {
    const usable = await tx
      .updateTable('imaging.teaching_copy')
      .set({ state: 'usable' })
      .where('id', '=', copyId)
      .where('state', '=', 'finishing')
      .returning('made_by')
      .executeTakeFirst()
    if (usable) await emit(tx, actor, teachingCopyChanged, { copyId, personId: usable.made_by })
  })
  for (const image of images) await files.remove(copyId, image.id, 'held')
}

const finishing = async (tx: Tx, copyId: string) =>
  await tx
    .selectFrom('imaging.teaching_image as image')
    .innerJoin('imaging.teaching_copy as copy', 'copy.id', 'image.copy_id')
    .select(['image.id', 'image.confirmed', 'image.is_left_out'])
    .where('copy.id', '=', copyId)
    .where('copy.state', '=', 'finishing')
    .execute()
