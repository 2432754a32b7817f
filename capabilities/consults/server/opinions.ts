import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/opinions.ts'
import type { Opinion } from '../contract/opinions.ts'
import { consultUpdated } from '../contract.ts'
import { personIn } from './consult-row.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

const openStates: readonly string[] = ['requested', 'accepted', 'concluded', 'decided', 'completed']

/** The newest version of each opinion, in the order in which they were first written. */
export async function opinionsOf(tx: Tx, consultId: string): Promise<Opinion[]> {
  const rows = await tx
    .selectFrom('consults.opinion')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('version')
    .orderBy('written_at')
    .execute()
  const newest = new Map(rows.map((row) => [row.opinion_id, row]))
  const people = await personBriefs(
    tx,
    rows.map((row) => row.author_id),
  )
  return [...newest.values()].map((row) => ({
    opinionId: row.opinion_id as Id<'opinion'>,
    version: row.version,
    // the table's CHECK allows exactly these kinds
    kind: row.kind as Opinion['kind'],
    text: row.text,
    author: personIn(people, row.author_id),
    writtenAt: toInstant(row.written_at),
  }))
}

/** The opinions of a consult that the caller takes part in. */
export async function listOpinions(tx: Tx, _actor: Actor, input: { consultId: string }): Promise<Opinion[]> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  return await opinionsOf(tx, consult.id)
}

/** Writes an opinion or its next version. Nobody writes in another's name; of two next versions one is refused. */
export async function writeOpinion(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.writeOpinion>,
): Promise<Opinion> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  if (!openStates.includes(consult.status)) throw new Problem(409, 'consult-is-over')
  const before = (await opinionsOf(tx, consult.id)).find((each) => each.opinionId === input.opinionId)
  if (before && before.author.id !== actor.personId) throw new Problem(403, 'not-your-opinion')
  if ((before?.version ?? 0) !== input.basedOn) throw new Problem(409, 'opinion-changed-meanwhile')
  const written = await tx
    .insertInto('consults.opinion')
    .values({
      id: newId(),
      opinion_id: input.opinionId,
      consult_id: consult.id,
      version: input.basedOn + 1,
      kind: input.kind,
      text: input.text.normalize('NFC'),
      author_id: actor.personId,
      written_at: actor.now,
    })
    .onConflict((conflict) => conflict.columns(['opinion_id', 'version']).doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'opinion-changed-meanwhile')
  await say({ tx, actor }, consultUpdated, consult)
  const opinion = (await opinionsOf(tx, consult.id)).find((each) => each.opinionId === input.opinionId)
  if (!opinion) throw notFound()
  return opinion
}
