import { useQuery } from '@tanstack/react-query'
import type { Consult } from '#capabilities/consults/contract.ts'
import { observationCode, type PatientRecord } from '#capabilities/records/contract.ts'
import { patientQuery, valueOf, valueText } from '#capabilities/records/web/index.tsx'
import { elapsedText, timeText } from '#platform/web/i18n/time.ts'
import { type Language, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Section } from '#platform/web/ui/pieces.tsx'
import style from './room-page.module.css'
import { roomWords } from './room-words.ts'

/** When a station of the pathway is due, counted from the one that it names; null while that has not been passed. */
export function dueOf(consult: Consult, code: string): string | null {
  const within = consult.pathway.milestones.find((each) => each.code === code)?.within
  const from = within && consult.milestones.find((each) => each.code === within.after)
  if (!within || !from) return null
  return new Date(new Date(from.occurredAt).getTime() + within.minutes * 60_000).toISOString()
}

const nameOf = (person: { title: string; fullName: string }): string => `${person.title} ${person.fullName}`.trim()

type Step = {
  key: 'present' | 'question' | 'discuss' | 'conclude' | 'decide'
  is: 'done' | 'here' | 'next'
  below: string
}

function stepsOf(consult: Consult, now: number, t: ReturnType<typeof useWords<typeof roomWords.words>>): Step[] {
  const { joinedAt, conclusion, decision, askedBy, askedAt } = consult
  const due = (code: string) => {
    const at = dueOf(consult, code)
    return at ? t('dueAt', { time: timeText(at) }) : ''
  }
  const written = (person: Parameters<typeof nameOf>[0], at: string) =>
    t('at', { name: nameOf(person), time: timeText(at) })
  const started = joinedAt ? ('done' as const) : ('here' as const)
  return [
    { key: 'present', is: started, below: written(askedBy, askedAt) },
    { key: 'question', is: joinedAt ? 'done' : 'next', below: consult.question },
    {
      key: 'discuss',
      is: conclusion ? 'done' : joinedAt ? 'here' : 'next',
      below: joinedAt && !conclusion ? t('running', { time: elapsedText(joinedAt, now) }) : '',
    },
    {
      key: 'conclude',
      is: conclusion ? 'done' : 'next',
      below: conclusion ? written(conclusion.author, conclusion.concludedAt) : due('concluded'),
    },
    {
      key: 'decide',
      is: decision ? 'done' : conclusion ? 'here' : 'next',
      below: decision ? written(decision.decidedBy, decision.decidedAt) : due('decided'),
    },
  ]
}

/** The course of the consultation as a line stood up: what is done, where one is, what is due when. */
export function Agenda({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(roomWords)
  const since = consult.joinedAt ?? consult.acceptedAt
  return (
    <Section
      title={t('agenda')}
      aside={since ? <span className="figure">{t('since', { time: timeText(since) })}</span> : null}
    >
      <ol className={style['line']}>
        {stepsOf(consult, now, t).map((step) => (
          <li key={step.key} data-is={step.is} aria-current={step.is === 'here' ? 'step' : undefined}>
            {t(step.key)}
            {step.below ? <small>{step.below}</small> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function shownValue(code: string, record: PatientRecord | undefined, language: Language): string | null {
  const known = observationCode.safeParse(code)
  const value = known.success && record ? valueOf(record.observations, known.data) : undefined
  if (!value || !record) return null
  const diastolic = code === 'systolic' ? valueOf(record.observations, 'diastolic') : undefined
  return diastolic ? `${value.valueNumber}/${diastolic.valueNumber}` : valueText(value, language)
}

/** What the expert needs before concluding: the value where there is one, and what is missing marked. */
export function Needs({ consult }: { consult: Consult }) {
  const t = useWords(roomWords)
  const language = useLanguage()
  const record = useQuery({ ...patientQuery(consult.patientId), enabled: consult.patient !== null })
  const { needed } = consult.pathway
  const missing = new Set(consult.missing)
  const there = needed.filter((item) => !missing.has(item.code)).length
  const timeOf = (code: string) => consult.milestones.find((each) => each.code === code)?.occurredAt
  if (!consult.patient || needed.length === 0) return null
  return (
    <Section title={t('needs')} aside={<span className="figure">{`${there}/${needed.length}`}</span>}>
      <ul className={style['needs']}>
        {needed.map(({ code, label, from }) => {
          const at = from === 'milestone' ? timeOf(code) : undefined
          const value = at ? timeText(at) : shownValue(code, record.data, language)
          const isMissing = missing.has(code)
          return (
            <li key={code}>
              <span>{label[language]}</span>
              <span className={isMissing ? undefined : 'figure'} data-missing={isMissing ? 'yes' : undefined}>
                {isMissing ? t('notYet') : (value ?? t('isThere'))}
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
