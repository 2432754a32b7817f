import type { z } from 'zod'
import type { EventKind, Hint } from '../contract/event.ts'
import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'
import { newId } from './new-id.ts'

type Payload<K> = K extends EventKind<infer P> ? z.output<P> : never
type Reaction = (tx: Tx, actor: Actor, payload: never) => Promise<void>

/** What a transaction has said so far; it is heard when the transaction commits, or never. */
export type Said = { hints: Hint[]; wakes: Set<string> }

const saidIn = new WeakMap<Tx, Said>()
const reactions = new Map<string, Reaction[]>()

/** What the transaction has said so far. */
export function saidOf(tx: Tx): Said {
  let said = saidIn.get(tx)
  if (!said) {
    said = { hints: [], wakes: new Set() }
    saidIn.set(tx, said)
  }
  return said
}

/**
 * Registers what a capability does when something happened in a lower one: in the same transaction, as the same
 * actor. Capabilities register at start, through their doors.
 */
export function on<P extends z.ZodObject>(
  kind: EventKind<P>,
  reaction: (tx: Tx, actor: Actor, payload: z.output<P>) => Promise<void>,
): void {
  const list = reactions.get(kind.type) ?? []
  // the map forgets the payload's type; only `emit` of the same kind calls it
  list.push(reaction as unknown as Reaction)
  reactions.set(kind.type, list)
}

/** Writes the event into the transaction, runs the reactions to it, and tells listeners after the commit. */
export async function emit<K extends EventKind>(tx: Tx, actor: Actor, kind: K, payload: Payload<K>): Promise<void> {
  const topics = kind.topics(payload)
  await tx
    .insertInto('platform.event')
    .values({
      id: newId(),
      type: kind.type,
      payload: JSON.stringify(payload),
      topics,
      occurred_at: actor.now,
      person_id: actor.personId,
    })
    .execute()
  saidOf(tx).hints.push(...topics.map((topic) => ({ topic, type: kind.type })))
  for (const reaction of reactions.get(kind.type) ?? []) await reaction(tx, actor, payload as never)
}

/** The types that something reacts to; the wiring test compares them with the contracts. */
export const reactedTypes = (): string[] => [...reactions.keys()]
