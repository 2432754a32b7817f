import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { type Entry, entryValue } from '../contract/run.ts'

/** The live answers of a subject; replaced versions are left out. */
export async function entriesOf(tx: Tx, subject: { kind: string; id: string }): Promise<Entry[]> {
  const rows = await tx
    .selectFrom('pathways.entry')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('replaced_at', 'is', null)
    .orderBy('entered_at')
    .orderBy('code')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.entered_by),
  )
  return rows.map((row) => ({
    // the table's CHECK allows exactly these kinds
    kind: row.kind as Entry['kind'],
    code: row.code,
    value: row.value === null ? null : entryValue.parse(row.value),
    version: row.version,
    reason: row.reason,
    enteredBy: people.get(row.entered_by) ?? null,
    enteredAt: toInstant(row.entered_at),
    isReopened: row.reopened_at !== null,
  }))
}
