import { useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { uiWords } from './words.ts'

/** A field whose value is typed as text or picked. */
export type TypedFieldProps = {
  label: string
  /** A date as `2026-11-22` or a moment as `2026-11-22T07:05:00.000Z`; null while there is none. */
  value: string | null
  onChange: (value: string | null) => void
  /** The first and the last that make sense. */
  min?: string
  max?: string
  isLabelHidden?: boolean
  /** What is wrong with it; said below it. */
  problem?: string | null | undefined
}

type Options = Pick<TypedFieldProps, 'value' | 'onChange' | 'min' | 'max' | 'problem'> & {
  show: (value: string | null) => string
  parse: (text: string) => string | null
  /** Reads the text once more when one leaves the field, with what was left out filled in. */
  complete?: (text: string) => string | null
  /** What is said of a text that means nothing. */
  notOne: string
}

/** A value that is typed as text: what is typed stays on the screen, also while it means nothing yet or too much. */
export function useTyped({ value, onChange, min, max, problem, show, parse, complete = parse, notOne }: Options) {
  const t = useWords(uiWords)
  const [text, setText] = useState(() => show(value))
  const [seen, setSeen] = useState(value)
  const [isLeft, setIsLeft] = useState(false)
  const possible = (next: string | null) => (next && (!min || next >= min) && (!max || next <= max) ? next : null)
  const written = parse(text)
  if (seen !== value) {
    setSeen(value)
    if (possible(written) !== value) setText(show(value))
  }
  const say = (next: string | null) => {
    if (next !== value) onChange(next)
  }
  const wrong = () => {
    if (written && min && written < min) return t('tooEarly', { date: show(min) })
    if (written && max && written > max) return t('tooLate', { date: show(max) })
    return notOne
  }
  const isWrong = isLeft && text.trim() !== '' && possible(written) === null
  return {
    text,
    /** What is wrong, once one has left the field. */
    problem: isWrong ? wrong() : problem,
    type: (next: string) => {
      setText(next)
      setIsLeft(false)
      say(possible(parse(next)))
    },
    leave: () => {
      const meant = possible(complete(text))
      setIsLeft(true)
      if (meant) setText(show(meant))
      say(meant)
    },
    pick: (picked: string) => {
      setText(show(picked))
      setIsLeft(true)
      say(possible(picked))
    },
  }
}
