import { useQuery } from '@tanstack/react-query'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { dateAt } from '#platform/web/i18n/date-text.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listMisses } from '../contract/paging.ts'
import { nameOf } from './name-of.ts'
import { pagingWords } from './paging-words.ts'
import { missesQuery } from './queries.ts'

const aMinute = 60_000
const shownMs = 30 * 24 * 60 * aMinute

type Miss = OutputOf<typeof listMisses>[number]

/** Who was rung for the facility and did not answer, for those who lead it. */
export function MissesPanel({ facilityId }: { facilityId: Id<'facility'> }) {
  const t = useWords(pagingWords)
  const now = useNow(aMinute)
  const { nameOf: specialtyName } = useSpecialties()
  const misses = useQuery(missesQuery(facilityId, { from: dateAt(now - shownMs), to: dateAt(now) }))
  const problem = useProblem(misses.error)
  return (
    <Panel title={t('misses')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {misses.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {misses.data?.length === 0 ? <p className="dim">{t('noMisses')}</p> : null}
      {misses.data && misses.data.length > 0 ? (
        <Table<Miss>
          caption={t('misses')}
          isCaptionHidden
          rows={misses.data}
          keyOf={(miss) => `${miss.consultId}/${miss.person.id}`}
          columns={[
            { key: 'when', head: t('when'), cell: (miss) => whenText(miss.rangAt, now) },
            {
              key: 'person',
              head: t('person'),
              cell: (miss) => `${nameOf(miss.person)} · ${specialtyName(miss.specialty)}`,
            },
            { key: 'what', head: t('what'), cell: (miss) => t(`miss-${miss.kind}`) },
            {
              key: 'rang',
              head: t('rangFor'),
              cell: (miss) => (miss.seconds === null ? t('still') : t('seconds', { n: miss.seconds })),
            },
            {
              key: 'answered',
              head: t('answeredBy'),
              cell: (miss) => (miss.answeredBy ? nameOf(miss.answeredBy) : t('none')),
            },
          ]}
        />
      ) : null}
    </Panel>
  )
}
