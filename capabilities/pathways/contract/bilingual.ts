import { z } from 'zod'

/** A text in both languages of the interface. */
export const bilingual = z.object({ vi: z.string().min(1), en: z.string().min(1) })

/** A text in both languages of the interface. */
export type Bilingual = z.output<typeof bilingual>
