import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Database, Tx } from './db.ts'
import { answerRow, type Command } from './idempotency.ts'
import { newId } from './new-id.ts'

/** One call as the audit trail keeps it. */
export type AuditEntry = {
  endpoint: string
  outcome: 'done' | 'refused' | 'failed'
  problem: string | null
  patientId: string | null
  purpose: string | null
  basis: string | null
  requestId: string
  source: string
}

type Noted = { patientId: string | null; purpose: string | null; basis: string | null }

const notedIn = new WeakMap<Tx, Noted>()

/** Notes in an operation whose data it touches, and on which legal basis, for the audit row of this call. */
export function noteAccess(tx: Tx, access: { patientId: string; purpose?: string; basis?: string | null }): void {
  notedIn.set(tx, { patientId: access.patientId, purpose: access.purpose ?? null, basis: access.basis ?? null })
}

/** What the operation noted about the patient whose data it touched. */
export const notedAccess = (tx: Tx): Noted => notedIn.get(tx) ?? { patientId: null, purpose: null, basis: null }

const rowOf = (actor: Actor, entry: AuditEntry) => ({
  id: newId(),
  at: actor.now,
  actor_kind: actor.kind,
  actor_name: actor.name || null,
  person_id: actor.kind === 'person' ? actor.personId : null,
  session_id: actor.sessionId,
  endpoint: entry.endpoint,
  outcome: entry.outcome,
  problem: entry.problem,
  patient_id: entry.patientId,
  purpose: entry.purpose,
  basis: entry.basis,
  request_id: entry.requestId,
  source: entry.source,
})

/** Appends one row to the audit trail, in the given transaction or on a connection of its own. */
export async function writeAudit(db: Database | Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  await db.insertInto('platform.audit_entry').values(rowOf(actor, entry)).execute()
}

/** Appends one row to the audit trail and keeps the command's answer, in one statement of the command's transaction. */
export async function writeAuditWithAnswer(
  tx: Tx,
  actor: Actor,
  entry: AuditEntry,
  answer: { command: Command; reply: unknown },
): Promise<void> {
  await tx
    .with('kept', (on) => on.insertInto('platform.idempotency').values(answerRow(actor, answer.command, answer.reply)))
    .insertInto('platform.audit_entry')
    .values(rowOf(actor, entry))
    .execute()
}

/** True when the database answers. */
export const isDatabaseUp = async (db: Database): Promise<boolean> =>
  await sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
