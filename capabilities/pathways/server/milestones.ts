import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { isDecisiveStation } from '../contract/dependents.ts'
import { type Milestone, milestoneRecorded } from '../contract.ts'
import { noteCorrection } from './corrections.ts'
import { holdRun, openRunOf, subjectColumns } from './run-row.ts'
import { planTasks } from './tasks.ts'

/** What a pathway runs for; opaque here. */
export type Subject = { kind: string; id: string; patientId: string }

/** A station passed: `occurredAt` as the source says, never when it was processed. */
export type Passed = { code: string; occurredAt: Date; source: string }

/** Starts a pathway for a subject, at its first station; `facilityId` is the hospital that asked, null where none did. */
export async function startRun(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  start: { pathway: { code: string; version: number }; passed: Passed; facilityId: string | null },
): Promise<void> {
  const run = tx
    .insertInto('pathways.run')
    .values({
      ...subjectColumns(subject),
      code: start.pathway.code,
      version: start.pathway.version,
      started_at: actor.now,
      facility_id: start.facilityId,
    })
    .execute()
  const first = tx
    .insertInto('pathways.milestone')
    .values({
      id: newId(),
      ...subjectColumns(subject),
      code: start.passed.code,
      occurred_at: start.passed.occurredAt,
      recorded_at: actor.now,
      source: start.passed.source,
    })
    .execute()
  await Promise.all([run, first])
}

/** Ends the run of a subject: later events about the patient no longer become its milestones. */
export async function endRun(tx: Tx, actor: Actor, subject: Pick<Subject, 'kind' | 'id'>): Promise<void> {
  await tx
    .updateTable('pathways.run')
    .set({ ended_at: actor.now })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Writes a milestone that an event tells; one that stands already stays. */
export async function passMilestone(tx: Tx, actor: Actor, subject: Subject, passed: Passed): Promise<void> {
  const before = await versionsOf(tx, subject, passed.code)
  if (before.standsAt) return
  const written = await tx
    .insertInto('pathways.milestone')
    .values({
      id: newId(),
      ...subjectColumns(subject),
      code: passed.code,
      occurred_at: passed.occurredAt,
      recorded_at: actor.now,
      source: passed.source,
      version: before.newest + 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) return
  await planAfter(tx, actor, subject, { code: passed.code, occurredAt: passed.occurredAt })
  await emit(tx, actor, milestoneRecorded, { subjectKind: subject.kind, subjectId: subject.id, code: passed.code })
}

async function versionsOf(tx: Tx, subject: Subject, code: string): Promise<{ newest: number; standsAt: Date | null }> {
  const rows = await tx
    .selectFrom('pathways.milestone')
    .select(['version', 'replaced_at', 'occurred_at'])
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute()
  const standing = rows.find((row) => row.replaced_at === null)
  return { newest: rows[0]?.version ?? 0, standsAt: standing?.occurred_at ?? null }
}

/** Takes back a milestone that turned out not to hold, such as the acceptance of one who went silent; it stays as a version. */
export async function retractMilestone(
  tx: Tx,
  actor: Actor,
  subject: Pick<Subject, 'kind' | 'id'>,
  code: string,
): Promise<void> {
  await replaceStanding(tx, actor, subject, code)
  await planAfter(tx, actor, subject, { code, occurredAt: null })
}

async function replaceStanding(tx: Tx, actor: Actor, subject: Pick<Subject, 'kind' | 'id'>, code: string) {
  await tx
    .updateTable('pathways.milestone')
    .set({ replaced_at: actor.now })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('code', '=', code)
    .where('replaced_at', 'is', null)
    .execute()
}

/** Plans what counts from a station, when something does in the document of the run. */
async function planAfter(
  tx: Tx,
  actor: Actor,
  subject: Pick<Subject, 'kind' | 'id'>,
  station: { code: string; occurredAt: Date | null },
): Promise<void> {
  const row = await tx
    .selectFrom('pathways.run')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst()
  if (row) await planTasks(tx, actor, await openRunOf(tx, row), station)
}

/** A typed time: `basedOn` is the version that it replaces, 0 for the first; without it the newest is replaced. */
export type Typed = { code: string; occurredAt: Date; basedOn?: number | undefined; reason?: string | undefined }

/**
 * Writes a milestone that a person typed; a second one for the code is a new version and keeps the old. When treatment
 * rests on it, the change of its time is a correction with a reason: what was built on it is open again.
 */
export async function typeMilestone(tx: Tx, actor: Actor, subject: Subject, typed: Typed): Promise<void> {
  const run = await holdRun(tx, actor, { subjectKind: subject.kind, subjectId: subject.id })
  const before = await versionsOf(tx, subject, typed.code)
  if (typed.basedOn !== undefined && typed.basedOn !== before.newest) throw new Problem(409, 'answer-changed-meanwhile')
  await replaceStanding(tx, actor, subject, typed.code)
  const version = before.newest + 1
  await tx
    .insertInto('pathways.milestone')
    .values({
      id: newId(),
      ...subjectColumns(subject),
      code: typed.code,
      occurred_at: typed.occurredAt,
      recorded_at: actor.now,
      source: 'typed',
      typed_by: actor.personId,
      version,
    })
    .execute()
  await planTasks(tx, actor, run, typed)
  const isChanged = before.standsAt !== null && before.standsAt.getTime() !== typed.occurredAt.getTime()
  if (isChanged && isDecisiveStation(run.document, typed.code)) {
    if (!typed.reason) throw new Problem(422, 'reason-missing', [{ path: typed.code, message: 'reason' }])
    const corrected = { code: typed.code, fromVersion: before.newest, toVersion: version, reason: typed.reason }
    await noteCorrection(tx, actor, run, { factKind: 'milestone', ...corrected })
  }
  await emit(tx, actor, milestoneRecorded, { subjectKind: subject.kind, subjectId: subject.id, code: typed.code })
}

/** The stations passed by some subjects of a kind, by subject; replaced versions are left out. */
export async function milestonesOf(tx: Tx, kind: string, ids: readonly string[]): Promise<Map<string, Milestone[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('pathways.milestone')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', 'in', ids)
    .where('replaced_at', 'is', null)
    .orderBy('occurred_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.typed_by),
  )
  const bySubject = new Map<string, Milestone[]>()
  for (const row of rows) {
    const list = bySubject.get(row.subject_id) ?? []
    list.push({
      code: row.code,
      occurredAt: toInstant(row.occurred_at),
      recordedAt: toInstant(row.recorded_at),
      isTyped: row.typed_by !== null,
      typedBy: (row.typed_by && people.get(row.typed_by)) || null,
      version: row.version,
    })
    bySubject.set(row.subject_id, list)
  }
  return bySubject
}
