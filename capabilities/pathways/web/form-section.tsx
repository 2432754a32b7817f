import { useState } from 'react'
import { ValueEntry } from '#capabilities/records/web/index.tsx'
import { toInstant } from '#platform/contract/instant.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { numberText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Field } from '#platform/web/ui/field.tsx'
import { shownReason } from '../contract/correction-reason.ts'
import { isDecisiveItem } from '../contract/dependents.ts'
import type { ItemDefinition, TallyDefinition } from '../contract/pathway-parts.ts'
import { type Entry, tallyAmount } from '../contract/run.ts'
import { nameOf } from './name-of.ts'
import { NumberEntry } from './number-entry.tsx'
import { PickRow } from './pick-row.tsx'
import { ReasonAsk, ReasonForm } from './reason-ask.tsx'
import { Suggested } from './suggested.tsx'
import { forEnd, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The case form of a pathway, and its tallies. What the record holds is shown, and entered into the record. */
export function FormSection({ work }: { work: Work }) {
  const t = useWords(workWords)
  return (
    <>
      {work.document.tallies.map((tally) => (
        <Tally key={tally.code} work={work} tally={tally} />
      ))}
      <div data-pick-rows className={style['rows']}>
        {work.document.items.map((item) => (
          <Item key={item.code} work={forEnd(work, item.by, t('otherEnd'))} item={item} />
        ))}
      </div>
    </>
  )
}

type ItemProps = { work: Work; item: ItemDefinition }

/** True when another answer would correct a fact on which treatment rests. */
function isCorrection({ document }: Work, item: ItemDefinition, entry: Entry | undefined): boolean {
  const stands = entry !== undefined && entry.value !== null && entry.enteredBy !== null
  return stands && isDecisiveItem(document, item.code)
}

function Item({ work, item }: ItemProps) {
  const entry = work.entry('item', item.code)
  if (item.observation) return <Observed work={work} item={item} />
  if (item.is.kind === 'text' || item.is.kind === 'instant') return <Written work={work} item={item} />
  return item.is.kind === 'number' ? (
    <Numbered work={work} item={item} range={item.is} entry={entry} />
  ) : (
    <Picked work={work} item={item} entry={entry} />
  )
}

type Answered = ItemProps & { entry: Entry | undefined }

function Numbered({ work, item, range, entry }: Answered & { range: ItemDefinition['is'] & { kind: 'number' } }) {
  const language = useLanguage()
  const write = (value: string | number, reason: string) => work.write({ kind: 'item', code: item.code, value, reason })
  return (
    <div>
      <NumberEntry
        label={item.label[language]}
        range={range}
        value={typeof entry?.value === 'number' ? entry.value : null}
        why={work.why}
        asksReason={isCorrection(work, item, entry)}
        onEnter={write}
      />
      <Suggested
        work={work}
        asked={item}
        entry={entry}
        shown={String}
        onUse={(suggestion, reason) => write(suggestion.value, reason)}
      />
    </div>
  )
}

function Picked({ work, item, entry }: Answered) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [next, setNext] = useState<string | null>(null)
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
  const write = (value: string | number, reason = '') => {
    setNext(null)
    work.write({ kind: 'item', code: item.code, value, reason })
  }
  const pick = (value: string) =>
    value !== entry?.value && isCorrection(work, item, entry) ? setNext(value) : write(value)
  const textOf = (value: number | string) => picks.find((each) => each.value === value)?.text ?? String(value)
  return (
    <PickRow
      label={item.label[language]}
      picks={picks}
      value={next ?? (typeof entry?.value === 'string' ? entry.value : null)}
      why={work.why}
      onPick={pick}
    >
      {next === null ? null : <ReasonForm onKeep={(reason) => write(next, reason)} onCancel={() => setNext(null)} />}
      {entry?.enteredBy && next === null ? (
        <p className="small dim">
          {nameOf(entry.enteredBy)} {timeText(entry.enteredAt)}
          {entry.reason ? ` · ${shownReason(entry.reason, language)}` : null}
        </p>
      ) : null}
      <Suggested
        work={work}
        asked={item}
        entry={entry}
        shown={textOf}
        onUse={(suggestion, reason) => write(suggestion.value, reason)}
      />
    </PickRow>
  )
}

type SayReason = (reason: string) => void

const askReason = (onChange: SayReason) => <ReasonAsk onChange={onChange} />

function Observed({ work, item }: ItemProps) {
  const language = useLanguage()
  const found = work.run.observed.find((each) => each.item === item.code)
  // a new measurement may follow the old one without a mistake, so that nobody is held up for a reason
  const asksReason = found !== undefined && isDecisiveItem(work.document, item.code)
  const shown = typeof found?.value === 'number' ? numberText(found.value, language) : (found?.value ?? '—')
  return (
    <div className={style['value']}>
      <span>{item.label[language]}</span>
      <b className="figure">{shown}</b>
      {found ? <span className="small dim">{timeText(found.effectiveAt)}</span> : null}
      {work.why || !item.observation ? null : (
        <ValueEntry
          patientId={work.subject.patientId}
          code={item.observation}
          reasonSlot={asksReason ? askReason : undefined}
        />
      )}
    </div>
  )
}

/** A text or a moment: shown, and typed anew on one press. */
function Written({ work, item }: ItemProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [text, setText] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const entry = work.entry('item', item.code)
  const value = typeof entry?.value === 'string' ? entry.value : ''
  const isMoment = item.is.kind === 'instant'
  const label = item.label[language]
  const isChange = text !== value && isCorrection(work, item, entry)
  const isUnsaid = isChange && reason === ''
  const keep = () => {
    if (isUnsaid) return
    if (text) work.write({ kind: 'item', code: item.code, value: text, reason })
    setText(null)
    setReason('')
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
      {isChange ? <ReasonAsk onChange={setReason} /> : null}
      <Button kind="primary" type="submit" onPress={() => undefined} why={isUnsaid ? t('reasonNeeded') : null}>
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
