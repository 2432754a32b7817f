import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { PatientLine, PatientSearch, patientQuery } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { matchStudy, type WaitingStudy } from '../contract.ts'
import style from './imaging.module.css'
import { waitingStudiesQuery } from './queries.ts'
import { imagingWords } from './words.ts'

/** Studies that came without a known patient: what was sent beside the patient picked, and one press to match. */
export function WaitingStudies({ facilityId }: { facilityId: string }) {
  const t = useWords(imagingWords)
  const waiting = useQuery(waitingStudiesQuery(facilityId))
  const problem = useProblem(waiting.error)
  return (
    <Panel title={t('waitingTitle')} aside={<span className="figure dim">{waiting.data?.length ?? ''}</span>}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {waiting.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {waiting.data?.length === 0 ? <Empty>{t('waitingNone')}</Empty> : null}
      <ul className={style['waiting']}>
        {waiting.data?.map((study) => (
          <li key={study.id}>
            <WaitingRow study={study} facilityId={facilityId} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function WaitingRow({ study, facilityId }: { study: WaitingStudy; facilityId: string }) {
  const t = useWords(imagingWords)
  const queries = useQueryClient()
  const [picked, setPicked] = useState<PatientBrief | null>(null)
  const [isPicking, setIsPicking] = useState(false)
  const match = useMutation({
    mutationFn: async (patientId: PatientBrief['id']) => await call(matchStudy, { studyId: study.id, patientId }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['facility', facilityId] }),
  })
  const problem = useProblem(match.error)
  const moment = study.startedAt ?? study.firstArrivedAt
  const pick = (patient: PatientBrief) => {
    setPicked(patient)
    setIsPicking(false)
  }
  return (
    <article className={style['pair']}>
      <p className={style['wide']}>
        <b>{study.modality}</b> {study.description}{' '}
        <span className="figure">
          {timeText(moment)} {dateText(moment)}
        </span>
        , {t(study.isComplete ? 'count' : 'arriving', { n: study.instanceCount })}
      </p>
      <SentFacts study={study} />
      <div>
        <h3>{t('picked')}</h3>
        {picked ? <PickedPatient patient={picked} sentId={study.sentPatientId} facilityId={facilityId} /> : null}
        <Button onPress={() => setIsPicking(!isPicking)}>{picked ? t('pickOther') : t('choose')}</Button>{' '}
        <Button
          kind="primary"
          isBusy={match.isPending}
          why={picked ? null : t('pickFirst')}
          onPress={() => picked && match.mutate(picked.id)}
        >
          {t('match')}
        </Button>
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
      {isPicking ? (
        <div className={style['wide']}>
          <PatientSearch onPick={pick} />
        </div>
      ) : null}
    </article>
  )
}

function SentFacts({ study }: { study: WaitingStudy }) {
  const t = useWords(imagingWords)
  const facts = [
    ['sentId', study.sentPatientId],
    ['sentName', study.sentPatientName.replaceAll('^', ' ').trim()],
    ['sentBirth', study.sentBirthDate.replace(/^(\d{4})(\d{2})(\d{2})$/, '$3/$2/$1')],
    ['sentSex', study.sentSex],
  ] as const
  return (
    <div>
      <h3>{t('sent')}</h3>
      <dl className={style['facts']}>
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{value || <span className="dim">{t('empty')}</span>}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type PickedProps = { patient: PatientBrief; sentId: string; facilityId: string }

function PickedPatient({ patient, sentId, facilityId }: PickedProps) {
  const t = useWords(imagingWords)
  const record = useQuery(patientQuery(patient.id))
  const codes = record.data?.identifiers.filter((each) => each.facilityId === facilityId || !each.facilityId)
  const isOther = codes !== undefined && !codes.some((each) => each.value === sentId.trim())
  return (
    <>
      <p>
        <PatientLine patient={patient} />
      </p>
      <p className="figure small dim">{codes?.map((each) => each.value).join(' · ')}</p>
      {isOther ? <ProblemText>{t('sentDiffers')}</ProblemText> : null}
    </>
  )
}
