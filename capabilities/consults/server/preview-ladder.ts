import { facilityNames } from '#capabilities/network/server/index.ts'
import { findPathway } from '#capabilities/pathways/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { buildLadder } from './ladder.ts'
import { routeFor } from './route.ts'

/** Who would be rung now, in order; what the asker sees before pressing. */
export async function previewLadder(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.previewLadder>,
): Promise<OutputOf<typeof contract.previewLadder>> {
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const pathway = await findPathway(tx, input.pathway)
  if (!pathway) throw new Problem(422, 'pathway-unknown')
  const { support, duties } = await routeFor(tx, actor, input.facilityId, pathway.specialty)
  const names = (await facilityNames(tx, [support.facilityId], actor.now)).get(support.facilityId)
  const rungs = buildLadder(duties, pathway.specialty).flatMap((rung) => {
    const duty = duties.find((each) => each.person.id === rung.personId)
    return duty
      ? [{ person: duty.person, position: rung.position, afterSeconds: rung.afterMs / 1000, canRing: duty.canRing }]
      : []
  })
  return {
    supporting: names ? { id: support.facilityId as Id<'facility'>, ...names } : null,
    rungs,
  }
}
