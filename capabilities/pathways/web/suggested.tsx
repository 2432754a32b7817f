import { numberText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import type { Entry } from '../contract/run.ts'
import { offeredFor, offeredSource, type Suggestion, suggestionFor } from '../contract/suggestions.ts'
import { nameOf } from './name-of.ts'
import { shownUnit } from './number-entry.tsx'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

type Props = {
  work: Work
  asked: Parameters<typeof suggestionFor>[0]
  /** The answer that stands; a value of the record is offered in its place only when it is newer and another. */
  entry: Entry | undefined
  /** The value as the question shows it. */
  shown: (value: number | string) => string
  onUse: (suggestion: Suggestion, reason: string) => void
}

function isNews(suggestion: Suggestion, entry: Entry | undefined): boolean {
  if (!entry || entry.value === null || entry.isReopened) return true
  const given = typeof entry.value === 'boolean' ? (entry.value ? 'yes' : 'no') : entry.value
  return given !== suggestion.value && suggestion.recorded.effectiveAt > entry.enteredAt
}

/** What the record knows for a question, with its time and who recorded it; it counts once somebody takes it. */
export function Suggested({ work, asked, entry, shown, onUse }: Props) {
  const t = useWords(workWords)
  const language = useLanguage()
  const suggestion = work.why ? null : suggestionFor(asked, work.run.recorded, work.now)
  if (!suggestion || !isNews(suggestion, entry)) return null
  const { value, recorded } = suggestion
  const time = whenText(recorded.effectiveAt, work.now)
  const unit = asked.is.kind === 'number' ? shownUnit(asked.is.unit) : ''
  const said = typeof value === 'number' ? `${numberText(value, language)} ${unit}`.trim() : shown(value)
  return (
    <p className={style['suggested']}>
      <span title={t('offeredLimit', { n: offeredFor(recorded.code), source: offeredSource })}>
        {t('inRecord', { value: said, time, name: nameOf(recorded.by) })}
      </span>
      <Button onPress={() => onUse(suggestion, t('fromRecord', { time }))}>{t('useRecorded')}</Button>
    </p>
  )
}
