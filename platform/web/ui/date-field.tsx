import { useState } from 'react'
import { parseDate, shownDate } from '../i18n/date-text.ts'
import { useWords } from '../i18n/words.ts'
import { Calendar } from './calendar-lazy.tsx'
import { PickedField } from './picked-field.tsx'
import { type TypedFieldProps, useTyped } from './use-typed.ts'
import { uiWords } from './words.ts'

/** A date, typed as ngày/tháng/năm or picked in a calendar whose weeks begin on Monday. */
export function DateField({ label, isLabelHidden, ...field }: TypedFieldProps) {
  const t = useWords(uiWords)
  const [isOpen, setIsOpen] = useState(false)
  const typed = useTyped({ ...field, show: shownDate, parse: parseDate, notOne: t('notADate') })
  return (
    <PickedField
      label={label}
      isLabelHidden={isLabelHidden}
      placeholder={t('dateShape')}
      typed={typed}
      isOpen={isOpen}
      onOpen={setIsOpen}
    >
      <Calendar
        date={field.value}
        min={field.min}
        max={field.max}
        onDate={(date) => {
          typed.pick(date)
          setIsOpen(false)
        }}
      />
    </PickedField>
  )
}
