import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { observationUnits } from '../contract.ts'
import style from './records.module.css'
import { useVitals, vitalCodes } from './use-vitals.ts'
import { shownUnit } from './value-text.ts'
import { recordsWords } from './words.ts'

const aMinute = 60_000

/** Vital signs of one moment, as many as there are; both decimal marks are understood. */
export function VitalsEntry({ patientId }: { patientId: string }) {
  const t = useWords(recordsWords)
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>{t('enterVitals')}</Button>
  return <VitalsForm patientId={patientId} onClose={() => setIsOpen(false)} />
}

function VitalsForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  const { form, change, problemOf, isReady, save } = useVitals(patientId, onClose)
  const problem = useProblem(save.error)
  const why = isReady ? null : t('vitalsNeeded')
  return (
    <form
      className={style['vitals']}
      aria-label={t('enterVitals')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) save.mutate()
      }}
    >
      <div className={style['pair']}>
        {vitalCodes.map((code) => (
          <Field
            key={code}
            label={`${t(code)} ${shownUnit(observationUnits[code]?.unit ?? '')}`.trim()}
            value={form[code]}
            inputMode="decimal"
            maxLength={8}
            onChange={(text) => change({ [code]: text })}
            problem={problemOf(code)}
          />
        ))}
        <DateTimeField
          label={t('measuredAt')}
          value={form.at}
          max={new Date(now + aMinute).toISOString()}
          onChange={(at) => change({ at })}
        />
      </div>
      <Check label={t('weightEstimated')} isOn={form.isEstimated} onChange={(isEstimated) => change({ isEstimated })} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['row']}>
        <Button onPress={onClose}>{t('close')}</Button>
        <Button kind="primary" type="submit" isBusy={save.isPending} why={why} onPress={() => undefined}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
