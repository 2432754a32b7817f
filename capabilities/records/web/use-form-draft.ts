import { useDraft } from '#platform/web/use-draft.ts'
import { draftWith, withDraft } from './form-draft.ts'

/** A form of texts that survives closing the tab and losing the link, as `useDraft` does for one text. */
export function useFormDraft<F extends Record<string, unknown>>(
  name: string,
  empty: F,
): [form: F, change: (part: Partial<F>) => void, clear: () => void] {
  const [text, setText, clear] = useDraft(name)
  return [withDraft(empty, text), (part) => setText(draftWith(text, part)), clear]
}
