import type { z } from 'zod'
import type { EventKind, Hint } from '../contract/event.ts'
import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'
import { newId } from './new-id.ts'

type Payload<K> = K extends EventKind<infer P> ? z.output<P> : never
type Reaction = (tx: Tx, actor: Actor, payload: never) => Promise<void>

type EventRow = { id: string; type: string; payload: string; topics: string[]; occurred_at: Date; person_id: string }

/** What a transaction has said so far; it is written before the commit and heard after it, or never. */
export type Said = { hints: Hint[]; rows: EventRow[] }

const saidIn = new WeakMap<Tx, Said>()
const reactions = new Map<string, Reaction[]>()

/** What the transaction has said so far. */
export function saidOf(tx: Tx): Said {
  let said = saidIn.get(tx)
  if (!said) {
    said = { hints: [], rows: [] }
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
  list.push(reaction)
  reactions.set(kind.type, list)
}

/** Says that something happened: the row is written with the others before the commit, the reactions run now, listeners hear after it. */
export async function emit<K extends EventKind>(tx: Tx, actor: Actor, kind: K, payload: Payload<K>): Promise<void> {
  const topics = kind.topics(payload)
  saidOf(tx).rows.push({
    id: newId(),
    type: kind.type,
    payload: JSON.stringify(payload),
    topics,
    occurred_at: actor.now,
    person_id: actor.personId,
  })
  saidOf(tx).hints.push(...topics.map((topic) => ({ topic, type: kind.type })))
  for (const reaction of reactions.get(kind.type) ?? []) await reaction(tx, actor, payload as never)
}

/** Writes what was said into the transaction, all in one statement. */
export async function flushSaid(tx: Tx): Promise<void> {
  const { rows } = saidOf(tx)
  if (rows.length > 0) await tx.insertInto('platform.event').values(rows).execute()
  rows.length = 0
}
