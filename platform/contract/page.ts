import { z } from 'zod'

/** A list that may be cut: the rows, and whether there are more. */
export const page = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), hasMore: z.boolean() })

/** The schema of an answer without content. */
export const done = z.object({ ok: z.literal(true) })

/** The answer without content. */
export const ok = { ok: true } as const
