import { currentGrant, patientBriefs } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/warnings.ts'
import { earlyWarningNow } from './early-warning-now.ts'
import { warningRows, warningsOf } from './warning-row.ts'
import { shownStanding } from './warning-text.ts'

const shownAtMost = 10

/** The early-warning score of a patient now, or why there is none, and the newest warnings. */
export async function getEarlyWarning(
  tx: Tx,
  actor: Actor,
  { patientId }: ParsedOf<typeof contract.getEarlyWarning>,
): Promise<OutputOf<typeof contract.getEarlyWarning>> {
  const patient = (await patientBriefs(tx, [patientId])).get(patientId)
  if (!patient) throw notFound()
  const grant = await currentGrant(tx, actor, patientId)
  noteAccess(tx, { patientId, purpose: grant ? 'consult' : 'care', basis: grant?.basis ?? null })
  const { chosen, warning, isPregnancyUnknown } = await earlyWarningNow(tx, patient, actor.now)
  const rows = await warningRows(tx)
    .where('patient_id', '=', patientId)
    .orderBy('raised_at', 'desc')
    .orderBy('id', 'desc')
    .limit(shownAtMost)
    .execute()
  return {
    standing: warning ? shownStanding(warning) : null,
    why: chosen.score === null ? chosen.why : warning ? null : 'no-values',
    isPregnancyUnknown,
    warnings: await warningsOf(tx, actor, rows),
  }
}
