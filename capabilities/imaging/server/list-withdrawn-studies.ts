import { personBriefs } from '#capabilities/identity/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { WithdrawnStudy } from '../contract/matching.ts'

const withdrawnOf = async (tx: Tx, patientId: string) =>
  await tx
    .selectFrom('imaging.match')
    .selectAll()
    .where('patient_id', '=', patientId)
    .where('undone_at', 'is not', null)
    .orderBy('undone_at', 'desc')
    .execute()

/** The studies that were taken out of a patient's record, with why and who had opened them; for whoever may see the record. */
export async function listWithdrawnStudies(
  tx: Tx,
  _actor: Actor,
  input: { patientId: string },
): Promise<WithdrawnStudy[]> {
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  if (!(await patientBriefs(tx, [input.patientId])).has(input.patientId)) throw notFound()
  const rows = await withdrawnOf(tx, input.patientId)
  if (rows.length === 0) return []
  const openings = await tx
    .selectFrom('imaging.opening')
    .selectAll()
    .where(
      'match_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('first_opened_at')
    .execute()
  const people = await personBriefs(tx, [
    ...rows.map((row) => row.undone_by),
    ...openings.map((each) => each.person_id),
  ])
  return rows.map((row) => ({
    matchId: row.id as Id<'match'>,
    studyId: row.study_id as Id<'study'>,
    modality: row.modality,
    startedAt: toInstantOrNull(row.started_at),
    instanceCount: row.instance_count,
    // the table's CHECK allows exactly these words
    matchedBy: row.matched_by as WithdrawnStudy['matchedBy'],
    matchedAt: toInstant(row.matched_at),
    withdrawnAt: toInstant(row.undone_at ?? row.matched_at),
    withdrawnBy: (row.undone_by && people.get(row.undone_by)) || null,
    reason: row.undone_reason ?? '',
    openedBy: openings
      .filter((each) => each.match_id === row.id)
      .map((each) => ({ person: people.get(each.person_id) ?? null, at: toInstant(each.first_opened_at) })),
  }))
}
