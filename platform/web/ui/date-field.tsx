import { lazy, useState } from 'react'
import { parseDate, shownDate } from '../i18n/date-text.ts'
import { useWords } from '../i18n/words.ts'
import { PickedField } from './picked-field.tsx'
import { useTyped } from './use-typed.ts'
import { uiWords } from './words.ts'

const Calendar = lazy(async () => await import('./calendar.tsx').then((found) => ({ default: found.Calendar })))

type Props = {
  label: string
  /** `2026-11-22`, or null while there is none. */
  value: string | null
  onChange: (date: string | null) => void
  /** The first and the last date that make sense. */
  min?: string
  max?: string
  isLabelHidden?: boolean
  /** What is wrong with it; said below it. */
  problem?: string | null | undefined
}

/** A date, typed as ngày/tháng/năm or picked in a calendar whose weeks begin on Monday. */
export function DateField({ label, value, onChange, min, max, isLabelHidden, problem }: Props) {
  const t = useWords(uiWords)
  const [isOpen, setIsOpen] = useState(false)
  const isPossible = (date: string) => (!min || date >= min) && (!max || date <= max)
  const parse = (text: string) => {
    const date = parseDate(text)
    return date && isPossible(date) ? date : null
  }
  const typed = useTyped({ value, onChange, show: shownDate, parse })
  const written = parseDate(typed.text)
  const wrong = () => {
    if (written && min && written < min) return t('tooEarly', { date: shownDate(min) })
    if (written && max && written > max) return t('tooLate', { date: shownDate(max) })
    return t('notADate')
  }
  return (
    <PickedField
      label={label}
      isLabelHidden={isLabelHidden}
      text={typed.text}
      placeholder={t('dateShape')}
      problem={typed.isWrong ? wrong() : problem}
      onType={typed.type}
      onLeave={typed.leave}
      isOpen={isOpen}
      onOpen={setIsOpen}
    >
      <Calendar
        date={value}
        min={min}
        max={max}
        onDate={(date) => {
          typed.pick(date)
          setIsOpen(false)
        }}
      />
    </PickedField>
  )
}
