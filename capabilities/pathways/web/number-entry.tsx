import { useState } from 'react'
import { numberText, parseNumber } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field } from '#platform/web/ui/field.tsx'
import { ReasonAsk } from './reason-ask.tsx'
import style from './work.module.css'
import { workWords } from './work-words.ts'

type Props = {
  label: string
  range: { unit: string; min: number; max: number }
  value: number | null
  why: string | null
  /** The value is a decisive fact that stands: another needs a reason. */
  asksReason?: boolean | undefined
  onEnter: (value: number, reason: string) => void
}

/** A number with its unit: shown, and typed anew on one press; both decimal marks are understood. */
export function NumberEntry({ label, range, value, why, asksReason = false, onEnter }: Props) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [text, setText] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const number = parseNumber(text ?? '')
  const isInside = number !== null && number >= range.min && number <= range.max
  const isUnsaid = asksReason && number !== value && reason === ''
  if (text === null) {
    return (
      <div className={style['value']}>
        <span>{label}</span>
        <b className="figure">{value === null ? '—' : `${numberText(value, language)} ${shownUnit(range.unit)}`}</b>
        {why ? null : <Button onPress={() => setText('')}>{value === null ? t('enter') : t('correct')}</Button>}
      </div>
    )
  }
  return (
    <form
      className={style['value']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isInside || isUnsaid) return
        onEnter(number, reason)
        setText(null)
        setReason('')
      }}
    >
      <Field
        label={label}
        value={text}
        onChange={setText}
        inputMode="decimal"
        problem={text && !isInside ? t('between', { min: range.min, max: range.max }) : null}
      />
      {asksReason ? <ReasonAsk onChange={setReason} /> : null}
      <Button kind="primary" type="submit" onPress={() => undefined} why={isUnsaid ? t('reasonNeeded') : null}>
        {t('keep')}
      </Button>
      <Button onPress={() => setText(null)}>{t('cancel')}</Button>
    </form>
  )
}

/** A unit (UCUM) as clinicians read it. */
export const shownUnit = (unit: string): string =>
  ({ a: '', '{score}': '', 'mm[Hg]': 'mmHg', Cel: '°C', '10*9/L': 'G/L', '1': '', '[pH]': '' })[unit] ?? unit
