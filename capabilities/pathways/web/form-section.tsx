import { useState } from 'react'
import { ValueEntry } from '#capabilities/records/web/index.tsx'
import { toInstant } from '#platform/contract/instant.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { numberText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Field } from '#platform/web/ui/field.tsx'
import type { ItemDefinition, TallyDefinition } from '../contract/pathway-parts.ts'
import { tallyAmount } from '../contract/run.ts'
import { nameOf } from './name-of.ts'
import { NumberEntry } from './number-entry.tsx'
import { PickRow } from './pick-row.tsx'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The case form of a pathway, and its tallies. What the record holds is shown, and entered into the record. */
export function FormSection({ work }: { work: Work }) {
  return (
    <>
      {work.document.tallies.map((tally) => (
        <Tally key={tally.code} work={work} tally={tally} />
      ))}
      <div data-pick-rows className={style['rows']}>
        {work.document.items.map((item) => (
          <Item key={item.code} work={work} item={item} />
        ))}
      </div>
    </>
  )
}

type ItemProps = { work: Work; item: ItemDefinition }

function Item({ work, item }: ItemProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const entry = work.entry('item', item.code)
  const label = item.label[language]
  const write = (value: string | number) => work.write({ kind: 'item', code: item.code, value })
  if (item.observation) return <Observed work={work} item={item} />
  if (item.is.kind === 'number') {
    const value = typeof entry?.value === 'number' ? entry.value : null
    return <NumberEntry label={label} range={item.is} value={value} why={work.why} onEnter={write} />
  }
  if (item.is.kind === 'text' || item.is.kind === 'instant') return <Written work={work} item={item} />
  const picks =
    item.is.kind === 'choice'
      ? item.is.choices.map((each, index) => ({
          ...{ value: each.code, text: each.label[language], key: String(index + 1) },
        }))
      : [
          { value: 'yes', text: t('yes'), key: '1' },
          { value: 'no', text: t('no'), key: '2' },
          { value: 'unknown', text: t('unknown'), key: '3' },
        ]
  return (
    <PickRow
      label={label}
      picks={picks}
      value={typeof entry?.value === 'string' ? entry.value : null}
      why={work.why}
      onPick={write}
    >
      {entry?.enteredBy ? (
        <p className="small dim">
          {nameOf(entry.enteredBy)} {timeText(entry.enteredAt)}
        </p>
      ) : null}
    </PickRow>
  )
}

function Observed({ work, item }: ItemProps) {
  const language = useLanguage()
  const found = work.run.observed.find((each) => each.item === item.code)
  const shown = typeof found?.value === 'number' ? numberText(found.value, language) : (found?.value ?? '—')
  return (
    <div className={style['value']}>
      <span>{item.label[language]}</span>
      <b className="figure">{shown}</b>
      {found ? <span className="small dim">{timeText(found.effectiveAt)}</span> : null}
      {work.why || !item.observation ? null : <ValueEntry patientId={work.subject.patientId} code={item.observation} />}
    </div>
  )
}

/** A text or a moment: shown, and typed anew on one press. */
function Written({ work, item }: ItemProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [text, setText] = useState<string | null>(null)
  const entry = work.entry('item', item.code)
  const value = typeof entry?.value === 'string' ? entry.value : ''
  const isMoment = item.is.kind === 'instant'
  const label = item.label[language]
  const keep = () => {
    if (text) work.write({ kind: 'item', code: item.code, value: text })
    setText(null)
  }
  if (text === null) {
    return (
      <div className={style['value']}>
        <span>{label}</span>
        <b>{value ? (isMoment ? shownMoment(value) : value) : '—'}</b>
        {work.why ? null : <Button onPress={() => setText(value)}>{value ? t('correct') : t('enter')}</Button>}
      </div>
    )
  }
  return (
    <form
      className={style['value']}
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      {isMoment ? (
        <DateTimeField label={label} value={text || null} onChange={(next) => setText(next ?? '')} />
      ) : (
        <Field label={label} value={text} onChange={setText} maxLength={2000} />
      )}
      <Button kind="primary" type="submit" onPress={() => undefined}>
        {t('keep')}
      </Button>
      <Button onPress={() => setText(null)}>{t('cancel')}</Button>
    </form>
  )
}

function Tally({ work, tally }: { work: Work; tally: TallyDefinition }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const rows = work.run.entries.flatMap((entry) => {
    const value = tallyAmount.safeParse(entry.value).data
    return entry.kind === 'tally' && value && entry.code.startsWith(`${tally.code}.`) ? [{ entry, value }] : []
  })
  const sum = work.facts.tallies.get(tally.code) ?? 0
  const add = (amount: number) => {
    const code = `${tally.code}.${crypto.randomUUID()}`
    work.write({ kind: 'tally', code, value: { amount, kind: null, at: toInstant(new Date()) } })
  }
  return (
    <section className={style['score']} aria-label={tally.label[language]}>
      <header>
        <h3>{tally.label[language]}</h3>
        <p className={style['total']} role="status">
          <b className="figure">
            {numberText(sum, language)} {tally.unit}
          </b>
        </p>
      </header>
      <NumberEntry label={t('addAmount')} range={tally} value={null} why={work.why} onEnter={add} />
      <ul className={style['tasks']}>
        {rows.map(({ entry, value }) => (
          <li key={entry.code}>
            <b className="figure">{timeText(value.at)}</b>
            <span className="figure">
              {numberText(value.amount, language)} {tally.unit} · {nameOf(entry.enteredBy)}
            </span>
            {work.why ? null : (
              <Button kind="quiet" onPress={() => work.write({ kind: 'tally', code: entry.code, value: null })}>
                {t('takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
