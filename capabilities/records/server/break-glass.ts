import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, careFacilities, systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import { glassBroken } from '../contract/protection-endpoints.ts'
import { accessChanged } from '../contract.ts'
import { grantAccess } from './access-grants.ts'
import { patientBriefs } from './patient-row.ts'

const opensForMs = 4 * 60 * 60_000

type Input = ParsedOf<typeof contract.breakGlass>

/**
 * Opens the record of everybody who bears the identifier, in whichever hospital. The system looks it up and grants, since
 * the caller may see nothing of it; a wrong identifier is refused as unknown, and the refusal stands in the audit trail.
 */
export async function breakGlass(call: OutsideCall, input: Input): Promise<OutputOf<typeof contract.breakGlass>> {
  const { house, actor } = call
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const until = new Date(actor.now.getTime() + opensForMs)
  const system = systemActor('break-glass', actor.now)
  const found = await inTransaction(house, system, async (tx) => {
    const known = await patientsKnownBy(tx, input)
    if (known.length === 0) throw notFound()
    for (const patientId of known) await openFor(tx, { system, actor }, { input, patientId, until })
    return known
  })
  const [first] = found
  if (first) call.note({ patientId: first, purpose: 'break-glass', basis: 'emergency-19-1-a' })
  const briefs = await inTransaction(house, actor, async (tx) => await patientBriefs(tx, found), 'read')
  return { patients: [...briefs.values()], until: toInstant(until) }
}

async function patientsKnownBy(tx: Tx, input: Input): Promise<string[]> {
  const rows = await tx
    .selectFrom('records.patient_identifier')
    .select('patient_id')
    .distinct()
    .where('system', '=', input.system)
    .where('value', '=', input.value)
    .where('status', '=', 'active')
    .execute()
  return rows.map((row) => row.patient_id)
}

type Opening = { input: Input; patientId: string; until: Date }

async function openFor(tx: Tx, by: { system: Actor; actor: Actor }, { input, patientId, until }: Opening) {
  const { system, actor } = by
  const id = newId<'break-glass'>()
  await tx
    .insertInto('records.break_glass')
    .values({
      id,
      patient_id: patientId,
      person_id: actor.personId,
      facility_id: input.facilityId,
      reason: input.reason.normalize('NFC'),
      at: actor.now,
      ends_at: until,
    })
    .execute()
  const grant = { patientId, personId: actor.personId, consultId: id, basis: 'emergency-19-1-a' as const }
  await grantAccess(tx, { ...system, personId: actor.personId }, [{ ...grant, startsAt: actor.now, endsAt: until }])
  const treating = await tx
    .selectFrom('records.care_link')
    .select('facility_id')
    .where('patient_id', '=', patientId)
    .execute()
  const facilities = treating.map((row) => row.facility_id)
  await emit(tx, system, glassBroken, { facilities: [...new Set([...facilities, input.facilityId])] })
  await emit(tx, system, accessChanged, { personId: actor.personId, patientId })
}
