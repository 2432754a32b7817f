import { useQuery } from '@tanstack/react-query'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { furtherSigns, laboratoryValues, vitalSigns } from '../contract/observations.ts'
import type { Observation, ObservationCode, PatientRecord } from '../contract.ts'
import { isChild } from './is-child.ts'
import { LegalHoldBar } from './legal-hold-bar.tsx'
import { NoteEditor } from './note-editor.tsx'
import { ProtectionBar } from './protection-bar.tsx'
import { patientQuery } from './queries.ts'
import style from './records.module.css'
import { valueOf, valueText } from './value-text.ts'
import { VitalsEntry } from './vitals-entry.tsx'
import { recordsWords } from './words.ts'

const shown: readonly ObservationCode[] = [
  ...vitalSigns.filter((code) => code !== 'systolic' && code !== 'diastolic'),
  ...(['weight', 'glucose', 'nihss', 'anticoagulant'] as const),
]
const others: readonly ObservationCode[] = [...furtherSigns, ...laboratoryValues].filter(
  (code) => !shown.includes(code),
)
const notes = ['allergy', 'history', 'past-history', 'medication', 'condition'] as const

type Props = { patientId: string; canWrite: boolean; mayEnterVitals?: boolean }

/** The record beside a case: vitals, history, past history, medication, filed documents. */
export function RecordPanel({ patientId, canWrite, mayEnterVitals = false }: Props) {
  const t = useWords(recordsWords)
  const record = useQuery(patientQuery(patientId))
  const problem = useProblem(record.error)
  return (
    <Panel title={t('record')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {record.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {record.data ? <Record record={record.data} canWrite={canWrite} mayEnterVitals={mayEnterVitals} /> : null}
    </Panel>
  )
}

type RecordProps = { record: PatientRecord; canWrite: boolean; mayEnterVitals: boolean }

function Record({ record, canWrite, mayEnterVitals }: RecordProps) {
  const t = useWords(recordsWords)
  return (
    <>
      <LegalHoldBar patientId={record.id} isHeld={record.isHeld} hold={record.legalHold} mayHold={record.mayHold} />
      <Vitals patientId={record.id} observations={record.observations} />
      {canWrite && mayEnterVitals ? <VitalsEntry patientId={record.id} isChild={isChild(record)} /> : null}
      {notes.map((kind) => (
        <NoteEditor
          key={kind}
          kind={kind}
          patientId={record.id}
          note={record.notes.find((note) => note.kind === kind)}
          canWrite={canWrite}
        />
      ))}
      {record.documents.length > 0 ? (
        <div className={style['note']}>
          <h3>{t('documents')}</h3>
          <ul>
            {record.documents.map((document) => (
              <li key={document.id}>
                <a href={`/api/patients/${record.id}/documents/${document.id}`} target="_blank" rel="noreferrer">
                  {document.title}
                </a>{' '}
                <span className="small dim">{t('version', { n: document.version })}</span>
                <ProtectionBar
                  patientId={record.id}
                  kind="document"
                  recordId={document.id}
                  protection={document.protection}
                  what={document.title}
                  canWrite={canWrite}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

function Vitals({ patientId, observations }: { patientId: string; observations: readonly Observation[] }) {
  const t = useWords(recordsWords)
  const systolic = valueOf(observations, 'systolic')
  const diastolic = valueOf(observations, 'diastolic')
  const more = others.filter((code) => valueOf(observations, code))
  return (
    <>
      <dl className={style['values']}>
        {systolic ? (
          <>
            <dt>{t('systolic')}</dt>
            <dd>
              {systolic.valueNumber}
              {diastolic ? `/${diastolic.valueNumber}` : ''} mmHg
            </dd>
          </>
        ) : null}
        <Values patientId={patientId} observations={observations} codes={shown} />
      </dl>
      {more.length > 0 ? (
        <details>
          <summary>{t('otherValues', { n: more.length })}</summary>
          <dl className={style['values']}>
            <Values patientId={patientId} observations={observations} codes={more} />
          </dl>
        </details>
      ) : null}
    </>
  )
}

type ValuesProps = {
  patientId: string
  observations: readonly Observation[]
  codes: readonly ObservationCode[]
}

function Values({ patientId, observations, codes }: ValuesProps) {
  const t = useWords(recordsWords)
  const language = useLanguage()
  return codes.map((code) => {
    const value = valueOf(observations, code)
    return value ? (
      <div key={code} style={{ display: 'contents' }}>
        <dt>{t(code)}</dt>
        <dd>
          {valueText(value, language)} {value.isEstimated ? <span className="small dim">{t('estimated')}</span> : null}
          <ProtectionBar
            patientId={patientId}
            kind="observation"
            recordId={value.id}
            protection={value.protection}
            what={withinSentence(t(code))}
            canWrite={false}
          />
        </dd>
      </div>
    ) : null
  })
}
