import type { KeyboardEvent, ReactNode } from 'react'
import style from './work.module.css'

/** One answer of a row: `key` is the key that gives it. */
export type Pick = { value: string; text: string; key: string }

type Props = {
  label: ReactNode
  picks: readonly Pick[]
  value: string | null
  onPick: (value: string) => void
  /** Why it cannot be answered. */
  why: string | null
  /** It was answered, and must be answered again. */
  isReopened?: boolean | undefined
  /** The answers are short: on a wide screen they stand beside the question. */
  isCompact?: boolean
  children?: ReactNode
}

/** One question in one row with its answers in sight; its keys answer it and go on to the next row. */
export function PickRow({ label, picks, value, onPick, why, isReopened, isCompact, children }: Props) {
  const onKey = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const found = picks.find((pick) => pick.key === event.key.toLowerCase())
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (step) {
      event.preventDefault()
      focusRow(event.currentTarget, step)
    } else if (found && isPlain && !why) {
      event.preventDefault()
      onPick(found.value)
      focusRow(event.currentTarget, 1)
    }
  }
  return (
    <fieldset
      className={style['row']}
      data-pick-row
      data-compact={isCompact}
      data-open={isReopened ? 'again' : value === null ? 'yes' : 'no'}
    >
      <legend>{label}</legend>
      <div className={style['picks']}>
        {picks.map((pick) => (
          <button
            key={pick.value}
            type="button"
            className={style['pick']}
            aria-pressed={pick.value === value && !isReopened}
            aria-disabled={why ? 'true' : undefined}
            title={why ?? undefined}
            onClick={() => !why && onPick(pick.value)}
            onKeyDown={onKey}
          >
            <kbd aria-hidden="true">{pick.key.toUpperCase()}</kbd>
            <span>{pick.text}</span>
          </button>
        ))}
      </div>
      {children}
    </fieldset>
  )
}

function focusRow(from: HTMLElement, step: number): void {
  const row = from.closest('[data-pick-row]')
  const rows = [...(from.closest('[data-pick-rows]')?.querySelectorAll('[data-pick-row]') ?? [])]
  const next = row ? rows[rows.indexOf(row) + step] : undefined
  const chosen = next?.querySelector<HTMLElement>('[aria-pressed="true"]') ?? next?.querySelector<HTMLElement>('button')
  chosen?.focus()
}
