import { typeMilestone } from '#capabilities/pathways/server/index.ts'
import { meantMoment } from '#platform/contract/device-clock.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { consultCan } from '../contract.ts'
import { pathwayOf } from './consult-row.ts'
import { findConsult } from './find-consult.ts'
import { subjectOf } from './say.ts'

/** The treating side types a time that only a human knows. */
export async function typeConsultMilestone(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.typeMilestone>,
): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw notFound()
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!consultCan('typeMilestone', { status: consult.status as contract.ConsultStatus }))
    throw new Problem(409, 'consult-is-over')
  const pathway = await pathwayOf(tx, consult)
  const isTyped = pathway.milestones.some((each) => each.code === input.code && each.isTyped)
  if (!isTyped) throw new Problem(422, 'not-typed-by-hand')
  const deviceNow = input.deviceNow === null ? null : new Date(input.deviceNow)
  const occurredAt = meantMoment({ at: new Date(input.occurredAt), deviceNow }, actor.now)
  if (occurredAt > actor.now) throw new Problem(422, 'time-in-the-future')
  await typeMilestone(tx, actor, subjectOf(consult), {
    code: input.code,
    occurredAt,
    basedOn: input.basedOn,
    reason: input.reason.normalize('NFC'),
  })
  return ok
}
