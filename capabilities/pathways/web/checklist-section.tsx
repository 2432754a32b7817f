import { useState } from 'react'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field } from '#platform/web/ui/field.tsx'
import { Chip } from '#platform/web/ui/pieces.tsx'
import type { ChecklistDefinition } from '../contract/pathway-parts.ts'
import { lineAnswer } from '../contract/run.ts'
import { checklistStanding } from '../contract/standing.ts'
import { nameOf } from './name-of.ts'
import { PickRow } from './pick-row.tsx'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The checklists of a pathway: yes, no or unknown to each line; unknown stays open. */
export function ChecklistSection({ work }: { work: Work }) {
  return (
    <>
      {work.document.checklists.map((checklist) => (
        <Checklist key={checklist.code} work={work} checklist={checklist} />
      ))}
    </>
  )
}

function Checklist({ work, checklist }: { work: Work; checklist: ChecklistDefinition }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const standing = checklistStanding(checklist, work.facts.lines)
  const signs = checklist.lines.filter(
    (line) => work.facts.lines.get(`${checklist.code}.${line.code}`) === 'yes',
  ).length
  const title = checklist.label[language]
  const isAgainst = checklist.yesIs === 'against'
  return (
    <section className={style['score']} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <p className={style['total']} role="status">
          {standing.is === 'against' ? (
            <Chip kind="critical">{isAgainst ? t('against') : t('notFulfilled')}</Chip>
          ) : null}
          {standing.is === 'clear' && (isAgainst || standing.toWeigh.length === 0) ? (
            <b>{isAgainst ? t('clear') : t('fulfilled')}</b>
          ) : null}
          {standing.open.length > 0 ? <span>{t('linesOpen', { n: standing.open.length })}</span> : null}
          {isAgainst || signs === 0 ? null : <b>{t('signs', { n: signs })}</b>}
          {isAgainst && standing.toWeigh.length > 0 ? (
            <Chip kind="late">{t('toWeigh', { n: standing.toWeigh.length })}</Chip>
          ) : null}
        </p>
      </header>
      <div data-pick-rows className={style['rows']}>
        {checklist.lines.map((line) => (
          <Line key={line.code} work={work} checklist={checklist} line={line} />
        ))}
      </div>
    </section>
  )
}

type LineProps = { work: Work; checklist: ChecklistDefinition; line: ChecklistDefinition['lines'][number] }

function Line({ work, checklist, line }: LineProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const code = `${checklist.code}.${line.code}`
  const entry = work.entry('line', code)
  const given = lineAnswer.safeParse(entry?.value).data ?? null
  const [asksText, setAsksText] = useState(false)
  const [text, setText] = useState('')
  const isRelative = line.weight === 'relative' && checklist.yesIs === 'against'
  const pick = (answer: string) => {
    const known = lineAnswer.shape.answer.parse(answer)
    if (known === 'yes' && isRelative) return setAsksText(true)
    setAsksText(false)
    return work.write({ kind: 'line', code, value: { answer: known, text: '' } })
  }
  return (
    <PickRow
      label={
        <>
          {line.label[language]} {isRelative ? <span className="small dim">({t('relative')})</span> : null}
        </>
      }
      picks={[
        { value: 'yes', text: t('yes'), key: '1' },
        { value: 'no', text: t('no'), key: '2' },
        { value: 'unknown', text: t('unknown'), key: '3' },
      ]}
      value={asksText ? 'yes' : (given?.answer ?? null)}
      isCompact
      isReopened={entry?.isReopened && !asksText}
      why={work.why}
      onPick={pick}
    >
      {asksText ? (
        <form
          className={style['value']}
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            work.write({ kind: 'line', code, value: { answer: 'yes', text } })
            setAsksText(false)
          }}
        >
          <Field label={t('sayMore')} value={text} onChange={setText} maxLength={1000} />
          <Button kind="primary" type="submit" onPress={() => undefined}>
            {t('keep')}
          </Button>
        </form>
      ) : null}
      {entry && !asksText ? (
        <p className="small dim">
          {entry.isReopened ? <b>{t('answerAgain')} </b> : null}
          {given?.text ? `${given.text} · ` : ''}
          {entry.enteredBy ? `${nameOf(entry.enteredBy)} ${timeText(entry.enteredAt)} · ` : ''}
          {line.source}
        </p>
      ) : null}
    </PickRow>
  )
}
