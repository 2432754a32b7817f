import { useSyncExternalStore } from 'react'
import style from './ui.module.css'

const showMs = 12_000

type Notice = { id: number; text: string }

let notices: readonly Notice[] = []
let last = 0
const listeners = new Set<() => void>()

const show = (next: readonly Notice[]) => {
  notices = next
  for (const listener of listeners) listener()
}

/** Says something that outlives the piece of the page that caused it, such as a card that has just vanished. */
export function notice(text: string): void {
  last += 1
  const id = last
  show([...notices.filter((each) => each.text !== text), { id, text }])
  setTimeout(() => show(notices.filter((each) => each.id !== id)), showMs)
}

/** The notices of the last seconds, below the bar. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notices,
  )
  return (
    <div aria-live="assertive" className={style['notices']}>
      {shown.map((each) => (
        <p key={each.id} className={style['problem']}>
          {each.text}
        </p>
      ))}
    </div>
  )
}
