import { type Known, readInputs, type ScoreInput, type ScoreInputs, type Text, written } from '../scores/score.ts'

/** One line of a dose: `value` in `unit`, and the sentence that names indication, what and how much. */
export type DoseLine = { code: string; label: Text; value: number; unit: string; text: Text }

/** A remark or a refusal, in words. */
export type DoseRemark = { code: string; label: Text }

/** What a calculator answers. Lines stand only in a dose: a refusal and an open question leave nothing to read off. */
export type DoseResult = {
  outcome: 'dose' | 'missing' | 'refused'
  lines: DoseLine[]
  warnings: DoseRemark[]
  missing: string[]
  refusals: DoseRemark[]
}

/** A dose calculator as a pure function: a proposal for a doctor, never an order; a new rule is a new version. */
export type CalculatorDefinition = {
  code: string
  version: number
  name: Text
  indication: Text
  source: string
  /** Set where a constant could not be read in a primary text: a clinician must confirm it first. */
  isUnconfirmed?: true
  inputs: readonly ScoreInput[]
  /** Whether a second person must check before the dose is given. */
  needsSecondPerson: boolean
  /** How the figures are rounded. */
  rounding: Text
  calculate: (inputs: ScoreInputs) => DoseResult
}

/** An amount of a line before it is put into words. */
export type Amount = { code: string; label: Text; value: number; unit: string; decimals: number; how?: Text }

/** What a rule finds: amounts, remarks, or reasons to refuse. */
export type Finding = {
  amounts?: readonly Amount[]
  warnings?: readonly DoseRemark[]
  refusals?: readonly DoseRemark[]
}

/** A calculator before its rule is wrapped: the rule sees only plausible and complete inputs. */
export type CalculatorRule = Omit<CalculatorDefinition, 'calculate'> & { rule: (known: Known) => Finding }

const unitsInWords: Readonly<Record<string, Text>> = {
  'mL/h': { vi: 'mL/giờ', en: 'mL/h' },
  'mg/h': { vi: 'mg/giờ', en: 'mg/h' },
  'g/h': { vi: 'g/giờ', en: 'g/h' },
  ug: { vi: 'µg', en: 'µg' },
  '{ampoule}': { vi: 'ống', en: 'ampoules' },
}

function asLine(indication: Text, { code, label, value, unit, decimals, how }: Amount): DoseLine {
  const figure = written(value, decimals)
  const words = unitsInWords[unit] ?? { vi: unit, en: unit }
  return {
    code,
    label,
    value,
    unit,
    text: {
      vi: `${indication.vi}: ${label.vi} ${figure.vi} ${words.vi}${how ? `, ${how.vi}` : ''}`,
      en: `${indication.en}: ${label.en} ${figure.en} ${words.en}${how ? `, ${how.en}` : ''}`,
    },
  }
}

function implausible(inputs: readonly ScoreInput[], codes: readonly string[]): DoseRemark[] {
  return inputs
    .filter((input) => codes.includes(input.code))
    .map(({ code, label }) => ({
      code: `implausible-${code}`,
      label: { vi: `${label.vi}: giá trị không hợp lý, hãy kiểm tra lại`, en: `${label.en}: not plausible, check it` },
    }))
}

/** Wraps a rule: what is implausible is refused, what is missing asked for, and only then the rule is followed. */
export function calculator({ rule, ...definition }: CalculatorRule): CalculatorDefinition {
  const nothing = { lines: [], warnings: [], missing: [], refusals: [] }
  return {
    ...definition,
    calculate: (given) => {
      const { known, missing, invalid } = readInputs(definition.inputs, given)
      if (invalid.length) return { ...nothing, outcome: 'refused', refusals: implausible(definition.inputs, invalid) }
      if (missing.length) return { ...nothing, outcome: 'missing', missing }
      const { amounts = [], warnings = [], refusals = [] } = rule(known)
      if (refusals.length) return { ...nothing, outcome: 'refused', refusals: [...refusals] }
      const lines = amounts.map((amount) => asLine(definition.indication, amount))
      return { ...nothing, outcome: 'dose', lines, warnings: [...warnings] }
    },
  }
}
