import { useQuery } from '@tanstack/react-query'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { useNow } from '#platform/web/use-now.ts'
import type { Earlier } from '../contract/corrections.ts'
import { versionsQuery } from './queries.ts'
import style from './records.module.css'
import { recordsWords } from './words.ts'

const aMinute = 60_000

/** What was corrected, newest first: when, by whom, and what stood before. Nothing where nothing was. */
export function VersionsList({ patientId, of }: { patientId: string; of: readonly Earlier['of'][] }) {
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  const versions = useQuery(versionsQuery(patientId))
  const rows = versions.data?.filter((each) => of.includes(each.earlier.of)) ?? []
  if (rows.length === 0) return null
  return (
    <ul className={style['versions']}>
      {rows.map(({ changedAt, changedBy, earlier }) => (
        <li key={`${changedAt}/${earlier.of}/${earlier.of === 'identifier' ? earlier.value : ''}`}>
          <p className="small dim">
            {t('changedBy', {
              time: whenText(changedAt, now),
              name: changedBy ? `${changedBy.title} ${changedBy.fullName}`.trim() : t('system'),
            })}
          </p>
          <p className="small">
            {t('before')} {earlierText(earlier, t)}
          </p>
        </li>
      ))}
    </ul>
  )
}

function earlierText(earlier: Earlier, t: Say<(typeof recordsWords)['words']>): string {
  if (earlier.of === 'identifier') return `${t(earlier.system)} ${earlier.value}`
  if (earlier.of === 'patient') {
    const birth = earlier.birthDate ? shownDate(earlier.birthDate) : earlier.birthYear
    return [earlier.isUnknown ? t('unknownPatient') : '', earlier.fullName, birth, t(earlier.sex)]
      .filter(Boolean)
      .join(', ')
  }
  const place = [earlier.room && t('roomOf', { room: earlier.room }), earlier.bed && t('bedOf', { bed: earlier.bed })]
  return [earlier.department, ...place, earlier.reason, earlier.diagnosis].filter(Boolean).join(', ') || '—'
}
