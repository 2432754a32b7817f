import { ValueEntry } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, ProblemText } from '#platform/web/ui/pieces.tsx'
import * as endpoints from '../contract/run-endpoints.ts'
import { asInput, itemFor, knownForScore } from '../contract/score-inputs.ts'
import { scores } from '../contract/scores/registry.ts'
import type { ScoreDefinition, ScoreInput } from '../contract/scores/score.ts'
import { nameOf } from './name-of.ts'
import { NumberEntry } from './number-entry.tsx'
import { type Pick, PickRow } from './pick-row.tsx'
import { Suggested } from './suggested.tsx'
import { named, useCommand, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The scores of a pathway: one item a row, the total while it is scored, and what was recorded. */
export function ScoreSection({ work }: { work: Work }) {
  return (
    <>
      {work.document.scores.map(({ code }) => {
        const score = scores[code]
        return score ? <Score key={code} work={work} score={score} /> : null
      })}
    </>
  )
}

function Score({ work, score }: { work: Work; score: ScoreDefinition }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const known = knownForScore(work.document, work.run, score)
  const result = score.compute(known)
  const recorded = work.run.scores.find((each) => each.code === score.code)
  const isRecorded = recorded !== undefined && JSON.stringify(recorded.inputs) === JSON.stringify(known)
  const record = useCommand(
    work.subject,
    async () => await call(endpoints.recordScore, { ...named(work.subject), code: score.code }),
  )
  const isEmpty = Object.keys(known).length === 0
  return (
    <section className={style['score']} aria-label={score.name[language]}>
      <header>
        <h3>{score.name[language]}</h3>
        <p className={style['total']} role="status">
          <b>{isEmpty ? t('notScored') : result.text[language]}</b>
          {result.band ? <span> · {result.band.label[language]}</span> : null}
          {result.alerts.map((alert) => (
            <Chip key={alert.code} kind={alert.level === 'act' ? 'critical' : 'late'}>
              {alert.label[language]}
            </Chip>
          ))}
        </p>
      </header>
      <div data-pick-rows className={style['rows']}>
        {score.inputs.map((input) => (
          <InputRow key={input.code} work={work} score={score} input={input} />
        ))}
      </div>
      <footer className={style['foot']}>
        <Button
          kind="primary"
          onPress={() => record.mutate(undefined)}
          isBusy={record.isPending || work.isSaving}
          why={work.why ?? (isEmpty ? t('scoreFirst') : isRecorded ? t('alreadyRecorded') : null)}
        >
          {t('recordScore')}
        </Button>
        {recorded ? (
          <p className="small dim">
            {t('recordedAs', {
              text: recorded.text[language],
              name: nameOf(recorded.by),
              time: timeText(recorded.at),
              version: recorded.scoreVersion,
            })}
          </p>
        ) : null}
        <p className="small dim">{t('sourceIs', { source: score.source })}</p>
      </footer>
      {record.problem ? <ProblemText>{record.problem}</ProblemText> : null}
    </section>
  )
}

type Row = { work: Work; score: ScoreDefinition; input: ScoreInput }

function InputRow({ work, score, input }: Row) {
  const t = useWords(workWords)
  const language = useLanguage()
  const code = `${score.code}.${input.code}`
  const entry = work.entry('score-input', code)
  const from = work.document.scores.find((each) => each.code === score.code)?.from ?? {}
  const item = work.document.items.find((each) => each.code === itemFor(work.document, from, input.code))
  const label = input.label[language]
  if (item?.observation) {
    return (
      <div className={style['value']}>
        <span>{label}</span>
        <b className="figure">{String(work.facts.values.get(item.code) ?? '—')}</b>
        {work.why ? null : <ValueEntry patientId={work.subject.patientId} code={item.observation} />}
      </div>
    )
  }
  const write = (value: string | number | boolean, reason = '') =>
    work.write({ kind: 'score-input', code, value, reason })
  const use = ({ value }: { value: string | number }, reason: string) => write(asInput(input, value), reason)
  const isKnown = item !== undefined && work.facts.values.has(item.code)
  if (input.kind === 'number') {
    const value = typeof entry?.value === 'number' ? entry.value : null
    return (
      <div>
        <NumberEntry label={label} range={input} value={value} why={work.why} onEnter={write} />
        {isKnown ? null : (
          <Suggested work={work} asked={{ code: input.code, is: input }} entry={entry} shown={String} onUse={use} />
        )}
      </div>
    )
  }
  const picks: Pick[] =
    input.kind === 'yes-no'
      ? [
          { value: 'yes', text: t('yes'), key: '1' },
          { value: 'no', text: t('no'), key: '0' },
        ]
      : choicesOf(input, language, t('notTestable'))
  const given = input.kind === 'yes-no' ? yesNoOf(entry?.value) : entry?.value
  return (
    <PickRow
      label={label}
      picks={picks}
      value={typeof given === 'string' || typeof given === 'number' ? String(given) : null}
      why={work.why}
      onPick={(value) => write(input.kind === 'yes-no' ? value === 'yes' : value)}
    >
      {isKnown ? null : (
        <Suggested
          work={work}
          asked={{ code: input.code, is: input }}
          entry={entry}
          shown={(value) => picks.find((pick) => pick.value === value)?.text ?? String(value)}
          onUse={use}
        />
      )}
    </PickRow>
  )
}

const yesNoOf = (value: unknown): string | null => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : null)

function choicesOf(input: ScoreInput & { kind: 'choice' }, language: 'vi' | 'en', notTestable: string): Pick[] {
  const isDigit = input.choices.every((choice) => /^\d$/.test(choice.value))
  const picks = input.choices.map((choice, index) => ({
    value: choice.value,
    text: choice.label[language],
    key: isDigit ? choice.value : String(index + 1),
  }))
  const untestable = input.allowsUntestable
  return untestable ? [...picks, { value: untestable, text: notTestable, key: 'u' }] : picks
}
