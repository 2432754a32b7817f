import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import { studyOpened } from '../contract.ts'
import { findStudy } from './study-row.ts'

/** Notes the first time that a person opened a study. */
export async function openStudy(tx: Tx, actor: Actor, input: { studyId: string }): Promise<typeof ok> {
  const study = await findStudy(tx, input)
  if (!study.patient_id) throw notFound()
  noteAccess(tx, { patientId: study.patient_id, purpose: 'images' })
  const match = await tx
    .selectFrom('imaging.match')
    .select('id')
    .where('study_id', '=', study.id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  if (!match) throw notFound()
  const first = await tx
    .insertInto('imaging.opening')
    .values({ study_id: study.id, match_id: match.id, person_id: actor.personId, first_opened_at: actor.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!first.numInsertedOrUpdatedRows) return ok
  const { id: studyId, patient_id: patientId, modality } = study
  await emit(tx, actor, studyOpened, {
    ...{ studyId, patientId, personId: actor.personId, modality },
    startedAt: study.started_at?.toISOString() ?? null,
    arrivedAt: study.first_arrived_at.toISOString(),
  })
  return ok
}
