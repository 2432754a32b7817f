import { useState } from 'react'
import { useDraft } from '#platform/web/use-draft.ts'

/** A draft that begins with a text that was filled in: what is typed is kept on the device, and stands instead of it. */
export function useFilledDraft(name: string, filled: string): ReturnType<typeof useDraft> {
  const [typed, setTyped, clear] = useDraft(name)
  const [isTyped, setIsTyped] = useState(false)
  const change = (text: string) => {
    setIsTyped(true)
    setTyped(text)
  }
  return [isTyped || typed ? typed : filled, change, clear]
}
