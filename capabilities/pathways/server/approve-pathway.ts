import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { findPathway } from './pathway-row.ts'

/** A doctor of the facility approves a version of a pathway; once is enough, the first name stays. */
export async function approvePathway(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.approvePathway>,
): Promise<typeof ok> {
  if (!holds(actor, ['doctor'], input.facilityId)) throw new Problem(403, 'not-your-facility')
  if (!(await findPathway(tx, input.code, input.version))) throw notFound()
  await tx
    .insertInto('pathways.approval')
    .values({
      code: input.code,
      version: input.version,
      facility_id: input.facilityId,
      approved_by: actor.personId,
      approved_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return ok
}
