import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { contractWords } from './contract-words.ts'
import { type Condition, PublishDialog } from './publish-dialog.tsx'
import { remoteServicesQuery } from './queries.ts'

type Props = {
  facilityId: string
  /** The pathways that may be published, by code. */
  pathways: readonly Condition[]
}

/** What a facility has published of remote care; publishing anew. */
export function RemoteServicePanel({ facilityId, pathways }: Props) {
  const t = useWords(contractWords)
  const found = useQuery(remoteServicesQuery(facilityId))
  const [isOpen, setIsOpen] = useState(false)
  const problem = useProblem(found.error)
  const nameOf = (code: string) => pathways.find((each) => each.code === code)?.name ?? code
  const [newest] = found.data ?? []
  return (
    <Panel
      title={t('remoteService')}
      aside={
        found.data ? <Button onPress={() => setIsOpen(true)}>{t(newest ? 'publishAnew' : 'publish')}</Button> : null
      }
    >
      <p className="small dim">{t('remoteHint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {found.data && !newest ? <p className="dim">{t('notPublished')}</p> : null}
      <ul>
        {found.data?.map((each) => (
          <li key={each.id} className={each.isInForce ? undefined : 'dim'}>
            {each.isInForce ? <Chip>{t('inForce')}</Chip> : null} {t('sinceDay', { date: shownDate(each.publishedOn) })}{' '}
            {each.conditions.map(nameOf).join(', ')}
          </li>
        ))}
      </ul>
      {isOpen ? (
        <PublishDialog
          facilityId={facilityId}
          pathways={pathways}
          before={newest?.conditions ?? []}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </Panel>
  )
}
