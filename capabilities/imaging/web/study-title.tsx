import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type { Study } from '../contract.ts'
import type { Series } from './slices.ts'
import { imagingWords } from './words.ts'

/** What a study is, when it was taken, and which of its series is shown. */
export function StudyTitle({ study, series }: { study: Study; series: Series | undefined }) {
  const t = useWords(imagingWords)
  const moment = study.startedAt ?? study.firstArrivedAt
  return (
    <>
      <b>{study.modality}</b> {study.description}{' '}
      <span className="figure">
        {timeText(moment)} {dateText(moment)}
      </span>
      <br />
      {series?.description}
      {series?.addedBy ? ` · ${t('addedBy', { name: series.addedBy })}` : null}
    </>
  )
}
