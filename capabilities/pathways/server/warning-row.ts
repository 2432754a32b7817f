import { personBriefs } from '#capabilities/identity/server/index.ts'
import { maskedReadings, patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { StandingScore, Warning } from '../contract/warnings.ts'
import { earlyWarningNow } from './early-warning-now.ts'
import { keptWarning, type Masked, maskedStanding, shownStanding } from './warning-text.ts'

/** The rows of warnings that the actor may see. */
export const warningRows = (tx: Tx) => tx.selectFrom('pathways.warning').selectAll()

type Row = Awaited<ReturnType<ReturnType<typeof warningRows>['execute']>>[number]

const isSame = (one: StandingScore, other: StandingScore): boolean =>
  one.text.vi === other.text.vi && one.at === other.at

/** Warnings as they are shown, with how the score of each patient stands now. */
export async function warningsOf(tx: Tx, actor: Actor, rows: readonly Row[]): Promise<Warning[]> {
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const people = await personBriefs(tx, [
    ...rows.map((row) => row.raised_by),
    ...rows.flatMap((row) => row.acknowledged_by ?? []),
  ])
  const standing = new Map<string, StandingScore>()
  const masked = new Map<string, Masked>()
  for (const patient of patients.values()) {
    const { warning } = await earlyWarningNow(tx, patient, actor.now)
    if (warning) standing.set(patient.id, shownStanding(warning))
    masked.set(patient.id, await maskedReadings(tx, patient.id))
  }
  const running = await newestRuns(tx, [...patients.keys()])
  const approved = await approvalsOf(tx, rows)
  return rows.map((row) => {
    const whole = keptWarning.parse(row.result)
    const kept = { ...whole, standing: maskedStanding(whole.standing, masked.get(row.patient_id) ?? []) }
    const now = standing.get(row.patient_id) ?? null
    return {
      id: row.id as Id<'warning'>,
      patientId: row.patient_id as Id<'patient'>,
      patient: patients.get(row.patient_id) ?? null,
      ...kept,
      ...{ since: toInstant(row.since), raisedBy: people.get(row.raised_by) ?? null },
      raisedAt: toInstant(row.raised_at),
      now: now && !isSame(now, kept.standing) ? now : null,
      isApproved: approved.has(`${row.score}/${row.score_version}/${row.facility_id}`),
      running: running.get(row.patient_id) ?? null,
      isReplaced: row.replaced_at !== null,
      acknowledged: row.acknowledged_at
        ? {
            by: (row.acknowledged_by && people.get(row.acknowledged_by)) || null,
            at: toInstant(row.acknowledged_at),
            reason: row.acknowledge_reason,
          }
        : null,
    }
  })
}

async function newestRuns(tx: Tx, patientIds: readonly string[]): Promise<Map<string, Warning['running']>> {
  if (patientIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('pathways.run')
    .select(['patient_id', 'subject_kind', 'subject_id', 'started_at'])
    .where('patient_id', 'in', patientIds)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .execute()
  return new Map(
    rows.map((row) => [
      row.patient_id,
      { kind: row.subject_kind, id: row.subject_id, startedAt: toInstant(row.started_at) },
    ]),
  )
}

async function approvalsOf(tx: Tx, rows: readonly Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const approvals = await tx
    .selectFrom('pathways.score_approval')
    .select(['score', 'version', 'facility_id'])
    .where(
      'facility_id',
      'in',
      rows.map((row) => row.facility_id),
    )
    .execute()
  return new Set(approvals.map((each) => `${each.score}/${each.version}/${each.facility_id}`))
}
