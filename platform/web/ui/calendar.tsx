import 'dayjs/locale/vi.js'
import 'dayjs/locale/en-gb.js'
import '@mantine/dates/styles.layer.css'
import { FocusTrap, UnstyledButton } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import { dateAt } from '../i18n/date-text.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import style from './calendar.module.css'
import { uiWords } from './words.ts'

const halfHours = Array.from({ length: 48 }, (_, index) => {
  const hour = String(Math.floor(index / 2)).padStart(2, '0')
  return `${hour}:${index % 2 ? '30' : '00'}`
})

type Props = {
  date: string | null
  min?: string
  max?: string
  onDate: (date: string) => void
  time?: string | null
  /** With it, the half hours of the day stand beside the month. */
  onTime?: (time: string) => void
}

/** A month to pick from, in the language of the page, and the half hours when a time is wanted too. */
export function Calendar({ date, min, max, onDate, time, onTime }: Props) {
  const t = useWords(uiWords)
  const language = useLanguage()
  const [today] = useState(() => dateAt(Date.now()))
  return (
    // the focus comes here once the calendar is there, which may be later than the dropdown
    <FocusTrap active>
      <div className={style['calendar']}>
        <DatePicker
          // in a dialog, Escape closes the calendar and not the dialog
          __stopPropagation
          value={date}
          defaultDate={date ?? max}
          minDate={min}
          maxDate={max}
          locale={language === 'vi' ? 'vi' : 'en-gb'}
          firstDayOfWeek={1}
          hideOutsideDates
          highlightToday
          onChange={(next) => {
            if (next) onDate(next)
          }}
          getDayProps={(day) => ({ 'data-autofocus': day === (date ?? today) || undefined })}
          ariaLabels={{
            previousMonth: t('previousMonth'),
            nextMonth: t('nextMonth'),
            previousYear: t('previousYear'),
            nextYear: t('nextYear'),
            previousDecade: t('previousDecade'),
            nextDecade: t('nextDecade'),
          }}
          classNames={{ day: style['day'], weekday: style['weekday'], calendarHeaderControl: style['step'] }}
        />
        {onTime ? (
          <div className={style['times']} role="group" aria-label={t('timeOfDay')}>
            {halfHours.map((each) => (
              <UnstyledButton
                key={each}
                className={style['time']}
                data-mantine-stop-propagation
                aria-pressed={each === time}
                onClick={() => onTime(each)}
              >
                {each}
              </UnstyledButton>
            ))}
          </div>
        ) : null}
      </div>
    </FocusTrap>
  )
}
