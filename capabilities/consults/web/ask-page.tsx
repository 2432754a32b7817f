import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { pathwaysQuery, type WarningQuestion } from '#capabilities/pathways/web/index.tsx'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { PatientLine, PatientSearch } from '#capabilities/records/web/index.tsx'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices, Field, ProblemText, Section } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { RedAlertKind } from '../contract/red-alert.ts'
import style from './consults.module.css'
import { LadderPreview } from './ladder-list.tsx'
import { NotSent } from './not-sent.tsx'
import { pagingWords } from './paging-words.ts'
import { ladderQuery } from './queries.ts'
import { RedAlertPick } from './red-alert-pick.tsx'
import { useFilledDraft } from './use-filled-draft.ts'
import { useRequest } from './use-request.ts'
import { consultsWords } from './words.ts'

type Sex = 'male' | 'female' | 'unknown'
type What = { pathway: string; redAlert: RedAlertKind | null }
type Who =
  | { is: 'known'; patient: PatientBrief }
  | { is: 'unknown'; sex: Sex; about: string }
  | { is: 'drill' }
  | { is: 'nobody' }

type AskProps = { me: Me; filled?: WarningQuestion; draft?: string }

/** The red button: three fields and one press. A warning fills in all of them; each may still be changed. */
export function AskPage({ me, filled, draft = 'ask/question' }: AskProps) {
  const t = useWords(consultsWords)
  const navigate = useNavigate()
  const rows = filled ? 6 : 2
  const facilityId = me.roles.find((held) => held.role === 'doctor' || held.role === 'nurse')?.facilityId ?? ''
  const [{ pathway, redAlert }, setWhat] = useState<What>({ pathway: filled?.pathway ?? 'stroke', redAlert: null })
  const [who, setWho] = useState<Who>(filled ? { is: 'known', patient: filled.patient } : { is: 'nobody' })
  const [question, setQuestion, clearQuestion] = useFilledDraft(draft, filled?.question ?? '')
  const ladder = useQuery({ ...ladderQuery(facilityId, pathway), enabled: facilityId !== '' })
  const request = useRequest((consultId) => {
    clearQuestion()
    void navigate({ to: path.consult(consultId) })
  })
  const problem = useProblem(request.refusal ?? ladder.error)
  const why = who.is === 'nobody' ? t('pickPatient') : question.trim() === '' ? t('writeQuestion') : null
  const send = () => {
    if (who.is === 'nobody') return
    const patient = who.is === 'known' ? { is: 'known' as const, patientId: who.patient.id } : who
    const alert = redAlert ? { redAlert } : {}
    request.send({ facilityId, pathway, patient, question: question.trim(), ...alert })
  }
  const { dutyPhone: phone = null, shortName: place } = ladder.data?.supporting ?? {}
  return (
    <div className={style['ask']}>
      <div>
        <h1>{t('ask')}</h1>
        {request.unsent ? (
          <NotSent unsent={request.unsent} phone={phone} onSend={request.again} onDiscard={request.discard} />
        ) : null}
        <ol className={style['steps']}>
          <li>
            <span className={style['number']}>1</span>
            <WhatPick value={{ pathway, redAlert }} onChange={setWhat} />
          </li>
          <li>
            <span className={style['number']}>2</span>
            <WhoPick who={who} onChange={setWho} />
          </li>
          <li>
            <span className={style['number']}>3</span>
            <Field label={t('question')} value={question} onChange={setQuestion} rows={rows} maxLength={2000} />
          </li>
        </ol>
        {problem ? <ProblemText>{problem}</ProblemText> : null}
        <div className={style['send']}>
          <Button kind="emergency" isBig onPress={send} isBusy={request.isSending} why={why}>
            {t('callNow')}
          </Button>
          <p className="small dim">{place && !why ? t('ringsAt', { place }) : null}</p>
        </div>
      </div>
      <WhoWillBeCalled preview={ladder.data} phone={phone} />
    </div>
  )
}

type Preview = Parameters<typeof LadderPreview>[0]

function WhoWillBeCalled({ preview, phone }: { preview: Preview | undefined; phone: string | null }) {
  const t = useWords(consultsWords)
  return (
    <Section title={t('who')}>
      {preview?.rungs.length === 0 ? (
        <ProblemText>
          {t('nobodyOnDuty')} <b className="figure">{phone ?? t('noPhone')}</b>
        </ProblemText>
      ) : null}
      <LadderPreview rungs={preview?.rungs ?? []} backup={preview?.backup ?? null} />
    </Section>
  )
}

function WhatPick({ value, onChange }: { value: What; onChange: (what: What) => void }) {
  const { pathway, redAlert } = value
  return (
    <div>
      <PathwayPick value={pathway} onChange={(code) => onChange({ pathway: code, redAlert: null })} />
      <RedAlertPick pathway={pathway} value={redAlert} onChange={(kind) => onChange({ pathway, redAlert: kind })} />
    </div>
  )
}

function PathwayPick({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  return (
    <div>
      <p className={style['label']}>{t('pathway')}</p>
      <div className={style['picks']} role="radiogroup" aria-label={t('pathway')}>
        {pathways.data?.map(({ document }) => (
          <button
            key={document.code}
            type="button"
            role="radio"
            className={style['pick']}
            aria-checked={document.code === value}
            onClick={() => onChange(document.code)}
          >
            {document.name[language]}
          </button>
        ))}
      </div>
    </div>
  )
}

function WhoPick({ who, onChange }: { who: Who; onChange: (who: Who) => void }) {
  const t = useWords(consultsWords)
  const p = useWords(pagingWords)
  const isUnknown = who.is === 'unknown'
  const toggle = () => onChange(isUnknown ? { is: 'nobody' } : { is: 'unknown', sex: 'unknown', about: '' })
  return (
    <div>
      <div className={style['label']}>
        <span>{t('patient')}</span>
        <Button kind="quiet" onPress={toggle}>
          {isUnknown ? t('knownIdentity') : t('unknownIdentity')}
        </Button>
        <Button kind="quiet" onPress={() => onChange(who.is === 'drill' ? { is: 'nobody' } : { is: 'drill' })}>
          {who.is === 'drill' ? t('knownIdentity') : p('drillAsk')}
        </Button>
      </div>
      {who.is === 'known' ? (
        <div className={style['picked']}>
          <PatientLine patient={who.patient} />
          <Button kind="quiet" onPress={() => onChange({ is: 'nobody' })}>
            {t('change')}
          </Button>
        </div>
      ) : null}
      {who.is === 'drill' ? <p className={style['drill']}>{p('drillOn')}</p> : null}
      {who.is === 'nobody' ? <PatientSearch onPick={(patient) => onChange({ is: 'known', patient })} /> : null}
      {who.is === 'unknown' ? (
        <div className={style['form']}>
          <Choices
            label={t('sex')}
            value={who.sex}
            onChange={(sex) => onChange({ ...who, sex })}
            options={(['male', 'female', 'unknown'] as const).map((value) => ({ value, text: t(value) }))}
          />
          <Field
            label={t('aboutUnknown')}
            value={who.about}
            onChange={(about) => onChange({ ...who, about })}
            maxLength={120}
          />
        </div>
      ) : null}
    </div>
  )
}
