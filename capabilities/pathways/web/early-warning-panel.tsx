import { useQuery } from '@tanstack/react-query'
import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip, Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Warning } from '../contract/warnings.ts'
import { AcknowledgeWarning } from './acknowledge-warning.tsx'
import { nameOf } from './name-of.ts'
import { StandingSource, StandingValues } from './standing-values.tsx'
import { earlyWarningQuery } from './warning-queries.ts'
import { warningWords } from './warning-words.ts'
import style from './warnings.module.css'

const aMinute = 60_000

/** The early-warning score of a patient now, or why there is none, and the warnings so far: for both ends of a case. */
export function EarlyWarningPanel({ patientId, canWrite }: { patientId: string; canWrite: boolean }) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const now = useNow(aMinute)
  const found = useQuery(earlyWarningQuery(patientId))
  const problem = useProblem(found.error)
  const { standing, why, warnings = [], isPregnancyUnknown = false } = found.data ?? {}
  const open = warnings.filter((each) => !each.acknowledged && !each.isReplaced)
  return (
    <Panel
      title={t('title')}
      aside={standing ? <span className="small dim">{t('asOf', { time: whenText(standing.at, now) })}</span> : null}
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {why ? <Empty>{t(why)}</Empty> : null}
      {standing ? (
        <>
          <p className={style['total']}>
            <b>{standing.text[language]}</b>
            {standing.band ? <span>{standing.band[language]}</span> : null}
          </p>
          <StandingValues standing={standing} />
          <StandingSource standing={standing} isApproved={null} isPregnancyUnknown={isPregnancyUnknown} />
        </>
      ) : null}
      {warnings.length > 0 ? (
        <>
          <h3>{t('earlier')}</h3>
          <ul className={style['earlier']}>
            {warnings.map((warning) => (
              <Earlier key={warning.id} warning={warning} now={now} />
            ))}
          </ul>
          {canWrite && open.length > 0 ? <AcknowledgeWarning warnings={open} /> : null}
        </>
      ) : null}
    </Panel>
  )
}

function Earlier({ warning, now }: { warning: Warning; now: number }) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const { acknowledged } = warning
  return (
    <li>
      <p>
        <b>{warning.standing.text[language]}</b> <span className="figure">{whenText(warning.since, now)}</span>{' '}
        {warning.isApproved ? null : <Chip kind="soft">{t('notApproved')}</Chip>}
      </p>
      <p>{warning.level.label[language]}</p>
      <p className={acknowledged || warning.isReplaced ? 'small dim' : 'small is-late'}>
        {acknowledged
          ? t('acknowledgedBy', { name: nameOf(acknowledged.by), time: whenText(acknowledged.at, now) })
          : t(warning.isReplaced ? 'replaced' : 'notYet')}
        {acknowledged?.reason ? `: ${acknowledged.reason}` : null}
      </p>
    </li>
  )
}
