import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { isDecisiveItem } from '../contract/dependents.ts'
import type { Entry, EntryValue } from '../contract/run.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { pathwayUpdated } from '../contract.ts'
import { checkedAnswer } from './answer-check.ts'
import { noteCorrection, reopenStepsOn } from './corrections.ts'
import { entriesOf } from './entry-row.ts'
import { endOf, holdRun, type OpenRun, subjectColumns } from './run-row.ts'
import { checkTurn, passByStep } from './whose-turn.ts'

type Wanted = ParsedOf<typeof contract.writeEntries>['entries'][number]

/** Writes answers, all or none. One that somebody else answered meanwhile is refused, so that nobody overwrites unseen. */
export async function writeEntries(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.writeEntries>,
): Promise<Entry[]> {
  const run = await holdRun(tx, actor, input)
  for (const wanted of input.entries) await writeEntry(tx, actor, run, wanted)
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.kind, subjectId: run.id })
  return await entriesOf(tx, run)
}

async function writeEntry(tx: Tx, actor: Actor, run: OpenRun, wanted: Wanted): Promise<void> {
  const value = checkedAnswer(run.document, wanted, actor.now)
  await checkTurn(tx, actor, run, wanted)
  const before = wanted.basedOn === 0 ? null : await replaceVersion(tx, actor, run, wanted)
  const isCorrection = before !== null && isDangerous(run, wanted, before.value, value)
  if (isCorrection && wanted.reason === '')
    throw new Problem(422, 'reason-missing', [{ path: wanted.code, message: 'reason' }])
  const written = await tx
    .insertInto('pathways.entry')
    .values({
      id: newId(),
      ...subjectColumns(run),
      kind: wanted.kind,
      code: wanted.code,
      value: value === null ? null : JSON.stringify(normalized(value)),
      version: wanted.basedOn + 1,
      reason: wanted.reason.normalize('NFC'),
      entered_by: actor.personId,
      side: await endOf(tx, actor, run),
      entered_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw changedMeanwhile(wanted)
  await passByStep(tx, actor, run, { ...wanted, value })
  // an answer that comes only now was not known to who did the steps that rest on it
  const isLate = wanted.kind === 'item' && value !== null && (before === null || before.value === null)
  if (isLate) await reopenStepsOn(tx, actor, run, wanted.code)
  if (isCorrection) {
    await noteCorrection(tx, actor, run, {
      factKind: 'item',
      code: wanted.code,
      fromVersion: wanted.basedOn,
      toVersion: wanted.basedOn + 1,
      reason: wanted.reason.normalize('NFC'),
    })
  }
}

const changedMeanwhile = (wanted: Wanted) =>
  new Problem(409, 'answer-changed-meanwhile', [{ path: wanted.code, message: 'version' }])

async function replaceVersion(tx: Tx, actor: Actor, run: OpenRun, wanted: Wanted): Promise<{ value: unknown }> {
  const before = await tx
    .updateTable('pathways.entry')
    .set({ replaced_at: actor.now })
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('kind', '=', wanted.kind)
    .where('code', '=', wanted.code)
    .where('version', '=', wanted.basedOn)
    .where('replaced_at', 'is', null)
    .returning('value')
    .executeTakeFirst()
  if (!before) throw changedMeanwhile(wanted)
  return before
}

const normalized = (value: EntryValue): EntryValue => (typeof value === 'string' ? value.normalize('NFC') : value)

/** A first answer corrects nothing, and the same value again neither. */
function isDangerous(run: OpenRun, wanted: Wanted, before: unknown, after: EntryValue | null): boolean {
  if (wanted.kind !== 'item' || before === null) return false
  return isDecisiveItem(run.document, wanted.code) && JSON.stringify(before) !== JSON.stringify(after)
}
