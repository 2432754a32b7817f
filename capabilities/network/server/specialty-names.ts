import type { Tx } from '#platform/server/db.ts'

/** The specialties by code, in both languages. */
export async function specialtyNames(tx: Tx): Promise<Map<string, { vi: string; en: string }>> {
  const rows = await tx.selectFrom('network.specialty').selectAll().execute()
  return new Map(rows.map((row) => [row.code, { vi: row.name_vi, en: row.name_en }]))
}
