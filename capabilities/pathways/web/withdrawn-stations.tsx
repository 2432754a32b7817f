import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import type { Work } from './use-work.ts'
import { workWords } from './work-words.ts'

/** The stations whose images turned out to be another patient's: seen, and counted by no clock. */
export function WithdrawnStations({ work }: { work: Pick<Work, 'document' | 'run'> }) {
  const t = useWords(workWords)
  const language = useLanguage()
  if (work.run.withdrawn.length === 0) return null
  return (
    <>
      <h3>{t('withdrawnStations')}</h3>
      <ul>
        {work.run.withdrawn.map((station) => (
          <li key={`${station.code}/${station.withdrawnAt}`}>
            <s>
              {work.document.milestones.find((each) => each.code === station.code)?.label[language] ?? station.code}{' '}
              {shownMoment(station.occurredAt)}
            </s>
            : {t('withdrawnAt', { time: shownMoment(station.withdrawnAt), reason: station.reason })}
          </li>
        ))}
      </ul>
    </>
  )
}
