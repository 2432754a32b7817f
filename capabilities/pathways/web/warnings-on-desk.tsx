import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { timeText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Warning } from '../contract/warnings.ts'
import { AcknowledgeWarning } from './acknowledge-warning.tsx'
import { StandingNow, StandingSource, StandingValues } from './standing-values.tsx'
import { warningsQuery } from './warning-queries.ts'
import { warningWords } from './warning-words.ts'
import style from './warnings.module.css'

/** The patients of my hospital whose early-warning score crossed a level, until somebody says that they know. */
export function WarningsOnDesk({ me, now }: { me: Me; now: number }) {
  const t = useWords(warningWords)
  const warnings = useQuery(warningsQuery(me))
  const problem = useProblem(warnings.error)
  const byPatient = Map.groupBy(warnings.data ?? [], (each) => each.patientId)
  const canWrite = me.roles.some((held) => held.role === 'doctor' || held.role === 'nurse')
  return (
    <div role="region" aria-label={t('title')} aria-live="polite">
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {[...byPatient.values()].map((each) => (
        <WarningCard key={each[0]?.patientId} warnings={each} canWrite={canWrite} now={now} />
      ))}
    </div>
  )
}

type CardProps = { warnings: readonly Warning[]; canWrite: boolean; now: number }

function WarningCard({ warnings, canWrite, now }: CardProps) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const [first] = warnings
  if (!first) return null
  const { standing } = first
  return (
    <article className={style['warning']} data-urgency={first.level.urgency} aria-label={standing.text[language]}>
      <header>
        <b>{standing.text[language]}</b>
        <span className="figure">{t('since', { time: whenText(first.since, now) })}</span>
      </header>
      {first.patient ? (
        <Link to={path.patient(first.patientId)}>
          <PatientLine patient={first.patient} />
        </Link>
      ) : null}
      {warnings.map((each) => (
        <p key={each.id}>{each.level.label[language]}</p>
      ))}
      <StandingValues standing={standing} />
      <StandingNow now={first.now} clock={now} />
      <StandingSource {...first} />
      {first.running ? <p className="small">{t('runningSince', { time: timeText(first.running.startedAt) })}</p> : null}
      <div className={style['actions']}>
        {canWrite ? <AskOrOpen warning={first} /> : null}
        {canWrite ? <AcknowledgeWarning warnings={warnings} /> : null}
      </div>
    </article>
  )
}

function AskOrOpen({ warning }: { warning: Warning }) {
  const t = useWords(warningWords)
  const { running } = warning
  const className = [ui['button'], ui['primary']].join(' ')
  return running?.kind === 'consult' ? (
    <Link className={className} to={path.consult(running.id)}>
      {t('openCase')}
    </Link>
  ) : (
    <Link className={className} to={path.askFor(warning.patientId, warning.id)}>
      {t('ask')}
    </Link>
  )
}
