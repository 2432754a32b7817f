import { useState } from 'react'

type Options = {
  value: string | null
  onChange: (value: string | null) => void
  show: (value: string | null) => string
  parse: (text: string) => string | null
  /** Reads the text once more when one leaves the field, with what was left out filled in. */
  complete?: (text: string) => string | null
}

/** A value that is typed as text: what is typed stays on the screen, also while it means nothing yet. */
export function useTyped({ value, onChange, show, parse, complete = parse }: Options) {
  const [text, setText] = useState(() => show(value))
  const [seen, setSeen] = useState(value)
  const [isLeft, setIsLeft] = useState(false)
  if (seen !== value) {
    setSeen(value)
    if (parse(text) !== value) setText(show(value))
  }
  const say = (next: string | null) => {
    if (next !== value) onChange(next)
  }
  return {
    text,
    /** Something was typed, and one has left the field, but it means nothing. */
    isWrong: isLeft && text.trim() !== '' && parse(text) === null,
    type: (next: string) => {
      setText(next)
      setIsLeft(false)
      say(parse(next))
    },
    leave: () => {
      const meant = complete(text)
      setIsLeft(true)
      if (meant) setText(show(meant))
      say(meant)
    },
    pick: (picked: string) => {
      setText(show(picked))
      say(picked)
    },
  }
}
