import { sql } from 'kysely'
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
  const { rows } = await sql`insert into consults.ladder (facility_id, version, document, set_by, set_at)
    select ${input.facilityId}::uuid, ${input.version + 1}::int, ${JSON.stringify(input.document)}::jsonb, ${actor.personId}::uuid, ${actor.now}::timestamptz
    where ${input.version}::int = (select coalesce(max(version), 0) from consults.ladder where facility_id = ${input.facilityId}::uuid)
    on conflict do nothing returning version`.execute(tx)
  if (rows.length === 0) throw new Problem(409, 'ladder-has-changed')
  return await getLadder(tx, actor, input)
}
