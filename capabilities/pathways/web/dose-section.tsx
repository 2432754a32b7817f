import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { numberText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, ProblemText } from '#platform/web/ui/pieces.tsx'
import type { CalculatorDefinition } from '../contract/calculators/calculator.ts'
import { calculators } from '../contract/calculators/registry.ts'
import type { Dose } from '../contract/run.ts'
import * as endpoints from '../contract/run-endpoints.ts'
import { itemFor } from '../contract/score-inputs.ts'
import type { ScoreInput } from '../contract/scores/score.ts'
import { checklistStanding } from '../contract/standing.ts'
import { nameOf } from './name-of.ts'
import { NumberEntry } from './number-entry.tsx'
import { PickRow } from './pick-row.tsx'
import { named, useCommand, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The dose calculators of a pathway, each with its indication in large letters. */
export function DoseSection({ work, personId }: { work: Work; personId: string }) {
  return (
    <div className={style['cards']}>
      {work.document.calculators.map(({ code }) => {
        const calculator = calculators[code]
        return calculator ? <DoseCard key={code} work={work} calculator={calculator} personId={personId} /> : null
      })}
    </div>
  )
}

type CardProps = { work: Work; calculator: CalculatorDefinition; personId: string }

function DoseCard({ work, calculator, personId }: CardProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [typed, setTyped] = useState<Record<string, string | number | boolean>>({})
  const use = work.document.calculators.find((each) => each.code === calculator.code)
  const dose = work.run.doses.find((each) => each.code === calculator.code)
  const calculate = useCommand(
    work.subject,
    async () => await call(endpoints.calculateDose, { ...named(work.subject), code: calculator.code, typed }),
  )
  const isBlocked = work.document.checklists.some(
    (list) => use?.checklists.includes(list.code) && checklistStanding(list, work.facts.lines).is !== 'clear',
  )
  const inputs = calculator.inputs.filter((input) => use?.given[input.code] === undefined)
  return (
    <section className={style['card']} aria-label={calculator.name[language]}>
      <h3>{calculator.name[language]}</h3>
      <div data-pick-rows className={style['rows']}>
        {inputs.map((input) => (
          <DoseInputRow
            key={input.code}
            work={work}
            input={input}
            item={itemFor(work.document, use?.from ?? {}, input.code)}
            value={typed[input.code]}
            onType={(value) => setTyped({ ...typed, [input.code]: value })}
          />
        ))}
      </div>
      <Button
        kind="primary"
        onPress={() => calculate.mutate(undefined)}
        isBusy={calculate.isPending || work.isSaving}
        why={work.why ?? (isBlocked ? t('checklistFirst') : null)}
      >
        {dose ? t('calculateAgain') : t('calculate')}
      </Button>
      {calculate.problem ? <ProblemText>{calculate.problem}</ProblemText> : null}
      {dose ? <DoseResult work={work} dose={dose} personId={personId} /> : null}
      <p className="small dim">{t('sourceIs', { source: calculator.source })}</p>
    </section>
  )
}

type InputProps = {
  work: Work
  input: ScoreInput
  item: string | null
  value: string | number | boolean | undefined
  onType: (value: string | number | boolean) => void
}

/** What the form asks is shown with its value and changed in the form; the rest is typed here. */
function DoseInputRow({ work, input, item, value, onType }: InputProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const label = input.label[language]
  if (item !== null) {
    const known = work.facts.values.get(item)
    const choice = input.kind === 'choice' ? input.choices.find((each) => each.value === String(known)) : undefined
    const unit = input.kind === 'number' ? input.unit : ''
    const shown = typeof known === 'number' ? numberText(known, language) : (choice?.label[language] ?? known)
    return (
      <p className={style['value']}>
        <span>{label}</span>
        <b className="figure">{known === undefined ? t('missingInForm') : `${String(shown)} ${unit}`}</b>
      </p>
    )
  }
  if (input.kind === 'number') {
    const number = typeof value === 'number' ? value : null
    return <NumberEntry label={label} range={input} value={number} why={work.why} onEnter={onType} />
  }
  const picks =
    input.kind === 'choice'
      ? input.choices.map((each, index) => ({
          ...{ value: each.value, text: each.label[language], key: String(index + 1) },
        }))
      : [
          { value: 'yes', text: t('yes'), key: '1' },
          { value: 'no', text: t('no'), key: '2' },
        ]
  const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  return (
    <PickRow
      label={label}
      picks={picks}
      value={shown === undefined ? null : String(shown)}
      why={work.why}
      onPick={(next) => onType(input.kind === 'yes-no' ? next === 'yes' : next)}
    />
  )
}

function DoseResult({ work, dose, personId }: { work: Work; dose: Dose; personId: string }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const check = useCommand(
    work.subject,
    async () => await call(endpoints.checkDose, { ...named(work.subject), doseId: dose.id }),
  )
  const isMine = dose.calculatedBy?.id === personId
  return (
    <div className={style['dose']} data-is={dose.is}>
      <p className={style['indication']}>{dose.indication[language]}</p>
      {dose.is === 'reopened' ? (
        <Chip kind="critical">{t('doseReopened')}</Chip>
      ) : dose.is === 'unchecked' ? (
        <Chip kind="late">{t('doseUnchecked')}</Chip>
      ) : (
        <Chip>
          {dose.checkedBy
            ? t('doseConfirmed', { name: nameOf(dose.checkedBy), time: timeText(dose.checkedAt ?? '') })
            : t('doseNeedsNoCheck')}
        </Chip>
      )}
      {dose.is === 'reopened' ? null : (
        <ul>
          {dose.lines.map((line) => (
            <li key={line.code}>{line.text[language]}</li>
          ))}
        </ul>
      )}
      {dose.warnings.map((warning) => (
        <p key={warning.en} className="is-late">
          {warning[language]}
        </p>
      ))}
      <p className="small dim">
        {dose.inputs
          .map((each) => `${each.label[language]}: ${each.shown?.[language] ?? String(each.value)} ${each.unit}`.trim())
          .join(' · ')}
        <br />
        {t('calculatedBy', { name: nameOf(dose.calculatedBy), time: timeText(dose.calculatedAt) })} ·{' '}
        {dose.rounding[language]}
      </p>
      {dose.is === 'unchecked' ? (
        <Button
          kind="primary"
          isBig
          onPress={() => check.mutate(undefined)}
          isBusy={check.isPending}
          why={work.why ?? (isMine ? t('anotherChecks') : null)}
        >
          {t('checked')}
        </Button>
      ) : null}
      {check.problem ? <ProblemText>{check.problem}</ProblemText> : null}
    </div>
  )
}
