// What was asked, scored and calculated, as minutes print it: each with the version that counted.

import type { ItemDefinition } from '#capabilities/pathways/contract/pathway-parts.ts'
import type { Run } from '#capabilities/pathways/contract/run-endpoints.ts'
import type { PathwayDocument } from '#capabilities/pathways/contract.ts'
import type { MinutesFull } from './minutes-document.ts'
import { shortInstant } from './minutes-words.ts'
import { nameOf } from './person-name.ts'

const answers = { yes: 'Có', no: 'Không', unknown: 'Không rõ' } as const
const isAnswer = (value: string): value is keyof typeof answers => value in answers

type Entry = Run['entries'][number]

function labelsOf(document: PathwayDocument): Map<string, string> {
  return new Map([
    ...document.items.map((item) => [item.code, item.label.vi] as const),
    ...document.checklists.flatMap((list) =>
      list.lines.map((line) => [`${list.code}.${line.code}`, line.label.vi] as const),
    ),
    ...document.diagrams.map((diagram) => [diagram.code, diagram.label.vi] as const),
    ...document.bundles.flatMap((bundle) => [
      [bundle.code, bundle.label.vi] as const,
      ...bundle.steps.map((step) => [`${bundle.code}.${step.code}`, step.label.vi] as const),
    ]),
  ])
}

function plainText(value: string | number | boolean, item: ItemDefinition | undefined): string {
  if (typeof value === 'boolean') return answers[value ? 'yes' : 'no']
  if (typeof value === 'number')
    return `${value}${item?.is.kind === 'number' && item.is.unit ? ` ${item.is.unit}` : ''}`
  if (item?.is.kind === 'choice') return item.is.choices.find((each) => each.code === value)?.label.vi ?? value
  if (item?.is.kind === 'instant') return shortInstant(value)
  return isAnswer(value) ? answers[value] : value
}

function valueText(entry: Entry, document: PathwayDocument): string {
  const { value, code } = entry
  if (value === null) return 'Đã rút'
  if (typeof value !== 'object')
    return plainText(
      value,
      document.items.find((item) => item.code === code),
    )
  if ('answer' in value) return [answers[value.answer], value.text].filter(Boolean).join('; ')
  if ('regions' in value) return value.regions.length > 0 ? value.regions.join(', ') : 'Không có vùng nào'
  if ('amount' in value) return `${value.amount}${value.kind ? ` (${value.kind})` : ''}, ${shortInstant(value.at)}`
  return shortInstant(value.at)
}

const wanted: readonly Entry['kind'][] = ['item', 'line', 'diagram', 'step', 'bundle']

/** The answers of the form and its lists; the inputs of scores stand in the scores. */
export function pathwayEntries(run: Run, document: PathwayDocument): MinutesFull['entries'] {
  const labels = labelsOf(document)
  return run.entries
    .filter((entry) => wanted.includes(entry.kind))
    .map((entry) => ({
      label: labels.get(entry.code) ?? entry.code,
      value: `${valueText(entry, document)}${entry.isReopened ? ' (phải trả lời lại)' : ''}`,
      version: entry.version,
      by: entry.enteredBy ? nameOf(entry.enteredBy) : '',
      at: entry.enteredAt,
    }))
}

/** The scores as recorded. */
export const pathwayScores = (run: Run): MinutesFull['scores'] =>
  run.scores.map((score) => ({
    label: `${score.code}, bản ${score.scoreVersion}`,
    value: [score.text.vi, score.band?.vi].filter(Boolean).join('; '),
    by: score.by ? nameOf(score.by) : '',
    at: score.at,
  }))

const states = { unchecked: 'chưa có người thứ hai kiểm', confirmed: 'đã kiểm', reopened: 'phải tính lại' } as const

/** The calculated doses with their inputs, and whether a second person checked them. */
export const pathwayDoses = (run: Run): MinutesFull['doses'] =>
  run.doses.map((dose) => ({
    label: `${dose.indication.vi} (${dose.code}, bản ${dose.calculatorVersion})`,
    value: dose.lines.map((line) => `${line.label.vi}: ${line.text.vi}`).join('; '),
    inputs: dose.inputs
      .map((input) => {
        const shown = input.shown?.vi ?? String(input.value)
        const version = input.version === null ? '' : ` (bản ${input.version})`
        return `${input.label.vi} ${shown}${input.unit ? ` ${input.unit}` : ''}${version}`
      })
      .join('; '),
    state: dose.checkedBy ? `${states[dose.is]}: ${nameOf(dose.checkedBy)}` : states[dose.is],
    by: dose.calculatedBy ? nameOf(dose.calculatedBy) : '',
    at: dose.calculatedAt,
  }))
