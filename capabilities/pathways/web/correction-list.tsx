import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { shownReason } from '../contract/correction-reason.ts'
import type { Correction } from '../contract/run.ts'
import * as endpoints from '../contract/run-endpoints.ts'
import { nameOf } from './name-of.ts'
import { named, useCommand, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

const ends = ['treating', 'remote'] as const

/** Decisive facts that were corrected, until both ends have acknowledged: what changed, and what is open again. */
export function CorrectionList({ work }: { work: Work }) {
  const open = work.run.corrections.filter((each) => each.acknowledged.length < ends.length)
  return (
    <>
      {open.map((correction) => (
        <Corrected key={correction.id} work={work} correction={correction} />
      ))}
    </>
  )
}

function Corrected({ work, correction }: { work: Work; correction: Correction }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const acknowledge = useCommand(
    work.subject,
    async () => await call(endpoints.acknowledgeCorrection, { ...named(work.subject), correctionId: correction.id }),
  )
  const { items, milestones } = work.document
  const what = [...items, ...milestones].find((each) => each.code === correction.code)?.label[language]
  const isSeenHere = correction.acknowledged.some((each) => each.side === (work.run.answersAs ?? work.run.side))
  return (
    <section className={style['corrected']} role="alert">
      <div>
        <b>
          {t('corrected', {
            what: what ?? correction.code,
            name: nameOf(correction.by),
            time: timeText(correction.at),
          })}
        </b>
        {correction.reason ? (
          <p className="small">{t('reasonSaid', { reason: shownReason(correction.reason, language) })}</p>
        ) : null}
        <p className="small">{t('correctedMeans')}</p>
        <p className="small">
          {ends.map((end) => {
            const seen = correction.acknowledged.find((each) => each.side === end)
            return (
              <span key={end}>
                {t(end)}: {seen ? `${nameOf(seen.by)} ${timeText(seen.at)}` : t('notSeenYet')}{' '}
              </span>
            )
          })}
        </p>
      </div>
      {isSeenHere ? null : (
        <Button kind="primary" onPress={() => acknowledge.mutate(undefined)} isBusy={acknowledge.isPending}>
          {t('acknowledge')}
        </Button>
      )}
      {acknowledge.problem ? <ProblemText>{acknowledge.problem}</ProblemText> : null}
    </section>
  )
}
