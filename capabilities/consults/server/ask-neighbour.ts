import type { Endpoint, OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Handler } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'

/** Asks a neighbour through its door for what its contract offers, in the same transaction and as the same actor. */
export async function ask<E extends Endpoint>(
  asker: { tx: Tx; actor: Actor },
  handlers: readonly Handler[],
  endpoint: E,
  input: ParsedOf<E>,
): Promise<OutputOf<E>> {
  const handler = handlers.find((each) => each.endpoint.name === endpoint.name)
  if (handler?.kind !== 'operation') throw new Error(`${endpoint.name} is not an operation behind this door`)
  // the list of handlers forgets the types; the endpoint of the same name has this output
  return (await handler.run(asker.tx, asker.actor, input)) as OutputOf<E>
}

/** The answer, or null when the asker may not see it. */
export async function nullWhenHidden<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })
}
