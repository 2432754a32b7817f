import { createHash } from 'node:crypto'
import type { Actor } from './actor.ts'
import type { Database, Tx } from './db.ts'
import { Problem } from './problem.ts'

/** A command that the caller may repeat: the id it made, and what it sent. */
export type Command = { key: string; endpoint: string; bodyHash: string }

/** Describes a repeatable command by the caller's key and a hash of what it sent. */
export const commandOf = (key: string, endpoint: string, input: unknown): Command => ({
  key,
  endpoint,
  bodyHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
})

/** The first answer to this command, when it has arrived before. Refuses the same key with another body. */
export async function firstAnswer(
  db: Database | Tx,
  actor: Actor,
  command: Command,
): Promise<{ reply: unknown } | null> {
  const row = await db
    .selectFrom('platform.idempotency')
    .select(['endpoint', 'body_hash', 'reply'])
    .where('person_id', '=', actor.personId)
    .where('key', '=', command.key)
    .executeTakeFirst()
  if (!row) return null
  if (row.endpoint !== command.endpoint || row.body_hash !== command.bodyHash) {
    throw new Problem(422, 'idempotency-key-reused')
  }
  return { reply: row.reply }
}

/** The row that keeps an answer. */
export const answerRow = (actor: Actor, command: Command, reply: unknown) => ({
  person_id: actor.personId,
  key: command.key,
  endpoint: command.endpoint,
  body_hash: command.bodyHash,
  reply: JSON.stringify(reply ?? null),
  at: actor.now,
})

/** Keeps the answer in the command's own transaction; a simultaneous twin fails on the key and rolls back. */
export async function keepAnswer(tx: Tx, actor: Actor, command: Command, reply: unknown): Promise<void> {
  await tx
    .insertInto('platform.idempotency')
    .values(answerRow(actor, command, reply))
    .execute()
}

/** True for the failure of two identical commands that arrived at once. */
export const isTwin = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'idempotency_pkey'
