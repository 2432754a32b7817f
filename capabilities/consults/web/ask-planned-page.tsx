import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitySearchQuery } from '#capabilities/network/web/index.tsx'
import { pathwaysQuery } from '#capabilities/pathways/web/index.tsx'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { PatientLine, PatientSearch } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { notice } from '#platform/web/ui/notices.tsx'
import { Choices, Field, ProblemText, Section } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/planned.ts'
import { firstAnswerWithin } from '../contract/planned.ts'
import { questionTemplates } from '../contract/question-templates.ts'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { plannedWords } from './planned-words.ts'
import { consultQuery } from './queries.ts'

const parts = ['summary', 'done', 'question', 'wanted'] as const
const noParts = { summary: '', done: '', question: '', wanted: '' }

type Parts = typeof noParts
type Intended = 'transfer' | 'keep' | 'unsure'

/** The calm form: urgency, patient, what one would do without advice, the question in parts. Nobody is rung. */
export function AskPlannedPage({ me, secondOpinionOf }: { me: Me; secondOpinionOf?: string }) {
  const first = useQuery({ ...consultQuery(secondOpinionOf ?? ''), enabled: secondOpinionOf !== undefined })
  if (secondOpinionOf === undefined) return <AskForm me={me} first={null} />
  return first.data ? <AskForm me={me} first={first.data} /> : null
}

type Asked = {
  pathway: string
  urgency: 'routine' | 'urgent'
  patient: PatientBrief | null
  intended: Intended | null
  hospital: string | null
}

function AskForm({ me, first }: { me: Me; first: Consult | null }) {
  const t = useWords(plannedWords)
  const [asked, setAsked] = useState<Asked>({
    pathway: first?.pathway.code ?? 'stroke',
    urgency: 'routine',
    patient: first?.patient ?? null,
    intended: null,
    hospital: null,
  })
  const change = (part: Partial<Asked>) => setAsked((before) => ({ ...before, ...part }))
  const [kept, keep, forget] = useDraft('ask/planned')
  const question: Parts = kept ? (JSON.parse(kept) as Parts) : noParts
  const ask = useAsk({ me, first, asked, question, forget })
  const problem = useProblem(ask.error)
  return (
    <div className={style['ask']}>
      <div className={style['form']}>
        <h1>{first ? t('secondOpinion') : t('title')}</h1>
        <Link to={path.ask()}>{t('goEmergency')}</Link>
        <Facts asked={asked} change={change} first={first} />
        <QuestionParts question={question} isKept={kept !== ''} keep={keep} pathway={asked.pathway} />
        {problem ? <ProblemText>{problem}</ProblemText> : null}
        {ask.data?.is === 'running' ? (
          <ProblemText>
            {t('running')} <Link to={path.consult(ask.data.consultId)}>{t('openRunning')}</Link>
          </ProblemText>
        ) : null}
        <span className={style['actions']}>
          <Button kind="primary" onPress={() => ask.mutate(false)} isBusy={ask.isPending} why={useWhy(asked, question)}>
            {t('send')}
          </Button>
          {ask.data?.is === 'running' ? (
            <Button onPress={() => ask.mutate(true)} isBusy={ask.isPending}>
              {t('sendStill')}
            </Button>
          ) : null}
        </span>
      </div>
      <Needed pathway={asked.pathway} />
    </div>
  )
}

/** What must be there before the request can be sent; null when nothing is missing. */
function useWhy({ patient, intended }: Asked, question: Parts): string | null {
  const t = useWords(plannedWords)
  if (!patient) return t('pickPatient')
  if (!intended) return t('chooseIntended')
  return question.question.trim() ? null : t('writeQuestion')
}

type AskProps = { me: Me; first: Consult | null; asked: Asked; question: Parts; forget: () => void }

/** Sends the request; one that runs already is answered instead of asked. */
function useAsk({ me, first, asked, question, forget }: AskProps) {
  const t = useWords(plannedWords)
  const navigate = useNavigate()
  const facilityId = me.roles.find((held) => held.role === 'doctor' || held.role === 'nurse')?.facilityId ?? ''
  const { pathway, urgency, patient, intended, hospital } = asked
  return useMutation({
    mutationFn: async (isDespiteRunning: boolean) =>
      await call(
        contract.askConsult,
        {
          ...{ facilityId, pathway, urgency, question, isDespiteRunning },
          patientId: patient?.id ?? '',
          intendedAction: intended ?? 'unsure',
          ...(first ? { secondOpinionOf: first.id } : {}),
          ...(hospital ? { toFacilityId: hospital } : {}),
        },
        { key: crypto.randomUUID() },
      ),
    onSuccess: (answer) => {
      if (answer.is === 'running') return
      forget()
      if (answer.isCoordinatorTold) notice(t('coordinatorTold'))
      void navigate({ to: path.consult(answer.consultId) })
    },
  })
}

