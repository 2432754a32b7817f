import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import type { PersonBrief } from '../contract.ts'

/** The people with these ids as clinical screens show them, by id. */
export async function personBriefs(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, PersonBrief>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('identity.person')
    .select(['id', 'full_name', 'title'])
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, personBriefOf(row)]))
}

/** A row of identity.person as clinical screens show it. */
export const personBriefOf = (row: { id: string; full_name: string; title: string }): PersonBrief => ({
  id: row.id as Id<'person'>,
  fullName: row.full_name,
  title: row.title,
})
