import {
  type Known,
  readInputs,
  type ScoreAlert,
  type ScoreBand,
  type ScoreDefinition,
  type ScoreInputs,
  type ScoreResult,
  type Text,
  totalText,
} from './score.ts'

/** What stands behind bands and alerts: the answers, the points so far and their sum. */
export type Standing = { known: Known; points: Readonly<Record<string, number>>; atLeast: number; total: number | null }

/** A score that is the sum of the points of its inputs. */
export type SummedScore = Omit<ScoreDefinition, 'compute'> & {
  /** The short name that stands before the total. */
  sign: string
  /** Points by code, where they do not stand at the choices; undefined while something they need is not known. */
  points?: Readonly<Record<string, (known: Known) => number | undefined>>
  /** Inputs that are needed only because of other answers. */
  neededToo?: (known: Known) => string[]
  /** A total without what could not be tested (NIHSS adds 0), or none (GCS). */
  untestable?: 'adds-zero' | 'no-total'
  band?: (total: number, standing: Standing) => ScoreBand | null
  /** Alerts from what is known, also while something is missing. */
  alerts?: (standing: Standing) => ScoreAlert[]
  text?: (standing: Standing, untestable: string[]) => Text
}

function pointsOf(score: SummedScore, known: Known): Record<string, number> {
  const points: Record<string, number> = {}
  for (const input of score.inputs) {
    const rule = score.points?.[input.code]
    const found = rule ? rule(known) : ownPoints(input, known)
    if (found !== undefined) points[input.code] = found
  }
  return points
}

function ownPoints(input: SummedScore['inputs'][number], known: Known): number | undefined {
  if (input.kind === 'number') return undefined
  if (input.kind === 'choice') {
    const value = known.choice(input.code)
    return input.choices.find((choice) => choice.value === value)?.points
  }
  const answer = known.yes(input.code)
  if (answer === undefined || input.points === undefined) return undefined
  return answer ? input.points : 0
}

function computeSum(score: SummedScore, given: ScoreInputs): ScoreResult {
  const { known, missing, untestable, invalid } = readInputs(score.inputs, given)
  const also = (score.neededToo?.(known) ?? []).filter((code) => !missing.includes(code))
  const allMissing = [...missing, ...also]
  const points = pointsOf(score, known)
  for (const code of untestable) points[code] = 0
  const atLeast = Object.values(points).reduce((sum, each) => sum + each, 0)
  const isComplete = allMissing.length === 0
  const total = isComplete && !(untestable.length && score.untestable === 'no-total') ? atLeast : null
  const standing: Standing = { known, points, atLeast, total }
  return {
    total,
    atLeast,
    isComplete,
    missing: allMissing,
    untestable,
    invalid,
    points,
    band: total === null ? null : (score.band?.(total, standing) ?? null),
    alerts: score.alerts?.(standing) ?? [],
    text: score.text?.(standing, untestable) ?? totalText(score.sign, { total, atLeast, untestable }),
  }
}

/** A score that adds the points of its inputs; its total is null while anything is missing. */
export function summedScore(score: SummedScore): ScoreDefinition {
  return {
    code: score.code,
    version: score.version,
    name: score.name,
    source: score.source,
    ...(score.isUnconfirmed ? { isUnconfirmed: true as const } : {}),
    inputs: score.inputs,
    compute: (given) => computeSum(score, given),
  }
}
