import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'

/** The name of a person as the room shows it: title, then the undivided name. */
export async function personOf(tx: Tx, actor: Actor): Promise<string> {
  const person = (await personBriefs(tx, [actor.personId])).get(actor.personId)
  return person ? `${person.title} ${person.fullName}`.trim() : ''
}
