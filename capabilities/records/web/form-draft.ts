/** A form with a kept draft laid over it: what was typed stands, all else is what stands there now. */
export const withDraft = <F extends Record<string, unknown>>(form: F, draft: string): F => ({
  ...form,
  ...typedOf(draft),
})

/** The draft once another part is typed. It holds nothing untouched, which may be corrected by others meanwhile. */
export const draftWith = (draft: string, part: Record<string, unknown>): string =>
  JSON.stringify({ ...typedOf(draft), ...part })

const typedOf = (draft: string): Record<string, unknown> =>
  // only `draftWith` writes drafts of forms
  draft ? (JSON.parse(draft) as Record<string, unknown>) : {}
