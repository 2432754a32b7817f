import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import { isLate } from './late.ts'
import { dueTasksQuery } from './warning-queries.ts'
import { warningWords } from './warning-words.ts'
import style from './warnings.module.css'

const minuteMs = 60_000

/** What is late at a moment in the running pathways of my hospital: the first that is late, and how many are. */
export function useLateTasks(me: Me, now: number) {
  const tasks = useQuery(dueTasksQuery(me))
  const problem = useProblem(tasks.error)
  const rows = (tasks.data ?? []).flatMap((row) => {
    const late = row.dueAt.filter((dueAt) => isLate(dueAt, now))
    const [first] = late
    return first === undefined ? [] : [{ row, first, count: late.length }]
  })
  return { rows, problem }
}

/** What is late in the running pathways of my hospital, such as an observation after lysis, with the way to the case. */
export function LateTasksOnDesk({ me, now }: { me: Me; now: number }) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const { rows, problem } = useLateTasks(me, now)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (rows.length === 0) return null
  return (
    <section className={style['late']}>
      <h3>{t('late')}</h3>
      <ul>
        {rows.map(({ row, first, count }) => (
          <li key={`${row.subjectId}/${row.schedule.code}`}>
            <div>
              <p>
                <b>{row.schedule.label[language]}</b> <span className="small dim">{row.pathway[language]}</span>
              </p>
              <PatientLine patient={row.patient} />
              <p className="small is-late">
                {t('lateTasks', { n: count, time: whenText(first, now) })},{' '}
                {t('lateBy', { n: Math.floor((now - new Date(first).getTime()) / minuteMs) })}
              </p>
            </div>
            {row.subjectKind === 'consult' ? (
              <Link className={ui['button']} to={path.consult(row.subjectId)}>
                {t('open')}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
