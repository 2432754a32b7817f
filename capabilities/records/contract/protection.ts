import { z } from 'zod'

/** The specially protected categories; flagged at a record, never at a patient. */
export const protectedCategory = z.enum([
  ...(['HIV', 'OST', 'DRUG_TEST', 'PSY', 'ART_DONOR', 'SURROGACY'] as const),
  ...(['FETAL_SEX', 'TRANSPLANT', 'GENDER_REASSIGN', 'GENETIC', 'DV', 'CHILD_ABUSE'] as const),
])

/** A specially protected category. */
export type ProtectedCategory = z.output<typeof protectedCategory>

/** What can be protected. */
export const protectedKind = z.enum(['note', 'observation', 'document', 'encounter'])

/** What can be protected. */
export type ProtectedKind = z.output<typeof protectedKind>

/** What stands in place of a protected text; the text itself is not sent. */
export const protectedMarker = '[Thông tin được bảo vệ]'

/** Whether a fact is protected. While it is masked not even the categories are told: they would say it all. */
export const protection = z.object({ isMasked: z.boolean(), categories: z.array(protectedCategory) })

/** Whether a fact is protected. */
export type Protection = z.output<typeof protection>
