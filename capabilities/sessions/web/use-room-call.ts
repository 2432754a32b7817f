import { useState, useSyncExternalStore } from 'react'
import type { LiveLink } from '#platform/web/live.ts'
import { useLiveLink } from '#platform/web/use-link.ts'
import { CallDriver } from './call-driver.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import { linkChannel } from './link-channel.ts'
import { type BrowserMedia, thisBrowser } from './local-media.ts'

/** One call on this page: its driver, and the microphone that it opened, for the level. */
export type RoomCall = {
  driver: CallDriver
  /** The microphone in use; a new one when the device changes. */
  microphone: () => MediaStreamTrack | undefined
  /** Resolves when the devices of the browser's choice were opened, or could not be. */
  ready: Promise<void>
  /** Begins anew after the call has ended. */
  again: () => void
}

/** Holds the call of a page: made when somebody looks at it, over when nobody does any more. */
class CallHolder {
  readonly #link: LiveLink
  readonly #sessionId: string
  readonly #listeners = new Set<() => void>()
  #call: RoomCall | null = null

  constructor(link: LiveLink, sessionId: string) {
    this.#link = link
    this.#sessionId = sessionId
  }

  readonly getCall = (): RoomCall | null => this.#call

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#call ??= this.#begin()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#call?.driver.dispose()
      this.#call = null
    }
  }

  #begin(): RoomCall {
    let microphone: MediaStreamTrack | undefined
    const browser: BrowserMedia = {
      ...thisBrowser,
      getUserMedia: async (constraints) => {
        const stream = await thisBrowser.getUserMedia(constraints)
        microphone = stream.getAudioTracks()[0] ?? microphone
        return stream
      },
    }
    const driver = new CallDriver(browser, linkChannel(this.#link, this.#sessionId))
    return { driver, microphone: () => microphone, ready: driver.openDevices(), again: () => this.#beginAgain() }
  }

  #beginAgain(): void {
    this.#call?.driver.dispose()
    this.#call = this.#begin()
    for (const listener of this.#listeners) listener()
  }
}

/** The call of a room, with its devices opened for the check; null until it is made. It ends with the page. */
export function useRoomCall(sessionId: string): RoomCall | null {
  const link = useLiveLink()
  const [holder] = useState(() => new CallHolder(link, sessionId))
  return useSyncExternalStore(holder.subscribe, holder.getCall)
}

/** What the page shows of the call now. */
export const useCallSnapshot = (call: RoomCall): CallSnapshot =>
  useSyncExternalStore(call.driver.subscribe, call.driver.getSnapshot)
