import { useState } from 'react'
import { parseTime } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import type { QuietHours } from '../contract/notices.ts'
import style from './identity.module.css'
import { noticeWords } from './notice-words.ts'
import { weekdays } from './weekdays.ts'

type Props = {
  quiet: QuietHours | null
  isBusy: boolean
  problem: string | null
  onSave: (quiet: QuietHours) => void
  onClose: () => void
}

const usual: QuietHours = { from: '21:00', to: '06:00', weekdays: [1, 2, 3, 4, 5, 6, 7] }

/** Asks from when to when, and on which days, notices wait. */
export function QuietHoursDialog({ quiet, isBusy, problem, onSave, onClose }: Props) {
  const t = useWords(noticeWords)
  const before = quiet ?? usual
  const [typedFrom, setFrom] = useState(before.from)
  const [typedTo, setTo] = useState(before.to)
  const [days, setDays] = useState<readonly number[]>(before.weekdays)
  const from = parseTime(typedFrom)
  const to = parseTime(typedTo)
  const why = () => {
    if (!from || !to) return t('notATime')
    if (from === to) return t('sameTime')
    return days.length > 0 ? null : t('dayMissing')
  }
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        isBusy={isBusy}
        why={why()}
        onPress={() => from && to && onSave({ from, to, weekdays: [...days] })}
      >
        {t('save')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('quiet')} isOpen onClose={onClose} actions={actions}>
      <p>{t('quietHint')}</p>
      <div className={style['times']}>
        <Field label={t('from')} value={typedFrom} onChange={setFrom} maxLength={5} placeholder={t('timeShape')} />
        <Field label={t('to')} value={typedTo} onChange={setTo} maxLength={5} placeholder={t('timeShape')} />
      </div>
      <fieldset className={style['days']}>
        <legend>{t('days')}</legend>
        {weekdays.map(({ day, word }) => (
          <Check
            key={day}
            label={t(word)}
            isOn={days.includes(day)}
            onChange={(isOn) => setDays(isOn ? [...days, day] : days.filter((each) => each !== day))}
          />
        ))}
      </fieldset>
      <p className="small dim">{t('emergency')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