type FactsProps = { asked: Asked; change: (part: Partial<Asked>) => void; first: Consult | null }

function Facts({ asked, change, first }: FactsProps) {
  const t = useWords(plannedWords)
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  const { urgency, pathway, patient, intended, hospital } = asked
  return (
    <>
      <div>
        <p className={style['label']}>{t('urgencyOf')}</p>
        <Choices
          label={t('urgencyOf')}
          value={urgency}
          onChange={(next) => change({ urgency: next })}
          options={(['routine', 'urgent'] as const).map((value) => ({ value, text: t(value) }))}
        />
        <p className="small dim">{t('answerWithin', { n: firstAnswerWithin[urgency].hours })}</p>
      </div>
      <Select
        label={t('pathway')}
        value={pathway}
        options={(pathways.data ?? []).map(({ document }) => ({ value: document.code, text: document.name[language] }))}
        onChange={(code) => code && change({ pathway: code })}
      />
      <PatientPick patient={patient} onPick={(next) => change({ patient: next })} isFixed={first !== null} />
      {first ? (
        <HospitalPick value={hospital} onChange={(next) => change({ hospital: next })} not={first.supporting.id} />
      ) : null}
      <div>
        <p className={style['label']}>{t('intended')}</p>
        <Choices
          label={t('intended')}
          value={intended}
          onChange={(next) => change({ intended: next })}
          options={(['transfer', 'keep', 'unsure'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </div>
    </>
  )
}

type PartsProps = { question: Parts; isKept: boolean; keep: (text: string) => void; pathway: string }

/** The question in its parts; what is typed is kept on this device until it is sent. */
function QuestionParts({ question, isKept, keep, pathway }: PartsProps) {
  const t = useWords(plannedWords)
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  const specialty = pathways.data?.find(({ document }) => document.code === pathway)?.document.specialty ?? ''
  const template = questionTemplates[specialty] ?? questionTemplates['other']
  return (
    <>
      {template && !isKept ? (
        <span>
          <Button kind="quiet" onPress={() => keep(JSON.stringify(template[language]))}>
            {t('useTemplate')}
          </Button>
        </span>
      ) : null}
      {parts.map((part) => (
        <Field
          key={part}
          label={t(part)}
          value={question[part]}
          onChange={(text) => keep(JSON.stringify({ ...question, [part]: text }))}
          rows={2}
          maxLength={part === 'question' ? 2000 : 4000}
        />
      ))}
    </>
  )
}

/** What the pathway needs before a specialist looks. */
function Needed({ pathway }: { pathway: string }) {
  const t = useWords(plannedWords)
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  const chosen = pathways.data?.find(({ document }) => document.code === pathway)?.document
  return (
    <Section title={t('needed')}>
      <ul>
        {chosen?.needed.map((item) => (
          <li key={item.code}>{item.label[language]}</li>
        ))}
      </ul>
    </Section>
  )
}

type PickProps = { patient: PatientBrief | null; onPick: (patient: PatientBrief | null) => void; isFixed: boolean }

function PatientPick({ patient, onPick, isFixed }: PickProps) {
  const t = useWords(plannedWords)
  return (
    <div>
      <p className={style['label']}>{t('patient')}</p>
      {patient ? (
        <div className={style['picked']}>
          <PatientLine patient={patient} />
          {isFixed ? null : (
            <Button kind="quiet" onPress={() => onPick(null)}>
              {t('change')}
            </Button>
          )}
        </div>
      ) : (
        <PatientSearch onPick={onPick} />
      )}
    </div>
  )
}

type HospitalProps = { value: string | null; onChange: (value: string | null) => void; not: string }

/** A hospital by its name. */
export function HospitalPick({ value, onChange, not }: HospitalProps) {
  const t = useWords(plannedWords)
  const [text, setText] = useState('')
  const found = useQuery(facilitySearchQuery(text))
  const options = (found.data?.rows ?? [])
    .filter((each) => each.id !== not)
    .map((each) => ({ value: each.id as string, text: each.name }))
  return (
    <Select
      label={t('toHospital')}
      value={value}
      options={options}
      onChange={onChange}
      onSearch={setText}
      placeholder={t('typeHospital')}
      isClearable
    />
  )
}
