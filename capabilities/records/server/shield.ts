import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import { type ProtectedCategory, type ProtectedKind, type Protection, protectedMarker } from '../contract/protection.ts'

/** What of a patient is protected, and what of it this reader has unlocked. */
export type Shield = {
  /** Null when the fact is not protected at all. */
  over(kind: ProtectedKind, recordId: string): Protection | null
  /** The text, or the marker in its place. */
  text(kind: ProtectedKind, recordId: string, text: string): string
}

/** The shield over a patient's record for the actor of this transaction; a job has unlocked nothing. */
export async function shieldFor(tx: Tx, patientId: string): Promise<Shield> {
  const flagged = await tx
    .selectFrom('records.protection')
    .select(['record_kind', 'record_id', 'category'])
    .where('patient_id', '=', patientId)
    .orderBy('category')
    .execute()
  const unlocked = flagged.length > 0 ? await unlockedNow(tx, patientId) : new Set()
  const categories = new Map<string, ProtectedCategory[]>()
  for (const row of flagged) {
    const key = `${row.record_kind}/${row.record_id}`
    // the table's CHECK allows exactly these categories
    categories.set(key, [...(categories.get(key) ?? []), row.category as ProtectedCategory])
  }
  const over: Shield['over'] = (kind, recordId) => {
    const key = `${kind}/${recordId}`
    const found = categories.get(key)
    if (!found) return null
    return unlocked.has(key) ? { isMasked: false, categories: found } : { isMasked: true, categories: [] }
  }
  return { over, text: (kind, recordId, text) => (over(kind, recordId)?.isMasked ? protectedMarker : text) }
}

async function unlockedNow(tx: Tx, patientId: string): Promise<Set<unknown>> {
  const rows = await tx
    .selectFrom('records.unlock')
    .select(['record_kind', 'record_id'])
    .where('patient_id', '=', patientId)
    .where('person_id', '=', sql<string>`platform.actor_person()`)
    .where('ends_at', '>', sql<Date>`platform.actor_now()`)
    .execute()
  return new Set(rows.map((row) => `${row.record_kind}/${row.record_id}`))
}
