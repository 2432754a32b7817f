import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { enqueue, job } from '#platform/server/jobs.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type removeStudy as contract, studyRemoved } from '../contract/removal.ts'
import { imagingPermissions } from '../contract.ts'

/** Erases the images of a study that was removed. */
export const eraseStudyJob = job({ name: 'erase-study', payload: z.object({ studyId: z.guid() }) })

/** Removes a study that waits and never was in a record; the row that says who and why takes it away from everybody. */
export async function removeStudy(tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<typeof ok> {
  const { studyId, reason } = input
  // who matches it in this moment waits, and then finds it gone
  const study = await tx
    .selectFrom('imaging.study')
    .selectAll()
    .where('id', '=', studyId)
    .forUpdate()
    .executeTakeFirst()
  if (!study?.facility_id || !holds(actor, imagingPermissions['study.match'], study.facility_id)) throw notFound()
  const kept = await whyKept(tx, study.id)
  if (kept) throw new Problem(409, kept)
  await tx
    .insertInto('imaging.removal')
    .values({
      ...{ study_id: study.id, facility_id: study.facility_id, study_uid: study.study_uid, modality: study.modality },
      ...{ started_at: study.started_at, instance_count: study.instance_count, reason: reason.normalize('NFC') },
      ...{ removed_by: actor.personId ?? '', removed_at: actor.now },
    })
    .execute()
  enqueue(tx, eraseStudyJob, { studyId })
  await emit(tx, actor, studyRemoved, { studyId, facilityId: study.facility_id })
  return ok
}

/** Answered from all records, also those that whoever removes may not see. */
async function whyKept(tx: Tx, studyId: string): Promise<string | null> {
  const { rows } = await sql<{ why: string | null }>`select imaging.why_kept(${studyId}) as why`.execute(tx)
  return rows[0]?.why ?? null
}
