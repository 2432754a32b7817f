import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type reviewTeachingImage as contract, teachingCopyChanged } from '../../contract/teaching.ts'
import type { HubKey } from './hub-key.ts'
import { mustStillTreat } from './still-treated.ts'

/**
 * Who made the copy has looked at an image: what is to be blacked out, or that it is left out. For a series the same
 * holds for its images that nobody looked at yet; boxes found in them are blacked out besides.
 */
export const reviewTeachingImage =
  (key: HubKey) =>
  async (tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<typeof ok> => {
    const image = await tx
      .selectFrom('imaging.teaching_image')
      .select(['id', 'series'])
      .where('id', '=', input.imageId)
      .where('copy_id', '=', input.copyId)
      .executeTakeFirst()
    if (!image) throw notFound()
    const looked = {
      confirmed_by: actor.personId,
      confirmed_at: actor.now,
      is_left_out: input.isLeftOut,
    }
    const held = await tx
      .selectFrom('imaging.teaching_copy')
      .select(['source', 'facility_id'])
      .where('id', '=', input.copyId)
      .where('made_by', '=', actor.personId)
      .where('state', '=', 'held')
      .forUpdate()
      .executeTakeFirst()
    if (!held) throw new Problem(409, 'copy-not-held')
    await mustStillTreat(tx, key, held)
    await tx
      .updateTable('imaging.teaching_image')
      .set({ ...looked, confirmed: JSON.stringify(input.boxes) })
      .where('id', '=', image.id)
      .execute()
    if (input.isForSeries) {
      const others = await tx
        .selectFrom('imaging.teaching_image')
        .select(['id', 'found'])
        .where('copy_id', '=', input.copyId)
        .where('series', '=', image.series)
        .where('confirmed', 'is', null)
        .execute()
      for (const other of others) {
        // the contract alone writes the boxes
        const boxes = [...(other.found as typeof input.boxes), ...input.boxes]
        await tx
          .updateTable('imaging.teaching_image')
          .set({ ...looked, confirmed: JSON.stringify(boxes) })
          .where('id', '=', other.id)
          .execute()
      }
    }
    await emit(tx, actor, teachingCopyChanged, { copyId: input.copyId, personId: actor.personId })
    return ok
  }
