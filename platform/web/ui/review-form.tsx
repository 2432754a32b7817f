import { useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import { Choices, Field, ProblemText } from './pieces.tsx'
import style from './ui.module.css'
import { uiWords } from './words.ts'

/** A verdict on something that was done: justified, or not, with words. */
export type Review = { verdict: 'justified' | 'not-justified'; note: string }

type Props = { isBusy: boolean; problem: string | null; onReview: (review: Review) => void }

/** Asks for a verdict; one that says no needs words. */
export function ReviewForm({ isBusy, problem, onReview }: Props) {
  const t = useWords(uiWords)
  const [verdict, setVerdict] = useState<Review['verdict'] | null>(null)
  const [note, setNote] = useState('')
  const isWordless = verdict === 'not-justified' && !note.trim()
  return (
    <div className={style['review']}>
      <Choices
        label={t('verdict')}
        value={verdict}
        onChange={setVerdict}
        options={(['justified', 'not-justified'] as const).map((value) => ({ value, text: t(value) }))}
      />
      <Field label={t('reviewNote')} value={note} onChange={setNote} rows={2} maxLength={2000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button
          kind="primary"
          isBusy={isBusy}
          onPress={() => verdict && onReview({ verdict, note })}
          why={verdict ? (isWordless ? t('reviewNoteMissing') : null) : t('verdictMissing')}
        >
          {t('review')}
        </Button>
      </span>
    </div>
  )
}
