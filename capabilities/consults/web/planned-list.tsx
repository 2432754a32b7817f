import { Link } from '@tanstack/react-router'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import ui from '#platform/web/ui/ui.module.css'
import type { ConsultSummary } from '../contract.ts'
import style from './consults.module.css'
import { DueText } from './due-text.tsx'
import { plannedWords } from './planned-words.ts'

/** Planned requests on the Desk, by due time. */
export function PlannedList({ rows, now }: { rows: readonly ConsultSummary[]; now: number }) {
  const t = useWords(plannedWords)
  if (rows.length === 0) return null
  return (
    <>
      <h3>{t('planned')}</h3>
      <ul className={style['rows']}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <p>
                <b>
                  {row.asking.shortName} · {t(row.urgency)}
                </b>
              </p>
              <PatientLine patient={row.patient} />
              <p>{row.question}</p>
              <DueText dueAt={row.dueAt} firstAnsweredAt={row.firstAnsweredAt} now={now} />
            </div>
            <Link className={ui['button']} to={path.consult(row.id)}>
              {t('open')}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
