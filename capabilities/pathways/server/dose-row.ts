import { z } from 'zod'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { type Dose, dose, usedInput } from '../contract/run.ts'

const kept = dose.pick({ indication: true, lines: true, warnings: true, source: true, rounding: true })

/** The live dose of each calculator of a subject. */
export async function dosesOf(tx: Tx, subject: { kind: string; id: string }): Promise<Dose[]> {
  const rows = await tx
    .selectFrom('pathways.dose')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('replaced_at', 'is', null)
    .orderBy('calculated_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.calculated_by, row.checked_by]),
  )
  return rows.map((row) => ({
    id: row.id as Id<'dose'>,
    code: row.code,
    calculatorVersion: row.calculator_version,
    inputs: z.array(usedInput).parse(row.inputs),
    ...kept.parse(row.result),
    is: row.reopened_at ? 'reopened' : row.checked_at || !row.needs_check ? 'confirmed' : 'unchecked',
    calculatedBy: people.get(row.calculated_by) ?? null,
    calculatedAt: toInstant(row.calculated_at),
    checkedBy: (row.checked_by && people.get(row.checked_by)) || null,
    checkedAt: toInstantOrNull(row.checked_at),
  }))
}
