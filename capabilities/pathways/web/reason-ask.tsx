import { useState } from 'react'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices, Field } from '#platform/web/ui/pieces.tsx'
import { correctionReasons, keptReason } from '../contract/correction-reason.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** Asks why a fact is corrected: one of a short list, and a free text. Tells the reason, empty while there is none. */
export function ReasonAsk({ onChange }: { onChange: (reason: string) => void }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [chosen, setChosen] = useState<string | null>(null)
  const [text, setText] = useState('')
  const change = (next: string | null, said: string) => {
    setChosen(next)
    setText(said)
    onChange(keptReason(next, said))
  }
  return (
    <div className={style['reason']}>
      <p>{t('reasonOf')}</p>
      <Choices
        label={t('reasonOf')}
        value={chosen}
        onChange={(next) => change(next, text)}
        options={correctionReasons.map((each) => ({ value: each.vi, text: each[language] }))}
      />
      {chosen === null ? null : (
        <Field label={t('reasonFree')} value={text} onChange={(said) => change(chosen, said)} maxLength={300} />
      )}
    </div>
  )
}

type FormProps = { onKeep: (reason: string) => void; onCancel: () => void }

/** The reason of a correction that was pressed already: kept with it, or the press is taken back. */
export function ReasonForm({ onKeep, onCancel }: FormProps) {
  const t = useWords(workWords)
  const [reason, setReason] = useState('')
  return (
    <form
      className={style['value']}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason !== '') onKeep(reason)
      }}
    >
      <ReasonAsk onChange={setReason} />
      <Button kind="primary" type="submit" onPress={() => undefined} why={reason === '' ? t('reasonNeeded') : null}>
        {t('keep')}
      </Button>
      <Button onPress={onCancel}>{t('cancel')}</Button>
    </form>
  )
}
