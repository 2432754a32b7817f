import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Chip, Empty, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import style from './consults.module.css'
import { consultsQuery } from './queries.ts'
import { consultsWords } from './words.ts'

/** The cases that I take part in, newest first. */
export function CasesPage() {
  const t = useWords(consultsWords)
  const now = useNow(30_000)
  const consults = useQuery(consultsQuery)
  const problem = useProblem(consults.error)
  return (
    <Section isPage title={t('cases')} aside={<span className="figure">{consults.data?.length ?? ''}</span>}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {consults.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {consults.data?.length === 0 ? <Empty>{t('noCases')}</Empty> : null}
      <ul className={style['rows']}>
        {consults.data?.map((consult) => (
          <li key={consult.id}>
            <div>
              <PatientLine patient={consult.patient} />
              <p>{consult.question}</p>
              <p className="small dim">
                {consult.asking.shortName} {t('asks')} {consult.supporting.shortName} ·{' '}
                <span className="figure">{whenText(consult.askedAt, now)}</span>
              </p>
            </div>
            <span className={style['actions']}>
              <Chip kind="soft">{t(consult.status === 'accepted' ? 'status-accepted' : consult.status)}</Chip>
              <Link className={ui['button']} to={path.consult(consult.id)}>
                {t('open')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
