import { type RefObject, useEffect, useRef } from 'react'

type Keys = { pick: (index: number) => void; press: () => void; find: () => void }

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** True when a key is meant for a field, a dialog, or something else than the queue. */
export const isForOthers = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  isTyping(event.target) ||
  document.querySelector('[role="dialog"]') !== null

/** The keys of one waiting study: 1 to 5 pick a patient, Enter matches, / searches. */
export function useMatchingKeys(keys: Keys): RefObject<HTMLElement | null> {
  const root = useRef<HTMLElement>(null)
  const now = useRef(keys)
  useEffect(() => {
    now.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isForOthers(event)) return
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
      if (/^[1-5]$/.test(event.key)) now.current.pick(Number(event.key) - 1)
      else if (event.key === '/') now.current.find()
      // a button that has the focus is pressed by Enter itself
      else if (event.key === 'Enter' && !isOnButton) now.current.press()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return root
}
