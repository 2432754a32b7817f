import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'

/** Whether the actor was asked for advice in a case and has come: by accepting it, or a call within it. */
export async function advisesInCase(tx: Tx, actor: Actor, consultId: string): Promise<boolean> {
  const consult = await tx
    .selectFrom('consults.consult')
    .select('id')
    .where('id', '=', consultId)
    .where((where) =>
      where.or([
        where('accepted_by', '=', actor.personId),
        where.exists(
          where
            .selectFrom('consults.call')
            .select('consults.call.id')
            .whereRef('consults.call.consult_id', '=', 'consults.consult.id')
            .where('consults.call.accepted_by', '=', actor.personId),
        ),
      ]),
    )
    .executeTakeFirst()
  return consult !== undefined
}
