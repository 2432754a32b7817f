import { addressOf } from '#platform/contract/address.ts'
import { call, signedOut } from '#platform/web/api.ts'
import { isArmed } from '#platform/web/ring.ts'
import { armDevice } from '../contract.ts'
import { thisDevice } from './this-device.ts'

const sayAgainMs = 4 * 60_000

let timer: ReturnType<typeof setInterval> | undefined
let isSwitchedOff = false

const stateOf = (canRing: boolean) => ({
  ...thisDevice(),
  isArmed: canRing,
})

const say = async (canRing: boolean) => await call(armDevice, stateOf(canRing))

const leave = () => {
  const { url, rest } = addressOf(armDevice, stateOf(false))
  navigator.sendBeacon(url, new Blob([JSON.stringify(rest)], { type: 'application/json' }))
}

const stop = () => {
  clearInterval(timer)
  timer = undefined
  removeEventListener('pagehide', leave)
  signedOut.removeEventListener('signed-out', stop)
  isSwitchedOff = false
}

/**
 * Says that this screen can ring for whoever is signed in: now, every few minutes on whichever page, and at its closing
 * that it no longer can. Ends with the session, or when told that it cannot.
 */
export async function sayCanRing(canRing: boolean): Promise<void> {
  if (!canRing) stop()
  isSwitchedOff = !canRing
  if (canRing && !timer) {
    timer = setInterval(() => void say(isArmed()).catch(() => undefined), sayAgainMs)
    addEventListener('pagehide', leave)
    signedOut.addEventListener('signed-out', stop)
  }
  await say(canRing)
}

/** True when the sound of this tab is armed, by this person or by the one before, and was not switched off since. */
export const canRingNow = (): boolean => isArmed() && !isSwitchedOff

/** True while the server is told again and again that this screen can ring. */
export const isSayingSo = (): boolean => timer !== undefined
