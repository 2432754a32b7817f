import { recordChanged } from '#capabilities/records/contract.ts'
import { isRecordedSince, patientBriefs, treatingFacilities } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit, on } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { crossedBy, type EarlyWarning, type Level, neighboursOf } from '../contract/early-warning.ts'
import { warningRaised } from '../contract/warnings.ts'
import { earlyWarningNow, type Now } from './early-warning-now.ts'
import { keptOf } from './warning-text.ts'

/** Values came into the record: when the early-warning score of the patient crosses a level, the team is warned. */
export async function noteEarlyWarning(tx: Tx, actor: Actor, { patientId }: { patientId: string }): Promise<void> {
  if (!(await isRecordedSince(tx, patientId, actor.now))) return
  const patient = (await patientBriefs(tx, [patientId])).get(patientId)
  const facilities = (await treatingFacilities(tx, [patientId])).get(patientId) ?? []
  const [facilityId] = facilities
  if (!patient || !facilityId) return
  const { chosen } = await earlyWarningNow(tx, patient, actor.now)
  if (chosen.score === null) return
  const before = await holdLevels(tx, actor, { patientId, score: chosen.score.code })
  // read again, since another writer may have committed values while this one waited
  const now = await earlyWarningNow(tx, patient, actor.now)
  const { warning } = now
  if (!warning || warning.score.code !== chosen.score.code) return
  const { standing, crossed } = crossedBy(warning, before)
  await tx
    .updateTable('pathways.early_warning')
    .set({ levels: standing, evaluated_at: actor.now })
    .where('patient_id', '=', patientId)
    .where('score', '=', warning.score.code)
    .execute()
  let isRaised = false
  for (const level of crossed) {
    const raised = await raise(tx, actor, { patientId, facilityId, now, warning, level })
    isRaised = isRaised || raised
  }
  if (isRaised) await emit(tx, actor, warningRaised, { patientId, facilities })
}

/** The levels that stood, with their row held until the end of the transaction: one writer decides after the other. */
async function holdLevels(tx: Tx, actor: Actor, of: { patientId: string; score: string }): Promise<string[]> {
  await tx
    .insertInto('pathways.early_warning')
    .values({ patient_id: of.patientId, score: of.score, levels: [], evaluated_at: actor.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('pathways.early_warning')
    .select('levels')
    .where('patient_id', '=', of.patientId)
    .where('score', '=', of.score)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.levels
}

type Raised = {
  patientId: string
  facilityId: string
  now: Now
  warning: EarlyWarning
  level: Level
}

/** Writes a warning unless one of its level or a higher one waits to be seen; it takes the place of lower ones. */
async function raise(tx: Tx, actor: Actor, { patientId, facilityId, now, warning, level }: Raised) {
  const { below, above } = neighboursOf(level)
  const open = await tx
    .selectFrom('pathways.warning')
    .select(['id', 'level'])
    .where('patient_id', '=', patientId)
    .where('score', '=', warning.score.code)
    .where('acknowledged_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute()
  if (open.some((row) => above.includes(row.level))) return false
  const written = await tx
    .insertInto('pathways.warning')
    .values({
      id: newId(),
      ...{ patient_id: patientId, facility_id: facilityId },
      ...{ score: warning.score.code, score_version: warning.score.version, level: level.code },
      ...{ total: warning.result.total, at_least: warning.result.atLeast, is_complete: warning.result.isComplete },
      result: JSON.stringify(keptOf(warning, { level, ...now })),
      ...{ since: warning.at, raised_by: actor.personId, raised_at: actor.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) return false
  const lower = open.filter((row) => below.includes(row.level)).map((row) => row.id)
  if (lower.length > 0) {
    await tx.updateTable('pathways.warning').set({ replaced_at: actor.now }).where('id', 'in', lower).execute()
  }
  return true
}

/** Begins to listen for readings. */
export const reactToReadings = (): void => on(recordChanged, noteEarlyWarning)
