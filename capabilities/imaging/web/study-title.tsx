import { dateText, timeText } from '#platform/web/i18n/time.ts'
import type { Study } from '../contract.ts'
import { AddedBy } from './added-by.tsx'
import type { Series } from './slices.ts'

/** What a study is, when it was taken, and which of its series is shown. */
export function StudyTitle({ study, series }: { study: Study; series: Series | undefined }) {
  const moment = study.startedAt ?? study.firstArrivedAt
  return (
    <>
      <b>{study.modality}</b> {study.description}{' '}
      <span className="figure">
        {timeText(moment)} {dateText(moment)}
      </span>
      <br />
      {series?.description}
      <AddedBy name={series?.addedBy ?? null} before=" · " />
    </>
  )
}
