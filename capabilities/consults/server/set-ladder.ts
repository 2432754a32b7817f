import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { OutsideChannel } from '#platform/server/channels/open-channels.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/ladder.ts'
import { consultsPermissions } from '../contract.ts'
import { getLadder } from './get-ladder.ts'

type Input = ParsedOf<typeof contract.setLadder> & { channels: readonly OutsideChannel[] }

/** Sets the ladder of a facility as a new version; emergencies that already ring keep theirs. */
export async function setLadder(tx: Tx, actor: Actor, input: Input): Promise<OutputOf<typeof contract.setLadder>> {
  if (!holds(actor, consultsPermissions['ladder.set'], input.facilityId)) throw notFound()
  const written = await tx
    .insertInto('consults.ladder')
    .columns(['facility_id', 'version', 'document', 'set_by', 'set_at'])
    .expression((on) =>
      on
        .selectNoFrom((of) => [
          of.cast<string>(of.val(input.facilityId), 'uuid').as('facility_id'),
          of.cast<number>(of.val(input.version + 1), 'integer').as('version'),
          of.cast<string>(of.val(JSON.stringify(input.document)), 'jsonb').as('document'),
          of.cast<string>(of.val(actor.personId), 'uuid').as('set_by'),
          of.cast<Date>(of.val(actor.now), 'timestamptz').as('set_at'),
        ])
        .where(({ eb, selectFrom }) =>
          eb(
            selectFrom('consults.ladder')
              .select((of) => of.fn.coalesce(of.fn.max('version'), of.lit(0)).as('newest'))
              .where('facility_id', '=', input.facilityId),
            '=',
            input.version,
          ),
        ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!written) throw new Problem(409, 'ladder-has-changed')
  return await getLadder(tx, actor, input)
}
