import type { z } from 'zod'
import { newestObservations, recordedValues } from '#capabilities/records/server/index.ts'
import type { Tx } from '#platform/server/db.ts'
import { itemValues } from '../contract/answers.ts'
import type { CalculatorDefinition } from '../contract/calculators/calculator.ts'
import type { calculatorUse } from '../contract/pathway-parts.ts'
import type { usedInput } from '../contract/run.ts'
import { asInput, itemFor } from '../contract/score-inputs.ts'
import type { ScoreInput } from '../contract/scores/score.ts'
import { entriesOf } from './entry-row.ts'
import { observedOf } from './observed.ts'
import type { OpenRun } from './run-row.ts'

/** An input as it goes into a calculation. */
export type DoseInput = z.output<typeof usedInput>

type Wanted = {
  use: z.output<typeof calculatorUse>
  calculator: CalculatorDefinition
  typed: Readonly<Record<string, string | number | boolean>>
}

/**
 * What a calculation rests on: what the pathway fixes, the form with the version of each answer, and what was typed for
 * what the form does not ask. What the form asks cannot be typed past it.
 */
export async function doseInputs(tx: Tx, run: OpenRun, { use, calculator, typed }: Wanted): Promise<DoseInput[]> {
  const entries = await entriesOf(tx, run)
  const observed = observedOf(run.document, await newestObservations(tx, run.patientId))
  const values = itemValues({ entries, observed })
  const inputs: DoseInput[] = []
  for (const input of calculator.inputs) {
    const fixed = use.given[input.code]
    const item = itemFor(run.document, use.from, input.code)
    const given = fixed ?? (item === null ? typed[input.code] : values.get(item))
    if (given === undefined) continue
    const answer = entries.find((each) => each.kind === 'item' && each.code === item)
    const version =
      item === null || fixed !== undefined ? null : (answer?.version ?? (await recordVersion(tx, run, item)))
    const value = asInput(input, given)
    inputs.push({
      ...{ code: input.code, label: input.label, value, unit: input.kind === 'number' ? input.unit : '' },
      ...{ shown: shownChoice(input, value), item: version === null ? null : item, version },
    })
  }
  return inputs
}

/** Of an input that chooses, the words of the choice; null for figures. */
function shownChoice(input: ScoreInput, value: string | number | boolean): DoseInput['shown'] {
  if (input.kind !== 'choice') return null
  return input.choices.find((choice) => choice.value === String(value))?.label ?? null
}

/** How many values the record has had for an item: the version of the newest. */
async function recordVersion(tx: Tx, run: OpenRun, item: string): Promise<number> {
  const observation = run.document.items.find((each) => each.code === item)?.observation
  return observation ? (await recordedValues(tx, run.patientId, [observation])).length : 0
}
