import { sql } from 'kysely'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../../contract/teaching.ts'
import {
  type TeachingBrief,
  type TeachingCopy,
  type TeachingImage,
  teachingCopyChanged,
} from '../../contract/teaching.ts'
import type { HubKey } from './hub-key.ts'
import { clearTeachingCopyJob } from './make-teaching-copy.ts'

const copies = (tx: Tx) =>
  tx
    .selectFrom('imaging.teaching_copy as copy')
    .selectAll('copy')
    .select((on) => [
      on
        .selectFrom('imaging.teaching_image as image')
        .whereRef('image.copy_id', '=', 'copy.id')
        .where('image.is_left_out', '=', false)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('images'),
      on
        .selectFrom('imaging.teaching_image as image')
        .whereRef('image.copy_id', '=', 'copy.id')
        .where('image.confirmed', 'is', null)
        .where(sql<boolean>`cardinality(image.held) > 0`)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('to_review'),
    ])
    .where('copy.state', '!=', 'discarded')

type Row = Awaited<ReturnType<ReturnType<typeof copies>['execute']>>[number]

async function briefsOf(tx: Tx, rows: readonly Row[]): Promise<TeachingBrief[]> {
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.made_by, row.reviewed_by]),
  )
  return rows.map((row) => ({
    id: row.id as Id<'teaching-copy'>,
    caseCode: row.case_code,
    // the table's CHECK allows exactly these states
    state: row.state as TeachingBrief['state'],
    purpose: row.purpose,
    madeBy: people.get(row.made_by) ?? null,
    madeAt: toInstant(row.made_at),
    reviewedBy: (row.reviewed_by && people.get(row.reviewed_by)) || null,
    reviewedAt: toInstantOrNull(row.reviewed_at),
    images: row.images ?? 0,
    toReview: row.to_review ?? 0,
  }))
}

/** The copies that the caller may see, the newest first; of one patient only for who may see the patient. */
export const listTeachingCopies =
  (key: HubKey) =>
  async (tx: Tx, _actor: Actor, input: ParsedOf<typeof contract.listTeachingCopies>): Promise<TeachingBrief[]> => {
    const { patientId } = input
    if (patientId) {
      noteAccess(tx, { patientId, purpose: 'teaching' })
      if (!(await patientBriefs(tx, [patientId])).has(patientId)) throw notFound()
    }
    const rows = await copies(tx)
      .$if(patientId !== undefined, (query) => query.where('copy.case_code', '=', key.caseCode(patientId ?? '')))
      .orderBy('copy.made_at', 'desc')
      .limit(100)
      .execute()
    return await briefsOf(tx, rows)
  }

/** A copy that the caller may see: theirs, or one that was reviewed. */
export async function getTeachingCopy(tx: Tx, _actor: Actor, input: { copyId: string }): Promise<TeachingCopy> {
  const row = await copies(tx).where('copy.id', '=', input.copyId).executeTakeFirst()
  const [brief] = row ? await briefsOf(tx, [row]) : []
  if (!row || !brief) throw notFound()
  const images = await tx
    .selectFrom('imaging.teaching_image')
    .selectAll()
    .where('copy_id', '=', row.id)
    .orderBy('position')
    .execute()
  return {
    ...brief,
    // our own preparation alone writes these
    list: images.map((image) => ({
      id: image.id as Id<'teaching-image'>,
      position: image.position,
      series: image.series,
      modality: image.modality,
      columns: image.columns,
      rows: image.rows,
      frames: image.frames,
      held: image.held as TeachingImage['held'],
      found: image.found as TeachingImage['found'],
      confirmed: image.confirmed as TeachingImage['confirmed'],
      isLeftOut: image.is_left_out,
    })),
    unreadable: row.unreadable,
    removal: row.removal as TeachingCopy['removal'],
  }
}

/** Throws a copy away; its files go by a job. */
export async function discardTeachingCopy(tx: Tx, actor: Actor, input: { copyId: string }): Promise<typeof ok> {
  const discarded = await tx
    .updateTable('imaging.teaching_copy')
    .set({ state: 'discarded' })
    .where('id', '=', input.copyId)
    .where('made_by', '=', actor.personId)
    .where('state', '!=', 'discarded')
    .returning('id')
    .executeTakeFirst()
  if (!discarded) throw notFound()
  enqueue(tx, clearTeachingCopyJob, { copyId: input.copyId })
  await emit(tx, actor, teachingCopyChanged, { copyId: input.copyId, personId: actor.personId })
  return ok
}
