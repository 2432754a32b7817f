import { lazy, useState } from 'react'
import { dateAt, instantAt, parseMoment, shownMoment } from '../i18n/date-text.ts'
import { timeText } from '../i18n/time.ts'
import { useWords } from '../i18n/words.ts'
import { PickedField } from './picked-field.tsx'
import { useTyped } from './use-typed.ts'
import { uiWords } from './words.ts'

const Calendar = lazy(async () => await import('./calendar.tsx').then((found) => ({ default: found.Calendar })))

const midnight = '00:00'
const today = () => dateAt(Date.now())

type Props = {
  label: string
  /** A moment as `2026-11-22T07:05:00.000Z`, or null while there is none. */
  value: string | null
  onChange: (instant: string | null) => void
  /** The first and the last moment that make sense. */
  min?: string
  max?: string
  isLabelHidden?: boolean
  /** What is wrong with it; said below it. */
  problem?: string | null | undefined
}

/** A moment on the clocks of Vietnam, typed as `14:05 22/11/2026` (a time alone is today's) or picked. */
export function DateTimeField({ label, value, onChange, min, max, isLabelHidden, problem }: Props) {
  const t = useWords(uiWords)
  const [isOpen, setIsOpen] = useState(false)
  const possible = (instant: string | null) =>
    instant && (!min || instant >= min) && (!max || instant <= max) ? instant : null
  const typed = useTyped({
    value,
    onChange,
    show: shownMoment,
    parse: (text) => possible(parseMoment(text)),
    complete: (text) => possible(parseMoment(text, today())),
  })
  const written = parseMoment(typed.text)
  const wrong = () => {
    if (written && min && written < min) return t('tooEarly', { date: shownMoment(min) })
    if (written && max && written > max) return t('tooLate', { date: shownMoment(max) })
    return t('notAMoment')
  }
  const date = value ? dateAt(value) : null
  const time = value ? timeText(value) : null
  return (
    <PickedField
      label={label}
      isLabelHidden={isLabelHidden}
      text={typed.text}
      placeholder={t('momentShape')}
      problem={typed.isWrong ? wrong() : problem}
      onType={typed.type}
      onLeave={typed.leave}
      isOpen={isOpen}
      onOpen={setIsOpen}
    >
      <Calendar
        date={date}
        min={min && dateAt(min)}
        max={max && dateAt(max)}
        onDate={(next) => typed.pick(instantAt(next, time ?? midnight))}
        time={time}
        onTime={(next) => {
          typed.pick(instantAt(date ?? today(), next))
          setIsOpen(false)
        }}
      />
    </PickedField>
  )
}
