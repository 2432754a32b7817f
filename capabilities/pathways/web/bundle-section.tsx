import { useState } from 'react'
import { toInstant } from '#platform/contract/instant.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, TimeLeft } from '#platform/web/ui/pieces.tsx'
import { evaluate } from '../contract/evaluate.ts'
import type { BundleDefinition } from '../contract/pathway-parts.ts'
import { moment } from '../contract/run.ts'
import { stepTimes } from '../contract/spoken-step.ts'
import { nameOf } from './name-of.ts'
import { ReadAloud } from './read-aloud.tsx'
import { stepWhy } from './step-why.ts'
import { doneAt, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The bundles of a pathway: steps to be done within minutes, each with who did it and when. */
export function BundleSection({ work }: { work: Work }) {
  return (
    <div className={style['cards']}>
      {work.document.bundles.map((bundle) => (
        <Bundle key={bundle.code} work={work} bundle={bundle} />
      ))}
    </div>
  )
}

/** When a bundle began: at its station, or at the press that started it; null when it has not. */
export function startOf(work: Work, bundle: BundleDefinition): number | null {
  if (bundle.after) return work.facts.passed.get(bundle.after) ?? null
  const started = moment.safeParse(work.entry('bundle', bundle.code)?.value).data
  return started ? new Date(started.at).getTime() : null
}

function Bundle({ work, bundle }: { work: Work; bundle: BundleDefinition }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [isRead, setIsRead] = useState(false)
  const start = startOf(work, bundle)
  const until = start === null ? null : new Date(start + bundle.withinMinutes * 60_000).toISOString()
  const isProposed = start === null && bundle.when !== null && evaluate(bundle.when, work.facts) === true
  const begin = () => work.write({ kind: 'bundle', code: bundle.code, value: { at: toInstant(new Date()) } })
  // hands are quicker than forms: a step that is done starts the bundle too
  const done = (code: string) => {
    if (start === null && !bundle.after) begin()
    work.write({ kind: 'step', code: `${bundle.code}.${code}`, value: { at: toInstant(new Date()) } })
  }
  return (
    <section className={style['card']} aria-label={bundle.label[language]}>
      <header>
        <h3>{bundle.label[language]}</h3>
        {isProposed ? <Chip kind="critical">{t('proposed')}</Chip> : null}
        {until ? <TimeLeft until={until} now={work.now} size="m" /> : null}
      </header>
      {start === null ? (
        <Button
          kind="emergency"
          isBig
          onPress={begin}
          why={work.why ?? (bundle.after ? t('startsByItself') : null)}
          below={t('withinMinutes', { n: bundle.withinMinutes })}
        >
          {t('startBundle')}
        </Button>
      ) : (
        <Button isBig onPress={() => setIsRead(true)}>
          {t('readAloud')}
        </Button>
      )}
      <Steps work={work} bundle={bundle} start={start} onDone={done} />
      <p className="small dim">{t('sourceIs', { source: bundle.source })}</p>
      {isRead && start !== null ? (
        <ReadAloud work={work} bundle={bundle} startedAt={start} onDone={done} onClose={() => setIsRead(false)} />
      ) : null}
    </section>
  )
}

type StepsProps = { work: Work; bundle: BundleDefinition; start: number | null; onDone: (code: string) => void }

function Steps({ work, bundle, start, onDone }: StepsProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const times = start === null ? [] : stepTimes(bundle, start)
  return (
    <ol className={style['steps']}>
      {bundle.steps.map((step, index) => {
        const entry = work.entry('step', `${bundle.code}.${step.code}`)
        const at = doneAt(work, `${bundle.code}.${step.code}`)
        const due = times[index]
        const isLate = !at && due !== undefined && due < work.now
        return (
          <li key={step.code} data-is={at ? 'done' : isLate ? 'late' : 'open'}>
            <div>
              <b>{step.label[language]}</b>
              <p>{step.say[language]}</p>
              {entry?.isReopened ? <p className="is-late small">{t('doAgain')}</p> : null}
              {step.dose ? <p className={style['stepDose']}>{step.dose[language]}</p> : null}
              {due === undefined || at ? null : (
                <p className={isLate ? 'is-late small' : 'small dim'}>{t('dueAt', { time: timeText(due) })}</p>
              )}
            </div>
            {at ? (
              <span className="small">
                {t('doneBy', { name: nameOf(entry?.enteredBy ?? null), time: timeText(at) })}
              </span>
            ) : (
              <Button isBig onPress={() => onDone(step.code)} why={stepWhy(work, bundle, step.code, t)}>
                {t('done')}
              </Button>
            )}
          </li>
        )
      })}
    </ol>
  )
}
