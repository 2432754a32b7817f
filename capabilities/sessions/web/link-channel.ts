import type { LiveLink } from '#platform/web/live.ts'
import { ServerSignal } from '../signal.ts'
import type { SignalChannel } from './call-driver.ts'

/** The room's part of the live link; what is not a word of the room is not heard. */
export function linkChannel(link: LiveLink, sessionId: string): SignalChannel {
  return {
    send: (message) => link.signal(sessionId, message),
    onMessage: (listener) =>
      link.onSignal(sessionId, (message) => {
        const parsed = ServerSignal.safeParse(message)
        if (parsed.success) listener(parsed.data)
      }),
    onOpenChange: (listener) => {
      let { isOpen } = link.getState()
      return link.subscribe(() => {
        const { isOpen: isNow } = link.getState()
        if (isNow === isOpen) return
        isOpen = isNow
        listener(isNow)
      })
    },
  }
}
