import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/contracts.ts'
import { networkPermissions, type SupportContract } from '../contract/contracts.ts'
import { dateOf, facilityNames } from './facility-row.ts'

/** Refuses whoever does not manage the contracts of a facility. */
export function requireManager(actor: Actor, facilityId: string): void {
  if (!holds(actor, networkPermissions['contract.manage'], facilityId)) throw new Problem(403, 'not-your-facility')
}

/** The contracts of a facility, those in force first. */
export async function listContracts(tx: Tx, actor: Actor, input: { facilityId: string }): Promise<SupportContract[]> {
  requireManager(actor, input.facilityId)
  const rows = await tx
    .selectFrom('network.support_contract')
    .selectAll()
    .where((on) =>
      on.or([on('supporting_facility_id', '=', input.facilityId), on('supported_facility_id', '=', input.facilityId)]),
    )
    .orderBy('valid_from', 'desc')
    .execute()
  const names = await facilityNames(
    tx,
    rows.flatMap((row) => [row.supporting_facility_id, row.supported_facility_id]),
    actor.now,
  )
  const side = (id: string) => ({ id: id as Id<'facility'>, name: names.get(id)?.name ?? '' })
  const today = dateOf(actor.now)
  return rows
    .map((row) => ({
      id: row.id as Id<'support-contract'>,
      supporting: side(row.supporting_facility_id),
      supported: side(row.supported_facility_id),
      number: row.number,
      scope: row.scope,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      isInForce: row.valid_from <= today && (row.valid_to === null || row.valid_to >= today),
    }))
    .toSorted((one, other) => Number(other.isInForce) - Number(one.isInForce))
}

/** Registers a contract between a facility of the caller and another. */
export async function registerContract(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.registerContract>,
): Promise<SupportContract> {
  requireManager(actor, input.facilityId)
  if (input.validTo && input.validTo < input.validFrom) throw new Problem(422, 'ends-before-it-begins')
  if (!(await facilityNames(tx, [input.otherId], actor.now)).has(input.otherId)) throw notFound()
  const doesSupport = input.part === 'supports'
  const inserted = await tx
    .insertInto('network.support_contract')
    .values({
      id: newId(),
      supporting_facility_id: doesSupport ? input.facilityId : input.otherId,
      supported_facility_id: doesSupport ? input.otherId : input.facilityId,
      number: input.number.normalize('NFC'),
      scope: input.scope.normalize('NFC'),
      valid_from: input.validFrom,
      valid_to: input.validTo,
      registered_by: actor.personId,
      registered_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new Problem(409, 'contract-known')
  const made = (await listContracts(tx, actor, input)).find((each) => each.id === inserted.id)
  if (!made) throw notFound()
  return made
}

/** Ends a contract of a facility of the caller. */
export async function endContract(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.endContract>) {
  const found = (await listContracts(tx, actor, input)).find((each) => each.id === input.contractId)
  if (!found) throw notFound()
  if (input.lastDay < found.validFrom) throw new Problem(422, 'ends-before-it-begins')
  if (found.validTo !== null && input.lastDay > found.validTo) throw new Problem(422, 'ends-already')
  await tx
    .updateTable('network.support_contract')
    .set({ valid_to: input.lastDay })
    .where('id', '=', input.contractId)
    .execute()
  return ok
}

/** The number of a contract in force between two facilities at a moment; null when there is none. */
export async function contractInForce(
  tx: Tx,
  sides: { supporting: string; supported: string },
  at: Date,
): Promise<string | null> {
  const today = dateOf(at)
  const row = await tx
    .selectFrom('network.support_contract')
    .select('number')
    .where('supporting_facility_id', '=', sides.supporting)
    .where('supported_facility_id', '=', sides.supported)
    .where('valid_from', '<=', today)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>=', today)]))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}
