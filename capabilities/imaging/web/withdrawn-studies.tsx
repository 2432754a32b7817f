import { useQuery } from '@tanstack/react-query'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import type { WithdrawnStudy } from '../contract/matching.ts'
import style from './matching.module.css'
import { withdrawnStudiesQuery } from './matching-queries.ts'
import { matchingWords } from './matching-words.ts'

type T = Say<(typeof matchingWords)['words']>

const nameOf = (person: WithdrawnStudy['withdrawnBy']): string =>
  person ? `${person.title} ${person.fullName}`.trim() : '?'

const whatOf = (study: WithdrawnStudy, t: T): string =>
  [
    study.modality,
    ...(study.startedAt ? [t('taken', { time: shownMoment(study.startedAt) })] : []),
    `(${t('images', { n: study.instanceCount })})`,
  ].join(' ')

/** The studies that were taken out of this record, said plainly to whoever treats or advises; nothing when there is none. */
export function WithdrawnStudies({ patientId }: { patientId: string }) {
  const withdrawn = useQuery(withdrawnStudiesQuery(patientId))
  return withdrawn.data?.map((study) => <WithdrawnNotice key={study.matchId} study={study} />)
}

function WithdrawnNotice({ study }: { study: WithdrawnStudy }) {
  const t = useWords(matchingWords)
  const openers = study.openedBy.map((each) => `${nameOf(each.person)} (${timeText(each.at)})`)
  return (
    <div role="note" className={style['withdrawn']}>
      <p>
        <b>
          {t('withdrawn', {
            what: whatOf(study, t),
            time: shownMoment(study.withdrawnAt),
            reason: study.reason,
          })}
        </b>
      </p>
      <p>{t('withdrawnReview')}</p>
      <p className="small">
        {t('withdrawnBy', { name: nameOf(study.withdrawnBy) })}{' '}
        {openers.length > 0 ? t('withdrawnOpened', { names: openers.join(', ') }) : t('withdrawnOpenedNone')}
      </p>
    </div>
  )
}

type LeftProps = { patientId: string; studyId: string; isCompact: boolean; onClose: () => void }

/** In place of a study that left the record while somebody looked at it; in a panel, which says why above, only that it closed. */
export function StudyLeft({ patientId, studyId, isCompact, onClose }: LeftProps) {
  const t = useWords(matchingWords)
  const withdrawn = useQuery(withdrawnStudiesQuery(patientId))
  const study = withdrawn.data?.find((each) => each.studyId === studyId)
  return (
    <div className={style['left']} role="alert" data-theme="night">
      <h3>{t('withdrawnClosed')}</h3>
      {study && !isCompact ? <WithdrawnNotice study={study} /> : null}
      <Button onPress={onClose}>{t('seeOthers')}</Button>
    </div>
  )
}
