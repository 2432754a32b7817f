import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { findPathway } from './pathway-row.ts'

/** One version of a pathway with all its parts. */
export async function getPathway(
  tx: Tx,
  _actor: Actor,
  input: ParsedOf<typeof contract.getPathway>,
): Promise<contract.PathwayDocument> {
  const document = await findPathway(tx, input.code, input.version)
  if (!document) throw notFound()
  return document
}
