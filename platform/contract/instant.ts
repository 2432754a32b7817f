import { z } from 'zod'

/** A moment in UTC, written `2026-11-22T07:05:00.000Z` on the wire. */
export type Instant = string & { readonly __instant: true }

/** The schema of a moment: an ISO 8601 date-time that ends in Z. */
// the brand exists for the compiler alone, so the plain schema stands for it
export const instant = z.iso.datetime({ offset: false }) as unknown as z.ZodType<Instant, string>

/** The moment of a Date, as it goes over the wire. */
export const toInstant = (date: Date): Instant => date.toISOString() as Instant

/** The moment of a Date that may be absent. */
export const toInstantOrNull = (date: Date | null): Instant | null => (date ? toInstant(date) : null)

/** The schema of a calendar date without a zone, `2026-11-22`. */
export const calendarDate = z.iso.date()
