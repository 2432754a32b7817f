import { useEffect } from 'react'
import type { CallDriver } from './call-driver.ts'

const heldMs = 350

/** Where the space bar has a meaning of its own; not so on what is marked `data-space-talks`. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.dataset['spaceTalks'] === undefined &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|BUTTON|A|SUMMARY)$/.test(target.tagName))

/** The space bar: held it opens the microphone while held, pressed briefly it switches it. Typing is left alone. */
export function useSpaceToTalk(driver: CallDriver, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined
    let pressed: { at: number; wasMuted: boolean } | null = null
    const down = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || isTyping(event.target)) return
      event.preventDefault()
      if (event.repeat || pressed) return
      pressed = { at: Date.now(), wasMuted: driver.getSnapshot().self.muted }
      driver.setMuted(false)
    }
    const up = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || !pressed) return
      event.preventDefault()
      const { at, wasMuted } = pressed
      pressed = null
      const isHeld = Date.now() - at > heldMs
      driver.setMuted(wasMuted ? isHeld : !isHeld)
    }
    const blur = () => {
      if (pressed) driver.setMuted(pressed.wasMuted)
      pressed = null
    }
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('blur', blur)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('blur', blur)
    }
  }, [driver, isOn])
}
