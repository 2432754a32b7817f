import { useQuery } from '@tanstack/react-query'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { CorrectedFacts } from './corrected-facts.tsx'
import { pathwayQuery, runQuery } from './queries.ts'
import { TimelineTable } from './timeline-section.tsx'
import type { Subject } from './use-work.ts'
import { WithdrawnStations } from './withdrawn-stations.tsx'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The timeline of a case on paper: every station with its source, typed or from an event. */
export function PrintableTimeline({ subject }: { subject: Subject }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const now = useNow(60_000)
  const run = useQuery(runQuery(subject))
  const document = useQuery({
    ...pathwayQuery(run.data?.code ?? '', run.data?.version ?? 0),
    enabled: run.data !== undefined,
  })
  const problem = useProblem(run.error ?? document.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!run.data || !document.data) return <Waiting>{t('opening')}</Waiting>
  return (
    <>
      <p>
        {t('versionOf', { name: document.data.name[language], version: document.data.version })} ·{' '}
        {t('printedAt', { time: shownMoment(new Date(now).toISOString()) })}
      </p>
      <TimelineTable work={{ document: document.data, run: run.data, now }} />
      <CorrectedFacts work={{ document: document.data, run: run.data }} />
      <WithdrawnStations work={{ document: document.data, run: run.data }} />
      <p className="small dim">{t('sourceIs', { source: document.data.source })}</p>
      <div className={style['notOnPaper']}>
        <Button kind="primary" onPress={() => window.print()}>
          {t('print')}
        </Button>
      </div>
    </>
  )
}
