import { useId, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { AlertList } from './alert-list.tsx'
import { CorrectionList } from './correction-list.tsx'
import { type Around, parts } from './parts.tsx'
import { type Subject, useWork, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

type Props = Around & {
  subject: Subject
  isApproved: boolean
  /** Whether the reader's roles let them write at all. */
  canWrite: boolean
}

/** The pathway of a case: what it warns of, what was corrected, and its parts, one open at a time. */
export function CasePathway({ subject, isApproved, canWrite, ...around }: Props) {
  const t = useWords(workWords)
  const now = useNow()
  const { work, problem } = useWork(subject, { now, why: canWrite ? null : t('readOnly') })
  const [open, setOpen] = useState<string | null>(null)
  const id = useId()
  if (!work) return problem ? <ProblemText>{problem}</ProblemText> : <Waiting>{t('opening')}</Waiting>
  const running: Work = work.run.endedAt ? { ...work, why: t('ended') } : work
  const there = parts.filter((part) => part.isThere(work.document))
  const shown = there.find((part) => part.name === open)
  return (
    <section className={style['pathway']} aria-label={t('pathway')}>
      <CorrectionList work={running} />
      <AlertList work={running} isApproved={isApproved} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['parts']}>
        {there.map((part) => (
          <button
            key={part.name}
            type="button"
            aria-expanded={part === shown}
            aria-controls={id}
            data-urgent={part.isUrgent(work)}
            onClick={() => setOpen(part === shown ? null : part.name)}
          >
            <b>{t(part.name)}</b>
            <span>{part.says(work, t)}</span>
          </button>
        ))}
      </div>
      <div id={id} className={style['part']} hidden={!shown}>
        {shown?.show(running, around)}
      </div>
    </section>
  )
}
