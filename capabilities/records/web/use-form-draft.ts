import { useDraft } from '#platform/web/use-draft.ts'

/** A form of texts that survives closing the tab and losing the link, as `useDraft` does for one text. */
export function useFormDraft<F extends Record<string, unknown>>(
  name: string,
  empty: F,
): [form: F, change: (part: Partial<F>) => void, clear: () => void] {
  const [text, setText, clear] = useDraft(name)
  const form = text ? { ...empty, ...(JSON.parse(text) as Partial<F>) } : empty
  return [form, (part) => setText(JSON.stringify({ ...form, ...part })), clear]
}
