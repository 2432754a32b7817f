import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import { stationsGivenBy } from '../contract/dependents.ts'
import { moment } from '../contract/run.ts'
import { stepTurn } from '../contract/step-turn.ts'
import type { Wanted } from './answer-check.ts'
import { entriesOf } from './entry-row.ts'
import { passMilestone, retractMilestone } from './milestones.ts'
import { answersAs, type OpenRun } from './run-row.ts'

function stepOf({ document }: OpenRun, { kind, code }: Wanted) {
  if (kind !== 'step') return null
  const bundle = document.bundles.find((each) => code.startsWith(`${each.code}.`))
  const index = bundle?.steps.findIndex((each) => `${bundle.code}.${each.code}` === code) ?? -1
  const step = bundle?.steps[index]
  return bundle && step ? { bundle, step, index } : null
}

/**
 * Refuses what is the other end's to answer, a step whose bundle waits for an answer, and a step before the one that it
 * follows: nobody reads back what was not told, and nobody confirms what was not read back.
 */
export async function checkTurn(tx: Tx, actor: Actor, run: OpenRun, wanted: Wanted): Promise<void> {
  const found = stepOf(run, wanted)
  const item = wanted.kind === 'item' ? run.document.items.find((each) => each.code === wanted.code) : undefined
  const by = found?.step.by ?? item?.by ?? null
  const refused = (status: number, problem: string) =>
    new Problem(status, problem, [{ path: wanted.code, message: 'turn' }])
  if (by !== null && by !== (await answersAs(tx, actor, run))) throw refused(403, 'other-end-answers')
  if (!found || !(found.bundle.isInOrder || found.bundle.needs.length > 0)) return
  const standing = (await entriesOf(tx, run)).filter((each) => each.value !== null && !each.isReopened)
  const has = (kind: string, code: string) => standing.some((each) => each.kind === kind && each.code === code)
  const isDone = (step: string) => has('step', `${found.bundle.code}.${step}`)
  const turn = stepTurn(found.bundle, found.index, { hasAnswer: (needed) => has('item', needed), isDone })
  if (turn === 'answer-first') throw refused(409, 'answer-before-step')
  const { steps, isInOrder } = found.bundle
  // neither what is taken back nor what is said anew leaves a later step behind it
  const hasLater = isInOrder && steps.slice(found.index + 1).some((step) => isDone(step.code))
  if (hasLater || (turn !== null && wanted.value !== null)) throw refused(409, 'step-out-of-turn')
}

/** A step that is done passes the stations that it gives, at its own time; one that is taken back takes them back. */
export async function passByStep(
  tx: Tx,
  actor: Actor,
  run: OpenRun,
  written: Wanted & { basedOn: number },
): Promise<void> {
  if (written.kind !== 'step') return
  const at = moment.safeParse(written.value).data?.at
  for (const code of stationsGivenBy(run.document, [written.code])) {
    if (at === undefined) await retractMilestone(tx, actor, run, code)
    else {
      // said anew, it was at another time
      if (written.basedOn > 0) await retractMilestone(tx, actor, run, code)
      await passMilestone(tx, actor, run, { code, occurredAt: new Date(at), source: `step/${written.code}` })
    }
  }
}
