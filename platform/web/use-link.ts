import { createContext, useContext, useSyncExternalStore } from 'react'
import type { LinkState, LiveLink } from './live.ts'

/** The live link of this browser. */
export const LinkContext = createContext<LiveLink | null>(null)

/** The live link; there is one on every page behind the sign-in. */
export function useLiveLink(): LiveLink {
  const link = useContext(LinkContext)
  if (!link) throw new Error('no live link above this component')
  return link
}

/** Whether the live link is open, or since when it is not. */
export function useLinkState(): LinkState {
  const link = useLiveLink()
  return useSyncExternalStore(link.subscribe, link.getState)
}
