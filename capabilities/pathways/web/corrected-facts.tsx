import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { shownReason } from '../contract/correction-reason.ts'
import { nameOf } from './name-of.ts'
import type { Work } from './use-work.ts'
import { workWords } from './work-words.ts'

/** What was corrected in a case, by whom and why; also what both ends have acknowledged. */
export function CorrectedFacts({ work }: { work: Pick<Work, 'document' | 'run'> }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const { items, milestones } = work.document
  if (work.run.corrections.length === 0) return null
  return (
    <>
      <h3>{t('corrections')}</h3>
      <ul>
        {work.run.corrections.map((correction) => (
          <li key={correction.id}>
            <b>
              {[...items, ...milestones].find((each) => each.code === correction.code)?.label[language] ??
                correction.code}
            </b>
            : {t('correctedBy', { time: shownMoment(correction.at), name: nameOf(correction.by) })}
            {correction.reason ? `. ${t('reasonSaid', { reason: shownReason(correction.reason, language) })}` : null}
          </li>
        ))}
      </ul>
    </>
  )
}
