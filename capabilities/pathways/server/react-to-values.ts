import { recordChanged } from '#capabilities/records/contract.ts'
import { recordedValues } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { on } from '#platform/server/events.ts'
import { isDecisiveItem } from '../contract/dependents.ts'
import { noteCorrection } from './corrections.ts'
import { passMilestone } from './milestones.ts'
import { type OpenRun, openRunOf } from './run-row.ts'

/** A value came into the record: of a decisive item another value than before is a correction in every open run. */
export async function noteValues(tx: Tx, actor: Actor, { patientId }: { patientId: string }): Promise<void> {
  const rows = await tx
    .selectFrom('pathways.run')
    .selectAll()
    .where('patient_id', '=', patientId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .execute()
  for (const row of rows) {
    const run = await openRunOf(tx, row)
    await noteCorrectedValues(tx, actor, run)
    await passByValues(tx, actor, run)
  }
}

async function noteCorrectedValues(tx: Tx, actor: Actor, run: OpenRun): Promise<void> {
  const decisive = run.document.items.flatMap((item) =>
    item.observation && isDecisiveItem(run.document, item.code)
      ? [{ code: item.code, observation: item.observation }]
      : [],
  )
  const values = await recordedValues(
    tx,
    run.patientId,
    decisive.map((item) => item.observation),
  )
  for (const item of decisive) {
    const history = values.filter((each) => each.code === item.observation)
    const newest = correctedBy(history, actor.now)
    if (!newest) continue
    await noteCorrection(tx, actor, run, {
      factKind: 'observation',
      code: item.code,
      fromVersion: history.length - 1,
      toVersion: history.length,
      reason: newest.reason,
    })
  }
}

type Recorded = Awaited<ReturnType<typeof recordedValues>>[number]

/** What counts now when it is another value than what counted before this call; a value of an earlier time changes nothing. */
function correctedBy(history: readonly Recorded[], now: Date): Recorded | null {
  const newestFirst = history.toSorted((one, other) => other.effectiveAt.getTime() - one.effectiveAt.getTime())
  const [newest] = newestFirst
  const before = newestFirst.find((each) => each.recordedAt < now)
  return before && newest && newest.value !== before.value ? newest : null
}

/** A station that a value gives, such as the first glucose, is passed at the time of the value. */
async function passByValues(tx: Tx, actor: Actor, run: OpenRun): Promise<void> {
  const stations = run.document.milestones.flatMap(({ code, givenBy }) =>
    givenBy && 'observation' in givenBy ? [{ code, observation: givenBy.observation }] : [],
  )
  const values = await recordedValues(
    tx,
    run.patientId,
    stations.map((each) => each.observation),
  )
  for (const station of stations) {
    const found = values.find((each) => each.code === station.observation && each.recordedAt >= actor.now)
    if (!found) continue
    const passed = { code: station.code, occurredAt: found.effectiveAt, source: `observation/${station.observation}` }
    await passMilestone(tx, actor, run, passed)
  }
}

/** Begins to listen for values. */
export const reactToValues = (): void => on(recordChanged, noteValues)
