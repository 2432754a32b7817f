import { z } from 'zod'

/** An id that cannot be mistaken for the id of another kind of thing; a UUID (version 7) made by the application. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

/** The schema of an id of one kind: `id<'consult'>()` accepts a UUID and brands it. */
export const id = <Kind extends string>() =>
  // the brand exists for the compiler alone, so the plain schema stands for it (and stays writable as JSON Schema)
  z.guid() as unknown as z.ZodType<Id<Kind>, string>
