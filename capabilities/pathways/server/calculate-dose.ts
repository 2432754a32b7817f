import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { CalculatorDefinition, DoseResult } from '../contract/calculators/calculator.ts'
import { calculators } from '../contract/calculators/registry.ts'
import { answeredLines } from '../contract/facts.ts'
import type { Dose } from '../contract/run.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { checklistStanding } from '../contract/standing.ts'
import { pathwayUpdated } from '../contract.ts'
import { type DoseInput, doseInputs } from './dose-inputs.ts'
import { dosesOf } from './dose-row.ts'
import { entriesOf } from './entry-row.ts'
import { holdRun, type OpenRun, subjectColumns } from './run-row.ts'

/** Calculates a dose on the server. The one calculated before is replaced, and its check with it. */
export async function calculateDose(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.calculateDose>,
): Promise<Dose> {
  const run = await holdRun(tx, actor, input)
  const calculator = calculators[input.code]
  const use = run.document.calculators.find((each) => each.code === input.code)
  if (!calculator || !use) throw new Problem(422, 'not-in-pathway')
  await requireClear(tx, run, use.checklists)
  const inputs = await doseInputs(tx, run, { use, calculator, typed: input.typed })
  const result = calculator.calculate(Object.fromEntries(inputs.map((each) => [each.code, each.value])))
  if (result.outcome === 'missing') throw new Problem(422, 'inputs-missing', fieldsOf(result.missing, 'missing'))
  if (result.outcome === 'refused') {
    const codes = result.refusals.map((each) => each.code)
    throw new Problem(422, 'dose-refused', fieldsOf(codes, 'refused'))
  }
  await replaceDose(tx, actor, run, input.code)
  const needsCheck = use.needsSecondPerson || calculator.needsSecondPerson
  await insertDose(tx, actor, run, { calculator, inputs, result, needsCheck })
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.kind, subjectId: run.id })
  const written = (await dosesOf(tx, run)).find((each) => each.code === input.code)
  if (!written) throw notFound()
  return written
}

const fieldsOf = (paths: readonly string[], message: string) => paths.map((path) => ({ path, message }))

/** Every list that the dose needs must be answered whole, with nothing absolute against it. */
async function requireClear(tx: Tx, run: OpenRun, codes: readonly string[]): Promise<void> {
  const lines = answeredLines(run.document, await entriesOf(tx, run))
  for (const checklist of run.document.checklists) {
    if (codes.includes(checklist.code) && checklistStanding(checklist, lines).is !== 'clear') {
      throw new Problem(409, 'checklist-not-clear')
    }
  }
}

async function replaceDose(tx: Tx, actor: Actor, run: OpenRun, code: string): Promise<void> {
  await tx
    .updateTable('pathways.dose')
    .set({ replaced_at: actor.now })
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('code', '=', code)
    .where('replaced_at', 'is', null)
    .execute()
}

type Calculated = {
  calculator: CalculatorDefinition
  inputs: readonly DoseInput[]
  result: DoseResult
  needsCheck: boolean
}

async function insertDose(tx: Tx, actor: Actor, run: OpenRun, calculated: Calculated): Promise<void> {
  const { calculator, inputs, result } = calculated
  await tx
    .insertInto('pathways.dose')
    .values({
      id: newId(),
      ...subjectColumns(run),
      code: calculator.code,
      calculator_version: calculator.version,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify({
        ...{ indication: calculator.indication, source: calculator.source, rounding: calculator.rounding },
        ...{ lines: result.lines, warnings: result.warnings.map((each) => each.label) },
      }),
      needs_check: calculated.needsCheck,
      calculated_by: actor.personId,
      calculated_at: actor.now,
    })
    .execute()
}
