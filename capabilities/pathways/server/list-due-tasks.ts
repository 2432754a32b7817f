import { patientBriefs, treatingFacilities } from '#capabilities/records/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract/warnings.ts'
import { findPathway } from './pathway-row.ts'

const aheadMs = 3_600_000
const most = 400

type Due = OutputOf<typeof contract.listDueTasks>

/** What is late, or due within the hour, in the running pathways of patients whom my hospital treats; the earliest first. */
export async function listDueTasks(tx: Tx, actor: Actor): Promise<Due> {
  const rows = await tx
    .selectFrom('pathways.task as t')
    .innerJoin('pathways.run as r', (join) =>
      join.onRef('r.subject_kind', '=', 't.subject_kind').onRef('r.subject_id', '=', 't.subject_id'),
    )
    .select(['t.subject_kind', 't.subject_id', 't.patient_id', 't.schedule', 't.due_at', 'r.code', 'r.version'])
    .where('t.done_at', 'is', null)
    .where('t.replaced_at', 'is', null)
    .where('r.ended_at', 'is', null)
    .where('t.due_at', '<=', new Date(actor.now.getTime() + aheadMs))
    .orderBy('t.due_at')
    .limit(most)
    .execute()
  const ids = rows.map((row) => row.patient_id)
  const treated = await treatingFacilities(tx, ids)
  const patients = await patientBriefs(tx, ids)
  const due = new Map<string, Due[number]>()
  for (const row of rows) {
    const key = `${row.subject_kind}/${row.subject_id}/${row.schedule}`
    const known = due.get(key)
    const patient = patients.get(row.patient_id)
    const document = await findPathway(tx, row.code, row.version)
    const schedule = document?.schedules.find((each) => each.code === row.schedule)
    if (known) known.dueAt.push(toInstant(row.due_at))
    else if (patient && document && schedule && treated.has(row.patient_id)) {
      due.set(key, {
        ...{ subjectKind: row.subject_kind, subjectId: row.subject_id, patient, pathway: document.name },
        schedule: { code: schedule.code, label: schedule.label },
        dueAt: [toInstant(row.due_at)],
      })
    }
  }
  return [...due.values()]
}
