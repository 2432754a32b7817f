import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import type { PatientBrief } from '../contract.ts'
import { findLikelyDuplicates } from './find-likely-duplicates.ts'
import { insertPatient, temporaryIdentifier } from './insert-patient.ts'
import { patientBriefs } from './patient-row.ts'

/** Registers a patient at a facility of the caller; refuses a likely duplicate unless told that it is none, or that nobody knows who it is. */
export async function createPatient(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.createPatient>,
): Promise<PatientBrief> {
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const alike = input.isDespiteLikeness || input.isUnknown ? [] : await findLikelyDuplicates(tx, actor, input)
  if (alike.length > 0) throw new Problem(409, 'likely-duplicate')
  const identifiers = input.isUnknown
    ? [...input.identifiers, { system: 'temporary', value: temporaryIdentifier(actor.now) }]
    : input.identifiers
  const patientId = await insertPatient(tx, actor, { ...input, identifiers })
  noteAccess(tx, { patientId, purpose: 'register' })
  const brief = (await patientBriefs(tx, [patientId])).get(patientId)
  if (!brief) throw notFound()
  return brief
}
