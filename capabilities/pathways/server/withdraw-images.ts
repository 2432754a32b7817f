import type { studyUnmatched } from '#capabilities/imaging/contract/matching.ts'
import { arrivalsSince } from '#capabilities/imaging/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { isDecisiveStation } from '../contract/dependents.ts'
import type { WithdrawnStation } from '../contract/milestone.ts'
import { milestoneRecorded } from '../contract.ts'
import { noteCorrection } from './corrections.ts'
import { noteImages } from './react-to-images.ts'
import { openRunOf } from './run-row.ts'
import { planTasks } from './tasks.ts'

type Left = Pick<Parameters<typeof studyUnmatched.topics>[0], 'studyId' | 'patientId' | 'reason'>
type Withdrawn = { subject_kind: string; subject_id: string; code: string; version: number }

const beforeStartMs = 12 * 60 * 60 * 1000

/**
 * Images left the record of a patient whose they are not: the stations that came from them are withdrawn, and stay to be
 * seen with the reason. Other images of the patient then pass the stations that are theirs.
 */
export async function withdrawImages(tx: Tx, actor: Actor, left: Left): Promise<void> {
  const withdrawn = await tx
    .updateTable('pathways.milestone')
    .set({ replaced_at: actor.now, withdrawn_at: actor.now, withdrawn_reason: left.reason })
    .where('patient_id', '=', left.patientId)
    .where('source', '=', `study/${left.studyId}`)
    .where('replaced_at', 'is', null)
    .returning(['subject_kind', 'subject_id', 'code', 'version'])
    .execute()
  if (withdrawn.length === 0) return
  const runs = await tx
    .selectFrom('pathways.run')
    .selectAll()
    .where(
      'subject_id',
      'in',
      withdrawn.map((each) => each.subject_id),
    )
    .execute()
  const [first] = runs.toSorted((one, other) => one.started_at.getTime() - other.started_at.getTime())
  if (!first) return
  const since = new Date(first.started_at.getTime() - beforeStartMs)
  for (const arrival of await arrivalsSince(tx, left.patientId, since)) await noteImages(tx, actor, arrival)
  for (const row of runs) {
    const run = await openRunOf(tx, row)
    for (const each of withdrawn.filter((one) => one.subject_id === run.id)) {
      const now = await standing(tx, each)
      await planTasks(tx, actor, run, { code: each.code, occurredAt: now?.occurred_at ?? null })
      if (isDecisiveStation(run.document, each.code)) {
        const { code, version: fromVersion } = each
        const toVersion = now?.version ?? fromVersion
        await noteCorrection(tx, actor, run, {
          factKind: 'milestone',
          code,
          fromVersion,
          toVersion,
          reason: left.reason,
        })
      }
      await emit(tx, actor, milestoneRecorded, { subjectKind: run.kind, subjectId: run.id, code: each.code })
    }
  }
}

const standing = async (tx: Tx, of: Withdrawn) =>
  await tx
    .selectFrom('pathways.milestone')
    .select(['version', 'occurred_at'])
    .where('subject_kind', '=', of.subject_kind)
    .where('subject_id', '=', of.subject_id)
    .where('code', '=', of.code)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()

/** The stations of a subject that were withdrawn, with why, the newest first. */
export async function withdrawnOf(tx: Tx, subject: { kind: string; id: string }): Promise<WithdrawnStation[]> {
  const rows = await tx
    .selectFrom('pathways.milestone')
    .select(['code', 'occurred_at', 'withdrawn_at', 'withdrawn_reason'])
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('withdrawn_at', 'is not', null)
    .orderBy('withdrawn_at', 'desc')
    .orderBy('occurred_at')
    .execute()
  return rows.flatMap(({ withdrawn_at: at, ...row }) =>
    at
      ? [
          {
            code: row.code,
            occurredAt: toInstant(row.occurred_at),
            withdrawnAt: toInstant(at),
            reason: row.withdrawn_reason,
          },
        ]
      : [],
  )
}
