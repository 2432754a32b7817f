import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { listRemovedStudies } from '../contract/removal.ts'
import style from './matching.module.css'
import { removalWords } from './removal-words.ts'

/** What was removed from the queue, by whom and why; nothing where nothing was. */
export function RemovedStudies({ facilityId }: { facilityId: string }) {
  const t = useWords(removalWords)
  const removed = useQuery({
    queryKey: ['facility', facilityId, 'removed-studies'],
    queryFn: async ({ signal }) => await call(listRemovedStudies, { facilityId }, { signal }),
  })
  const problem = useProblem(removed.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!removed.data?.length) return null
  return (
    <details className={style['removed']}>
      <summary>{t('removed', { n: removed.data.length })}</summary>
      <ul>
        {removed.data.map((each) => (
          <li key={each.studyId}>
            <b>{each.modality || '?'}</b> {each.startedAt ? shownMoment(each.startedAt) : ''} ·{' '}
            {t('images', { n: each.instanceCount })}
            <br />
            <span className="small dim">
              {t('by', {
                name: each.by ? `${each.by.title} ${each.by.fullName}`.trim() : '',
                time: shownMoment(each.at),
              })}
              : {each.reason}. {each.erasedAt ? t('erased', { time: shownMoment(each.erasedAt) }) : t('erasing')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
