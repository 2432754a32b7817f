import { useState } from 'react'
import { dateAt, instantAt, parseMoment, shownMoment } from '../i18n/date-text.ts'
import { timeText } from '../i18n/time.ts'
import { useWords } from '../i18n/words.ts'
import { Calendar } from './calendar-lazy.tsx'
import { PickedField } from './picked-field.tsx'
import { type TypedFieldProps, useTyped } from './use-typed.ts'
import { uiWords } from './words.ts'

const midnight = '00:00'
const today = () => dateAt(Date.now())

/** A moment on the clocks of Vietnam, typed as `14:05 22/11/2026` (a time alone is today's) or picked. */
export function DateTimeField({ label, isLabelHidden, ...field }: TypedFieldProps) {
  const { value, min, max } = field
  const t = useWords(uiWords)
  const [isOpen, setIsOpen] = useState(false)
  const typed = useTyped({
    ...field,
    show: shownMoment,
    parse: parseMoment,
    complete: (text) => parseMoment(text, today()),
    notOne: t('notAMoment'),
  })
  // of the first and the last day only a part is possible
  const within = (instant: string) => (min && instant < min ? min : max && instant > max ? max : instant)
  const date = value ? dateAt(value) : null
  const time = value ? timeText(value) : null
  return (
    <PickedField
      label={label}
      isLabelHidden={isLabelHidden}
      placeholder={t('momentShape')}
      typed={typed}
      isOpen={isOpen}
      onOpen={setIsOpen}
    >
      <Calendar
        date={date}
        min={min && dateAt(min)}
        max={max && dateAt(max)}
        onDate={(next) => typed.pick(within(instantAt(next, time ?? midnight)))}
        time={time}
        onTime={(next) => {
          typed.pick(instantAt(date ?? today(), next))
          setIsOpen(false)
        }}
      />
    </PickedField>
  )
}
