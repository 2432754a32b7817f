import { facilityNames } from '#capabilities/network/server/index.ts'
import { findPathway } from '#capabilities/pathways/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { ladderFor } from './find-ladder.ts'
import { backupAfterMs, buildLadder } from './ladder.ts'
import { backupRoute, routeFor } from './route.ts'

/** Who would be rung now, in order; what the asker sees before pressing. */
export async function previewLadder(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.previewLadder>,
): Promise<OutputOf<typeof contract.previewLadder>> {
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const pathway = await findPathway(tx, input.pathway)
  if (!pathway) throw new Problem(422, 'pathway-unknown')
  const wanted = { facilityId: input.facilityId, specialty: pathway.specialty }
  const { support, duties } = await routeFor(tx, actor, wanted)
  const document = await ladderFor(tx, support.facilityId)
  const names = (await facilityNames(tx, [support.facilityId], actor.now)).get(support.facilityId)
  const rungs = buildLadder(duties, pathway.specialty, { document, at: 'supporting' }).flatMap((rung) => {
    const duty = duties.find((each) => each.person.id === rung.personId)
    return duty
      ? [{ person: duty.person, position: rung.position, afterSeconds: rung.afterMs / 1000, canRing: duty.canRing }]
      : []
  })
  return {
    supporting: names ? { id: support.facilityId as Id<'facility'>, ...names } : null,
    backup: await backupOf(tx, actor, { ...wanted, first: support.facilityId, afterMs: backupAfterMs(document) }),
    rungs,
  }
}

type Backup = { facilityId: string; specialty: string; first: string; afterMs: number | null }

/** Which hospital would be called when nobody of the first answers. */
async function backupOf(
  tx: Tx,
  actor: Actor,
  { facilityId, specialty, first, afterMs }: Backup,
): Promise<OutputOf<typeof contract.previewLadder>['backup']> {
  if (afterMs === null) return null
  const route = await backupRoute(tx, actor, { facilityId, specialty, not: [first, facilityId] })
  if (!route) return null
  const names = await facilityNames(tx, [route.support.facilityId], actor.now)
  return { name: names.get(route.support.facilityId)?.shortName ?? '', afterSeconds: afterMs / 1000 }
}
