import { PatientLine } from '#capabilities/records/web/index.tsx'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type { PastMatch } from '../contract/matching.ts'
import style from './matching.module.css'
import { matchingWords } from './matching-words.ts'

const nameOf = (person: PastMatch['person']): string => (person ? `${person.title} ${person.fullName}`.trim() : '')

/** Whose a study was said to be before, by whom, and why that was undone. */
export function MatchHistory({ history }: { history: readonly PastMatch[] }) {
  const t = useWords(matchingWords)
  if (history.length === 0) return null
  return (
    <section className={style['history']} aria-label={t('history')}>
      <h3>{t('history')}</h3>
      <ul>
        {history.map((past) => (
          <li key={past.id}>
            {past.patient ? <PatientLine patient={past.patient} /> : t('otherPatient')}
            <span className="small">
              {t(`by-${past.matchedBy}`, { name: nameOf(past.person) })} {shownMoment(past.matchedAt)}
              {past.undoneAt
                ? `; ${t('undone', { name: nameOf(past.undoneBy), time: shownMoment(past.undoneAt), reason: past.undoneReason })}`
                : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
