import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { Task } from '../contract/run.ts'
import { taskOffsets } from '../contract/standing.ts'
import { type OpenRun, subjectColumns } from './run-row.ts'

/**
 * Plans the tasks that count from a station. After a correction those that were not done are planned anew and the old
 * ones stay as versions; what was done stays done. Without a moment, those not done are taken away.
 */
export async function planTasks(
  tx: Tx,
  actor: Actor,
  run: OpenRun,
  station: { code: string; occurredAt: Date | null },
): Promise<void> {
  for (const schedule of run.document.schedules) {
    if (schedule.after !== station.code) continue
    const ofSchedule = { kind: run.kind, id: run.id, schedule: schedule.code }
    await replaceOpen(tx, actor, ofSchedule)
    const done = await doneNumbers(tx, ofSchedule)
    const { occurredAt } = station
    if (!occurredAt) continue
    const rows = taskOffsets(schedule.spans)
      .map((offset, index) => ({ n: index + 1, due_at: new Date(occurredAt.getTime() + offset) }))
      .filter((each) => !done.has(each.n))
      .map((each) => ({ id: newId(), ...subjectColumns(run), schedule: schedule.code, ...each }))
    if (rows.length > 0) await tx.insertInto('pathways.task').values(rows).execute()
  }
}

type OfSchedule = { kind: string; id: string; schedule: string }

async function replaceOpen(tx: Tx, actor: Actor, of: OfSchedule): Promise<void> {
  await tx
    .updateTable('pathways.task')
    .set({ replaced_at: actor.now })
    .where('subject_kind', '=', of.kind)
    .where('subject_id', '=', of.id)
    .where('schedule', '=', of.schedule)
    .where('replaced_at', 'is', null)
    .where('done_at', 'is', null)
    .execute()
}

async function doneNumbers(tx: Tx, of: OfSchedule): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('pathways.task')
    .select('n')
    .where('subject_kind', '=', of.kind)
    .where('subject_id', '=', of.id)
    .where('schedule', '=', of.schedule)
    .where('replaced_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.n))
}

/** The tasks of a subject by due time; replaced ones are left out. */
export async function tasksOf(tx: Tx, subject: { kind: string; id: string }): Promise<Task[]> {
  const rows = await tx
    .selectFrom('pathways.task')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('replaced_at', 'is', null)
    .orderBy('due_at')
    .orderBy('n')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.done_by),
  )
  return rows.map((row) => ({
    id: row.id as Id<'task'>,
    schedule: row.schedule,
    n: row.n,
    dueAt: toInstant(row.due_at),
    doneBy: (row.done_by && people.get(row.done_by)) || null,
    doneAt: toInstantOrNull(row.done_at),
    note: row.note,
  }))
}
