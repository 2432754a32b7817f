import { z } from 'zod'

const comparison = z.enum(['<', '<=', '=', '!=', '>=', '>'])

/** How two values are compared. */
export type Comparison = z.output<typeof comparison>

const constant = z.union([z.number(), z.string(), z.boolean()])

/**
 * A condition over what is known of a case, as data. Codes: `value` is an item of the form, `score` the total of a
 * score, `tally` a sum, `ratio` one item divided by another, `minutesSince` a station, `line` is `checklist.line`.
 */
export type Expression =
  | { all: Expression[] }
  | { any: Expression[] }
  | { not: Expression }
  | { value: string; op: Comparison; to: number | string | boolean }
  | { score: string; op: Comparison; to: number }
  | { tally: string; op: Comparison; to: number }
  | { ratio: [string, string]; op: Comparison; to: number }
  | { minutesSince: string; op: Comparison; to: number }
  | { line: string; is: 'yes' | 'no' }
  | { passed: string }
  | { unanswered: string }

/** The schema of a condition; no other words than these are understood. */
export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(expression).min(1) }),
    z.strictObject({ any: z.array(expression).min(1) }),
    z.strictObject({ not: expression }),
    z.strictObject({ value: z.string(), op: comparison, to: constant }),
    z.strictObject({ score: z.string(), op: comparison, to: z.number() }),
    z.strictObject({ tally: z.string(), op: comparison, to: z.number() }),
    z.strictObject({ ratio: z.tuple([z.string(), z.string()]), op: comparison, to: z.number() }),
    z.strictObject({ minutesSince: z.string(), op: comparison, to: z.number() }),
    z.strictObject({ line: z.string(), is: z.enum(['yes', 'no']) }),
    z.strictObject({ passed: z.string() }),
    z.strictObject({ unanswered: z.string() }),
  ]),
)
