import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/register.ts'
import type { RegisterLine } from '../contract/register.ts'
import { consultsPermissions } from '../contract.ts'
import { heldAt } from './minutes-sources.ts'

type Register = OutputOf<typeof contract.listRegister>

const dayMs = 24 * 60 * 60_000
// Vietnam has no summer time
const startOf = (day: string): Date => new Date(`${day}T00:00:00+07:00`)

/** The register of a facility at which the caller may read it; who was treated is named only to those who may see them. */
export async function listRegister(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.listRegister>,
): Promise<Register> {
  if (!holds(actor, consultsPermissions['register.read'], input.facilityId)) throw new Problem(403, 'not-your-facility')
  if (input.to < input.from) throw new Problem(422, 'ends-before-it-begins')
  const inPeriod = tx
    .selectFrom('consults.register_entry')
    .where('facility_id', '=', input.facilityId)
    .where('entered_at', '>=', startOf(input.from))
    .where('entered_at', '<', new Date(startOf(input.to).getTime() + dayMs))
  const entries = await inPeriod
    .selectAll()
    .$if(input.department !== '', (query) => query.where('department', '=', input.department))
    .orderBy('year')
    .orderBy('number')
    .limit(500)
    .execute()
  const departments = await inPeriod.select('department').distinct().orderBy('department').execute()
  const names = await facilityNames(tx, [input.facilityId], actor.now)
  return {
    facilityName: names.get(input.facilityId)?.name ?? '',
    departments: departments.map((row) => row.department).filter(Boolean),
    lines: await linesOf(tx, actor, entries),
  }
}

type Entry = { consult_id: string; number: number; year: number; department: string; entered_at: Date }

async function linesOf(tx: Tx, actor: Actor, entries: readonly Entry[]): Promise<RegisterLine[]> {
  if (entries.length === 0) return []
  const ids = entries.map((entry) => entry.consult_id)
  const consults = await tx.selectFrom('consults.consult').selectAll().where('id', 'in', ids).execute()
  const minutes = await tx
    .selectFrom('consults.minutes')
    .select(['consult_id', 'status'])
    .where('consult_id', 'in', ids)
    .orderBy('version')
    .execute()
  const people = await personBriefs(
    tx,
    consults.flatMap((row) => [row.asked_by, row.accepted_by]),
  )
  const patients = await patientBriefs(
    tx,
    consults.map((row) => row.patient_id),
  )
  const names = await facilityNames(
    tx,
    consults.map((row) => row.supporting_facility_id),
    actor.now,
  )
  const statusOf = new Map(minutes.map((row) => [row.consult_id, row.status]))
  return entries.map((entry) => {
    const consult = consults.find((row) => row.id === entry.consult_id)
    const status = statusOf.get(entry.consult_id) ?? 'draft'
    return {
      consultId: entry.consult_id as Id<'consult'>,
      number: entry.number,
      year: entry.year,
      department: entry.department,
      heldAt: toInstant(consult ? heldAt(consult) : entry.entered_at),
      patient: (consult && patients.get(consult.patient_id)) ?? null,
      supportingName: (consult && names.get(consult.supporting_facility_id)?.name) ?? '',
      chair: people.get(consult?.accepted_by ?? '') ?? null,
      secretary: people.get(consult?.asked_by ?? '') ?? null,
      // the table's CHECK allows exactly these states; a draft of a concluded case is concluded
      status: status === 'draft' ? 'concluded' : (status as RegisterLine['status']),
    }
  })
}
