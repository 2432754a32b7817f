// The states of one person's call, outside React and without a browser.

import type { EndReason } from '../signal.ts'

/** What broke a call that was on. */
export type Break = 'socket' | 'media' | 'connection'

/** Where the call is; `since` in milliseconds since 1970. */
export type RoomState =
  | { at: 'idle' }
  | { at: 'checking' }
  | { at: 'waiting'; since: number }
  | { at: 'connecting'; attempt: number; since: number }
  | { at: 'live'; since: number }
  | { at: 'interrupted'; since: number; by: Break; attempt: number }
  | { at: 'ended'; because: EndReason }

/** What can happen to a call. */
export type RoomEvent =
  | { type: 'check' }
  | { type: 'join'; now: number }
  | { type: 'welcome'; now: number }
  | { type: 'connected'; now: number }
  | { type: 'broken'; by: Break; now: number }
  | { type: 'end'; because: EndReason }

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function next(state: RoomState, event: RoomEvent): RoomState {
  if (state.at === 'ended') return state
  switch (event.type) {
    case 'check':
      return state.at === 'idle' ? { at: 'checking' } : state
    case 'join':
      return state.at === 'idle' || state.at === 'checking' ? { at: 'waiting', since: event.now } : state
    case 'welcome':
      return welcomed(state, event.now)
    case 'connected':
      return state.at === 'connecting' ? { at: 'live', since: event.now } : state
    case 'broken':
      return broken(state, event.by, event.now)
    case 'end':
      return { at: 'ended', because: event.because }
    default:
      event satisfies never
      return state
  }
}

function welcomed(state: RoomState, now: number): RoomState {
  switch (state.at) {
    case 'waiting':
    case 'live':
      return { at: 'connecting', attempt: 1, since: now }
    case 'connecting':
    case 'interrupted':
      return { at: 'connecting', attempt: state.attempt + 1, since: state.since }
    case 'idle':
    case 'checking':
    case 'ended':
      return state
    default:
      state satisfies never
      return state
  }
}

// The attempts go on counting until the call is live, and `since` keeps the first moment of the trouble.
function broken(state: RoomState, by: Break, now: number): RoomState {
  switch (state.at) {
    case 'live':
      return { at: 'interrupted', since: now, by, attempt: 0 }
    case 'connecting':
      return { at: 'interrupted', since: state.since, by, attempt: state.attempt }
    case 'interrupted':
      return { ...state, by }
    case 'idle':
    case 'checking':
    case 'waiting':
    case 'ended':
      return state
    default:
      state satisfies never
      return state
  }
}

/** How long to wait before the next attempt: at once, then longer, never more than 5 seconds. */
export function retryDelayMs(attempt: number): number {
  return attempt <= 1 ? 0 : Math.min(5_000, 500 * 2 ** (attempt - 2))
}
