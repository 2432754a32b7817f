import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/paging.ts'
import { consultsPermissions } from '../contract.ts'
import { personIn } from './consult-row.ts'

type Miss = OutputOf<typeof contract.listMisses>[number]

/** Shorter than this nobody could have answered: somebody else was faster. */
const couldAnswerMs = 30_000
const kinds: Record<string, Miss['kind']> = { passed: 'declined', silent: 'accepted-then-silent' }

/** Who was rung for the facility long enough to answer and did not, for those who lead it. No patient is named. */
export async function listMisses(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.listMisses>,
): Promise<OutputOf<typeof contract.listMisses>> {
  if (!holds(actor, consultsPermissions['miss.read'], input.facilityId)) throw notFound()
  const rows = await tx
    .selectFrom((on) =>
      on
        .fn<{
          consult_id: string
          person_id: string
          position: string
          specialty: string
          rings_at: Date
          over_at: Date | null
          answer: string | null
          answered_by: string | null
        }>('consults.pages_missed', [
          on.val(input.facilityId),
          on.val(new Date(`${input.from}T00:00:00+07:00`)),
          on.val(new Date(`${input.to}T24:00:00+07:00`)),
        ])
        .as('m'),
    )
    .selectAll()
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.person_id, row.answered_by]),
  )
  return rows.flatMap((row) => {
    const until = row.over_at ?? actor.now
    const rangMs = until.getTime() - row.rings_at.getTime()
    if (!row.answer && rangMs < couldAnswerMs) return []
    if (row.answer === 'superseded' && rangMs < couldAnswerMs) return []
    return [
      {
        consultId: row.consult_id as Id<'consult'>,
        person: personIn(people, row.person_id),
        position: row.position,
        specialty: row.specialty,
        rangAt: toInstant(row.rings_at),
        seconds: row.over_at ? Math.round(rangMs / 1000) : null,
        kind: kinds[row.answer ?? ''] ?? 'no-answer',
        answeredBy: row.answered_by ? personIn(people, row.answered_by) : null,
      },
    ]
  })
}
