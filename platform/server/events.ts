import { sql } from 'kysely'
import type { z } from 'zod'
import type { EventKind, Hint } from '../contract/event.ts'
import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'
import { newId } from './new-id.ts'

type Payload<K> = K extends EventKind<infer P> ? z.output<P> : never
type Reaction = (tx: Tx, actor: Actor, payload: never) => Promise<void>

type EventRow = { id: string; type: string; payload: unknown; topics: string[]; occurred_at: Date; person_id: string }

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
    payload,
    topics,
    occurred_at: actor.now,
    person_id: actor.personId,
  })
  saidOf(tx).hints.push(...topics.map((topic) => ({ topic, type: kind.type })))
  for (const reaction of reactions.get(kind.type) ?? []) await reaction(tx, actor, payload as never)
}

/** Writes what was said into the transaction: one statement, the same for one event and for a thousand. */
export async function flushSaid(tx: Tx): Promise<void> {
  const { rows } = saidOf(tx)
  if (rows.length === 0) return
  const text = JSON.stringify(rows)
  rows.length = 0
  await sql`insert into platform.event (id, type, payload, topics, occurred_at, person_id)
    select r.id, r.type, r.payload, r.topics, r.occurred_at, r.person_id
    from jsonb_to_recordset(${text}::jsonb)
      as r(id uuid, type text, payload jsonb, topics text[], occurred_at timestamptz, person_id uuid)`.execute(tx)
}
