import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/modes.ts'
import { type ConsultReason, type Gate, gatesOf, type Mode } from '../contract/modes.ts'
import { consultUpdated } from '../contract.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { modeFacts } from './mode-facts.ts'
import { overridesOf } from './mode-overrides.ts'
import { say } from './say.ts'

const emergencyReason = 'Cấp cứu: gọi ngay, điều kiện được xem xét sau (Luật 15/2023/QH15, Điều 80; ghi tự động).'
const runningStates = ['requested', 'accepted', 'concluded', 'decided'] as const

type Ask = Parameters<typeof modeFacts>[0]

const missingOf = async (ask: Ask, gates: readonly Gate[]): Promise<Gate[]> =>
  (await modeFacts(ask, gates)).filter(({ isMet }) => !isMet).map(({ gate }) => gate)

type Override = { consult: ConsultRow; mode: Mode; kind: 'emergency' | 'by-person'; missing: Gate[]; reason: string }

async function writeOverride(tx: Tx, actor: Actor, { consult, mode, kind, missing, reason }: Override): Promise<void> {
  await tx
    .insertInto('consults.mode_override')
    .values({
      id: newId(),
      consult_id: consult.id,
      asking_facility_id: consult.asking_facility_id,
      mode,
      kind,
      missing,
      reason: reason.normalize('NFC'),
      by_person: actor.personId,
      at: actor.now,
    })
    .execute()
}

/**
 * Called when a consult is asked and when it is concluded. An emergency is never held up: what is missing is noted by
 * itself, once for each condition, for the leader to review. Anything else is refused.
 */
export async function passGates(tx: Tx, actor: Actor, consult: ConsultRow, when: 'open' | 'conclude'): Promise<void> {
  // the table's CHECK allows exactly these modes
  const mode = consult.mode as Mode
  // nothing can have been noted of a consult that was just written
  const known = when === 'open' ? new Set<string>() : await notedBefore(tx, consult.id, mode)
  const wanted = gatesOf(mode, when).filter((gate) => !known.has(gate))
  const missing = await missingOf({ tx, actor, consult }, wanted)
  if (missing.length === 0) return
  if (consult.urgency !== 'emergency') throw conditionsMissing(missing)
  await writeOverride(tx, actor, { consult, mode, kind: 'emergency', missing, reason: emergencyReason })
}

async function notedBefore(tx: Tx, consultId: string, mode: Mode): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('consults.mode_override')
    .select('missing')
    .where('consult_id', '=', consultId)
    .where('mode', '=', mode)
    .execute()
  return new Set(rows.flatMap((row) => row.missing))
}

const conditionsMissing = (missing: readonly Gate[]): Problem =>
  new Problem(
    409,
    'mode-conditions-missing',
    missing.map((gate) => ({ path: 'mode', message: gate })),
  )

/** Says on which mode a consult rests; without its conditions only with a reason, which is reviewed. */
export async function setMode(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.setMode>): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  const missing = await missingOf({ tx, actor, consult }, gatesOf(input.mode, 'open'))
  if (missing.length > 0 && input.overrideReason === '') throw conditionsMissing(missing)
  const set = await tx
    .updateTable('consults.consult')
    .set({ mode: input.mode, reason: input.reason })
    .where('id', '=', consult.id)
    .where('status', 'in', runningStates)
    .returning('id')
    .executeTakeFirst()
  if (!set) throw new Problem(409, 'consult-is-over')
  if (missing.length > 0) {
    const { mode, overrideReason: reason } = input
    await writeOverride(tx, actor, { consult, mode, kind: 'by-person', missing, reason })
  }
  await say({ tx, actor }, consultUpdated, consult)
  return ok
}

/** On which mode a consult rests, which of its conditions are met, and where it went on without. */
export async function getMode(
  tx: Tx,
  actor: Actor,
  input: { consultId: string },
): Promise<OutputOf<typeof contract.getMode>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  const mode = consult.mode as Mode
  return {
    mode,
    reason: consult.reason as ConsultReason,
    gates: await modeFacts({ tx, actor, consult }, gatesOf(mode, 'conclude')),
    overrides: await overridesOf(tx, actor, { consultId: consult.id }),
  }
}
