import { currentGrant, isTreatedAt } from '#capabilities/records/server/index.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { Side } from '../contract/side.ts'
import type { PathwayDocument } from '../contract.ts'
import { findPathway } from './pathway-row.ts'
import { advises } from './who-advises.ts'

/** How endpoints name the subject of a run. */
export type NamedSubject = { subjectKind: string; subjectId: string }

/** A pathway that runs, with the version of the document that it runs on. */
export type OpenRun = {
  kind: string
  id: string
  patientId: string
  document: PathwayDocument
  /** The hospital that asked; null where nobody said. */
  facilityId: string | null
}

const rowOf = (tx: Tx, subject: NamedSubject) =>
  tx
    .selectFrom('pathways.run')
    .selectAll()
    .where('subject_kind', '=', subject.subjectKind)
    .where('subject_id', '=', subject.subjectId)

/** The run of a subject whose patient the actor may see; 404 otherwise. */
export async function findRun(tx: Tx, actor: Actor, subject: NamedSubject) {
  const row = await rowOf(tx, subject).executeTakeFirst()
  if (!row) throw notFound()
  await noteSight(tx, actor, row.patient_id)
  return row
}

/**
 * The run of a subject, held until the end of the transaction: what is written for a case is written one after the
 * other, so that a dose never rests on a value that is being corrected beside it. 409 once the run has ended.
 */
export async function holdRun(tx: Tx, actor: Actor, subject: NamedSubject): Promise<OpenRun> {
  const row = await rowOf(tx, subject).forUpdate().executeTakeFirst()
  if (!row) throw notFound()
  await noteSight(tx, actor, row.patient_id)
  if (row.ended_at) throw new Problem(409, 'run-has-ended')
  return openRunOf(tx, row)
}

async function noteSight(tx: Tx, actor: Actor, patientId: string): Promise<void> {
  const grant = await currentGrant(tx, actor, patientId)
  noteAccess(tx, { patientId, purpose: grant ? 'consult' : 'care', basis: grant?.basis ?? null })
}

type RunRow = {
  subject_kind: string
  subject_id: string
  patient_id: string
  code: string
  version: number
  facility_id: string | null
}

/** A row of a run with its document. */
export async function openRunOf(tx: Tx, row: RunRow): Promise<OpenRun> {
  const document = await findPathway(tx, row.code, row.version)
  if (!document) throw new Error(`pathway ${row.code} version ${row.version} is gone`)
  const { subject_kind: kind, subject_id: id, patient_id: patientId, facility_id: facilityId } = row
  return { kind, id, patientId, document, facilityId }
}

/** At which end of the case the actor stands. */
export async function sideOf(tx: Tx, actor: Actor, patientId: string): Promise<Side> {
  for (const facilityId of careFacilities(actor)) {
    if (await isTreatedAt(tx, patientId, facilityId)) return 'treating'
  }
  return 'remote'
}

/**
 * For which end the actor answers what only one end answers; null for who sees the patient and is of neither. It counts
 * who asked, not who treats: the adviser's hospital may have treated the patient before, and must not be locked out of its
 * own answer.
 */
export async function answersAs(
  tx: Tx,
  actor: Actor,
  run: Pick<OpenRun, 'kind' | 'id' | 'patientId' | 'facilityId'>,
): Promise<Side | null> {
  const isTreating =
    run.facilityId === null
      ? (await sideOf(tx, actor, run.patientId)) === 'treating'
      : careFacilities(actor).includes(run.facilityId)
  if (isTreating) return 'treating'
  return (await advises(tx, actor, run)) ? 'remote' : null
}

/** The end for which what somebody writes counts: the one they answer for, else where they stand. */
export async function endOf(
  tx: Tx,
  actor: Actor,
  run: Pick<OpenRun, 'kind' | 'id' | 'patientId' | 'facilityId'>,
): Promise<Side> {
  return (await answersAs(tx, actor, run)) ?? (await sideOf(tx, actor, run.patientId))
}

/** The columns by which rows belong to a run. */
export const subjectColumns = (run: Pick<OpenRun, 'kind' | 'id' | 'patientId'>) => ({
  subject_kind: run.kind,
  subject_id: run.id,
  patient_id: run.patientId,
})
