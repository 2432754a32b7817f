import { specialtyNames } from '#capabilities/network/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/paging.ts'
import { consultCan, consultRang } from '../contract.ts'
import { callSpecialties } from './call-specialties.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

/** The asking side calls a further specialty to a running case. */
export async function callSpecialty(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.callSpecialty>,
): Promise<OutputOf<typeof contract.callSpecialty>> {
  const consult = await findConsult(tx, input.consultId)
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw notFound()
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult' })
  // the table's CHECK allows exactly these states
  if (!consultCan('callSpecialty', { status: consult.status as 'requested' })) throw new Problem(409, 'consult-is-over')
  if (!(await specialtyNames(tx)).has(input.specialty)) throw new Problem(422, 'specialty-unknown')
  const before = await tx
    .selectFrom('consults.call')
    .select('id')
    .where('consult_id', '=', consult.id)
    .where('specialty', '=', input.specialty)
    .executeTakeFirst()
  if (before || consult.specialty === input.specialty) throw new Problem(409, 'already-called')
  const rang = await callSpecialties(tx, actor, consult, [{ role: input.specialty, specialty: input.specialty }])
  await say({ tx, actor }, consultRang, consult, rang)
  return { rang: rang.length }
}
