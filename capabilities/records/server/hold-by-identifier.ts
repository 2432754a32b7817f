import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import { isHeld, setLegalHold } from './legal-hold.ts'

/** Places a hold on what bears the identifier where the caller leads. The system looks it up, the caller's right decides. */
export async function holdByIdentifier(
  call: OutsideCall,
  { system, value, reason }: ParsedOf<typeof contract.holdByIdentifier>,
): Promise<typeof ok> {
  const { house, actor } = call
  const known = await inTransaction(
    house,
    systemActor('hold-by-identifier', actor.now),
    async (tx) =>
      await tx
        .selectFrom('records.patient_identifier')
        .select(['patient_id', 'facility_id'])
        .where('system', '=', system)
        .where(sql<boolean>`upper(value) = ${value}`)
        .where('status', '=', 'active')
        .execute(),
    'read',
  )
  return await inTransaction(house, actor, async (tx) => {
    // a hospital's own number is another patient's at the next hospital
    const { rows } = await sql<{ id: string }>`
      select distinct (each->>'patient_id')::uuid as id from jsonb_array_elements(${JSON.stringify(known)}::jsonb) as each
      where records.led((each->>'patient_id')::uuid)
        and (${system} <> 'mrn' or records.leads_at((each->>'facility_id')::uuid))`.execute(tx)
    if (rows.length === 0) throw notFound()
    const open: string[] = []
    for (const { id } of rows) if (!(await isHeld(tx, id))) open.push(id)
    const [first, ...others] = open
    if (!first) throw new Problem(409, 'hold-changed-meanwhile')
    call.note({ patientId: first, purpose: 'legal-hold' })
    for (const id of open) await setLegalHold(tx, actor, { patientId: id as Id<'patient'>, isHeld: true, reason })
    // the gate writes the row of the first
    for (const id of others) await writeAudit(tx, actor, auditOf(call, id))
    return ok
  })
}

const auditOf = ({ request }: OutsideCall, patientId: string) => ({
  ...{ endpoint: 'hold-by-identifier', outcome: 'done' as const, problem: null },
  ...{ patientId, purpose: 'legal-hold', basis: null, requestId: request.id, source: request.ip },
})
