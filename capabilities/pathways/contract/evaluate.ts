import type { Comparison, Expression } from './expression.ts'

/** What is known of a case at a moment. What is not in it is not known: it is never taken for no. */
export type Facts = {
  /** Values of items by code; of what is `unknown` there is none. */
  values: ReadonlyMap<string, number | string | boolean>
  /** Totals, and of a partial score the least that its total can be. */
  scores: ReadonlyMap<string, { total: number | null; atLeast: number | null }>
  tallies: ReadonlyMap<string, number>
  /** Answers of lines by `checklist.line`. */
  lines: ReadonlyMap<string, 'yes' | 'no'>
  /** When stations were passed, in milliseconds. */
  passed: ReadonlyMap<string, number>
  now: number
}

/** True, false, or null while the data do not suffice. */
export type Verdict = boolean | null

/** Decides a condition in three values: what is missing stays unknown unless the answer does not depend on it. */
export function evaluate(condition: Expression, facts: Facts): Verdict {
  if ('all' in condition) return everyOf(condition.all.map((each) => evaluate(each, facts)))
  if ('any' in condition) return negated(everyOf(condition.any.map((each) => negated(evaluate(each, facts)))))
  if ('not' in condition) return negated(evaluate(condition.not, facts))
  if ('value' in condition) return compared(facts.values.get(condition.value), condition)
  if ('score' in condition) return scoreVerdict(facts.scores.get(condition.score), condition)
  if ('tally' in condition) return compared(facts.tallies.get(condition.tally), condition)
  if ('ratio' in condition) return compared(ratioOf(facts, condition.ratio), condition)
  if ('minutesSince' in condition) return compared(minutesSince(facts, condition.minutesSince), condition)
  if ('line' in condition) {
    const answer = facts.lines.get(condition.line)
    return answer ? answer === condition.is : null
  }
  if ('passed' in condition) return facts.passed.has(condition.passed)
  return isUnanswered(facts, condition.unanswered)
}

const negated = (verdict: Verdict): Verdict => (verdict === null ? null : !verdict)

const everyOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(null) ? null : true

type Constant = number | string | boolean

function compared(value: Constant | undefined, to: { op: Comparison; to: Constant }): Verdict {
  if (value === undefined) return null
  if (to.op === '=') return value === to.to
  if (to.op === '!=') return value !== to.to
  if (typeof value !== 'number' || typeof to.to !== 'number') return null
  if (to.op === '<') return value < to.to
  if (to.op === '<=') return value <= to.to
  return to.op === '>=' ? value >= to.to : value > to.to
}

/** A partial score can only rise: what its least already decides is decided, all else is unknown. */
function scoreVerdict(score: { total: number | null; atLeast: number | null } | undefined, to: Compared): Verdict {
  if (!score) return null
  if (score.total !== null) return compared(score.total, to)
  if (score.atLeast === null) return null
  const atLeast = compared(score.atLeast, to)
  const isRising = to.op === '>' || to.op === '>='
  const isFalling = to.op === '<' || to.op === '<='
  if (isRising) return atLeast === true ? true : null
  if (isFalling) return atLeast === false ? false : null
  if (score.atLeast <= to.to) return null
  return to.op === '!='
}

type Compared = { op: Comparison; to: number }

function ratioOf(facts: Facts, [above, below]: readonly [string, string]): number | undefined {
  const dividend = facts.values.get(above)
  const divisor = facts.values.get(below)
  return typeof dividend === 'number' && typeof divisor === 'number' && divisor > 0 ? dividend / divisor : undefined
}

function minutesSince(facts: Facts, code: string): number | undefined {
  const at = facts.passed.get(code)
  return at === undefined ? undefined : (facts.now - at) / 60_000
}

function isUnanswered({ values, scores, tallies, lines, passed }: Facts, code: string): boolean {
  const isScored = (scores.get(code)?.total ?? null) !== null
  return ![values, tallies, lines, passed].some((known) => known.has(code)) && !isScored
}
