import { z } from 'zod'

/** The two ends of a case: who treats, and who advises from elsewhere. */
export const side = z.enum(['treating', 'remote'])

/** One of the two ends of a case. */
export type Side = z.output<typeof side>
