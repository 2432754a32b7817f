import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { dependentsOf, stationsGivenBy } from '../contract/dependents.ts'
import type { Correction } from '../contract/run.ts'
import { factCorrected } from '../contract.ts'
import { endOf, type OpenRun, subjectColumns } from './run-row.ts'

type Advised = Pick<OpenRun, 'kind' | 'id' | 'patientId' | 'facilityId'>

/** What was corrected, from which version to which. */
export type Corrected = Pick<Correction, 'factKind' | 'code' | 'fromVersion' | 'toVersion' | 'reason'>

/**
 * Notes that a decisive fact was corrected: what rests on it is open again, both ends are to acknowledge, and the end
 * that corrected has. The event names the fact, never its value.
 */
export async function noteCorrection(tx: Tx, actor: Actor, run: OpenRun, corrected: Corrected): Promise<void> {
  const id = newId()
  await tx
    .insertInto('pathways.correction')
    .values({
      id,
      ...subjectColumns(run),
      fact_kind: corrected.factKind,
      code: corrected.code,
      from_version: corrected.fromVersion,
      to_version: corrected.toVersion,
      reason: corrected.reason,
      corrected_by: actor.personId,
      corrected_at: actor.now,
    })
    .execute()
  await reopen(tx, actor, run, corrected.code)
  await acknowledge(tx, actor, run, id)
  await emit(tx, actor, factCorrected, { subjectKind: run.kind, subjectId: run.id, code: corrected.code })
}

/** Opens again what rests on a fact: lines and steps count as not answered, doses are no longer confirmed. */
async function reopen(tx: Tx, actor: Actor, run: OpenRun, fact: string): Promise<void> {
  const { lines, calculators, steps } = dependentsOf(run.document, fact)
  await reopenEntries(tx, actor, run, { kind: 'line', codes: lines })
  await reopenSteps(tx, actor, run, steps)
  if (calculators.length === 0) return
  await tx
    .updateTable('pathways.dose')
    .set({ reopened_at: actor.now })
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('code', 'in', calculators)
    .where('replaced_at', 'is', null)
    .where('reopened_at', 'is', null)
    .execute()
}

/** Opens steps again that rest on a fact which was answered only after they were done: what they said was less than is known. */
export async function reopenStepsOn(tx: Tx, actor: Actor, run: OpenRun, fact: string): Promise<void> {
  await reopenSteps(tx, actor, run, dependentsOf(run.document, fact).steps)
}

async function reopenSteps(tx: Tx, actor: Actor, run: OpenRun, steps: readonly string[]): Promise<void> {
  await reopenEntries(tx, actor, run, { kind: 'step', codes: steps })
  await takeBackGiven(tx, actor, run, steps)
}

type Reopened = { kind: 'line' | 'step'; codes: readonly string[] }

async function reopenEntries(tx: Tx, actor: Actor, run: OpenRun, { kind, codes }: Reopened): Promise<void> {
  if (codes.length === 0) return
  await tx
    .updateTable('pathways.entry')
    .set({ reopened_at: actor.now })
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('kind', '=', kind)
    .where('code', 'in', codes)
    .where('replaced_at', 'is', null)
    .where('reopened_at', 'is', null)
    .execute()
}

/** Stations that steps gave do not stand once the steps are open again; they stay as versions, and clocks count on. */
async function takeBackGiven(tx: Tx, actor: Actor, run: OpenRun, steps: readonly string[]): Promise<void> {
  const codes = stationsGivenBy(run.document, steps)
  if (codes.length === 0) return
  await tx
    .updateTable('pathways.milestone')
    .set({ replaced_at: actor.now })
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('code', 'in', codes)
    .where('replaced_at', 'is', null)
    .execute()
}

/** Writes that the actor's end has seen a correction; the first of each end stays. */
export async function acknowledge(tx: Tx, actor: Actor, run: Advised, correctionId: string): Promise<void> {
  await tx
    .insertInto('pathways.acknowledgement')
    .values({
      correction_id: correctionId,
      side: await endOf(tx, actor, run),
      patient_id: run.patientId,
      person_id: actor.personId,
      at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * The decisive facts of a subject that were corrected after a moment, and the stations that were withdrawn: what was
 * concluded before rests on the old values.
 */
export async function correctionsSince(tx: Tx, subject: { kind: string; id: string }, at: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('pathways.correction')
    .select('code')
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('corrected_at', '>', at)
    .union(
      tx
        .selectFrom('pathways.milestone')
        .select('code')
        .where('subject_kind', '=', subject.kind)
        .where('subject_id', '=', subject.id)
        .where('withdrawn_at', '>', at),
    )
    .orderBy('code')
    .execute()
  return rows.map((row) => row.code)
}

/** The corrections of a subject with who of each end acknowledged them, the newest first. */
export async function correctionsOf(tx: Tx, subject: { kind: string; id: string }): Promise<Correction[]> {
  const rows = await tx
    .selectFrom('pathways.correction')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('corrected_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (rows.length === 0) return []
  const seen = await tx
    .selectFrom('pathways.acknowledgement')
    .selectAll()
    .where(
      'correction_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  const people = await personBriefs(tx, [...rows.map((row) => row.corrected_by), ...seen.map((each) => each.person_id)])
  return rows.map((row) => ({
    id: row.id as Id<'correction'>,
    // the table's CHECKs allow exactly the contract's words
    factKind: row.fact_kind as Correction['factKind'],
    code: row.code,
    fromVersion: row.from_version,
    toVersion: row.to_version,
    reason: row.reason,
    by: people.get(row.corrected_by) ?? null,
    at: toInstant(row.corrected_at),
    acknowledged: seen
      .filter((each) => each.correction_id === row.id)
      .map((each) => ({
        side: each.side as Correction['acknowledged'][number]['side'],
        by: people.get(each.person_id) ?? null,
        at: toInstant(each.at),
      })),
  }))
}
