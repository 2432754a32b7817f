/** A text in both languages of the interface. */
export type Text = { vi: string; en: string }

/** One answer of a choice; `points` is what it adds to the total. */
export type ScoreChoice = { value: string; label: Text; points?: number }

/** What a score asks. An optional input may stay open without making the score incomplete. */
export type ScoreInput = { code: string; label: Text; isOptional?: true } & (
  | { kind: 'choice'; choices: readonly ScoreChoice[]; allowsUntestable?: 'UN' | 'NT' }
  | { kind: 'number'; unit: string; min: number; max: number; decimals: number }
  | { kind: 'yes-no'; points?: number }
)

/** What was given for an input: the value of a choice (or UN, NT), a number, or yes and no. */
export type ScoreValue = string | number | boolean

/** What was given, by code of the input; what is undefined or null is not known. */
export type ScoreInputs = Readonly<Record<string, ScoreValue | null | undefined>>

/** Something to show beside a score: watch asks for attention, act for a deed. */
export type ScoreAlert = { code: string; level: 'watch' | 'act'; label: Text }

/** Where a total lies. */
export type ScoreBand = { code: string; label: Text }

/** A computed score. `total` is null while something is missing; `atLeast` is the sum of what is known. */
export type ScoreResult = {
  total: number | null
  atLeast: number
  isComplete: boolean
  missing: string[]
  untestable: string[]
  /** Given, but no answer of the list or outside the plausible range; counted as missing. */
  invalid: string[]
  points: Record<string, number>
  band: ScoreBand | null
  alerts: ScoreAlert[]
  text: Text
}

/** A score as a pure function. Decision support, never an order; a new table of points is a new version. */
export type ScoreDefinition = {
  code: string
  version: number
  name: Text
  source: string
  /** Set where a constant could not be read in a primary text: a clinician must confirm it before it alerts. */
  isUnconfirmed?: true
  inputs: readonly ScoreInput[]
  compute: (inputs: ScoreInputs) => ScoreResult
}

/** What is known of the inputs after reading: numbers rounded to their decimals, choices as text. */
export type Known = {
  number: (code: string) => number | undefined
  choice: (code: string) => string | undefined
  yes: (code: string) => boolean | undefined
}

/** The inputs, read: what is known, what is missing, what could not be tested, what makes no sense. */
export type ReadInputs = { known: Known; missing: string[]; untestable: string[]; invalid: string[] }

/** Rounds half up to so many decimals, as people do: 35.05 is 35.1 with one decimal. */
export function round(value: number, decimals: number): number {
  return Number(`${Math.round(Number(`${value.toFixed(8)}e${decimals}`))}e-${decimals}`)
}

function readOne(input: ScoreInput, given: ScoreValue): ScoreValue | undefined {
  if (input.kind === 'yes-no') return typeof given === 'boolean' ? given : undefined
  if (input.kind === 'choice') {
    const text = String(given)
    const isListed = text === input.allowsUntestable || input.choices.some((choice) => choice.value === text)
    return isListed && typeof given !== 'boolean' ? text : undefined
  }
  if (typeof given !== 'number' || !(given >= input.min && given <= input.max)) return undefined
  return round(given, input.decimals)
}

/** Reads what was given against the list of inputs; codes that the score does not ask are ignored. */
export function readInputs(inputs: readonly ScoreInput[], given: ScoreInputs): ReadInputs {
  const values = new Map<string, ScoreValue>()
  const read: ReadInputs = {
    known: {
      number: (code) => asNumber(values.get(code)),
      choice: (code) => asText(values.get(code)),
      yes: (code) => asYesNo(values.get(code)),
    },
    missing: [],
    untestable: [],
    invalid: [],
  }
  for (const input of inputs) {
    const one = given[input.code]
    const value = one === undefined || one === null ? undefined : readOne(input, one)
    if (value === undefined) {
      if (one !== undefined && one !== null) read.invalid.push(input.code)
      if (!input.isOptional || read.invalid.includes(input.code)) read.missing.push(input.code)
    } else if (input.kind === 'choice' && value === input.allowsUntestable) read.untestable.push(input.code)
    else values.set(input.code, value)
  }
  return read
}

function asNumber(value: ScoreValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function asText(value: ScoreValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function asYesNo(value: ScoreValue | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** Points of a number by bands in rising order: the first band whose inclusive upper end is not passed. */
export function banded(value: number | undefined, bands: readonly (readonly [number, number])[]): number | undefined {
  if (value === undefined) return undefined
  return bands.find(([end]) => value <= end)?.[1]
}

/** A number as it is written in each language: decimal comma in Vietnamese. */
export function written(value: number, decimals?: number): Text {
  const en = decimals === undefined ? String(value) : value.toFixed(decimals)
  return { vi: en.replace('.', ','), en }
}

/** The sentence of a total, or of a partial sum, with the count of what could not be tested. */
export function totalText(name: string, result: { total: number | null; atLeast: number; untestable: string[] }): Text {
  const { total, atLeast, untestable } = result
  const open = untestable.length
  const vi = open ? `, ${open} mục không đánh giá được` : ''
  const en = open ? `, ${open} ${open === 1 ? 'item' : 'items'} not testable` : ''
  if (total === null)
    return { vi: `${name} ≥ ${atLeast}, chưa đủ dữ liệu${vi}`, en: `${name} ≥ ${atLeast}, incomplete${en}` }
  return { vi: `${name} ${total}${vi}`, en: `${name} ${total}${en}` }
}
