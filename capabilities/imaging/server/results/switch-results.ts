import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../../contract/results.ts'
import { findStudy } from '../study-row.ts'
import { turnedOn } from './list-results.ts'

/** Turns results of others on or off for the actor alone; each turn is a row that stays. */
export async function switchResults(
  tx: Tx,
  actor: Actor,
  { studyId, resultIds, isOn }: ParsedOf<typeof contract.switchResults>,
): Promise<typeof ok> {
  const study = await findStudy(tx, { studyId })
  const patientId = study.patient_id
  if (!patientId) throw notFound()
  noteAccess(tx, { patientId, purpose: 'images' })
  const wanted = [...new Set<string>(resultIds)]
  const there = await tx
    .selectFrom('imaging.result')
    .select('id')
    .where('study_id', '=', studyId)
    .where('id', 'in', wanted)
    .execute()
  if (there.length < wanted.length) throw notFound()
  const on = await turnedOn(tx, actor, { patientId, resultIds: wanted })
  const turned = wanted.filter((id) => on.has(id) !== isOn)
  if (turned.length === 0) return ok
  await tx
    .insertInto('imaging.result_switch')
    .values(
      turned.map((resultId) => ({
        ...{ id: newId(), result_id: resultId, patient_id: patientId, person_id: actor.personId },
        ...{ is_on: isOn, switched_at: actor.now },
      })),
    )
    .execute()
  return ok
}
