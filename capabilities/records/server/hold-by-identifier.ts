import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import { setLegalHold } from './legal-hold.ts'

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
        .select('patient_id')
        .distinct()
        .where('system', '=', system)
        .where(sql<boolean>`upper(value) = ${value}`)
        .where('status', '=', 'active')
        .execute(),
    'read',
  )
  return await inTransaction(house, actor, async (tx) => {
    const ids = known.map((row) => row.patient_id)
    const { rows } = await sql<{
      id: string
    }>`select id from unnest(${ids}::uuid[]) as id where records.led(id)`.execute(tx)
    if (rows.length === 0) throw notFound()
    for (const { id } of rows) {
      call.note({ patientId: id, purpose: 'legal-hold' })
      await setLegalHold(tx, actor, { patientId: id as Id<'patient'>, isHeld: true, reason })
    }
    return ok
  })
}
