import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '#platform/web/api.ts'
import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { KeyImage, KeyImageSubject } from '../contract/key-images.ts'
import { openStudy, type Study } from '../contract.ts'
import style from './imaging.module.css'
import { NoStudies } from './no-studies.tsx'
import { studiesQuery } from './queries.ts'
import { SeriesStage } from './series-stage.tsx'
import { useLeft } from './use-left.ts'
import { StudyLeft } from './withdrawn-studies.tsx'
import { imagingWords } from './words.ts'

type Props = {
  patientId: string
  /** Names the stage for those who hear the page. */
  label?: string
  /** Fewer controls, for a stage inside a panel. */
  isCompact?: boolean
  /** The code of the pathway of the case, by which the images are laid out. */
  pathway?: string | null | undefined
  /** For what key images are kept; without it, for the patient alone. */
  subject?: KeyImageSubject
  /** The view at which the stage opens. */
  keyImage?: KeyImage
}

/** The newest study of a patient on a black stage, and a small list for the others. */
export function StudyStage({ patientId, label, isCompact = false, pathway, subject, keyImage }: Props) {
  const t = useWords(imagingWords)
  const studies = useQuery(studiesQuery(patientId))
  const problem = useProblem(studies.error)
  const [chosen, setChosen] = useState<string | null>(keyImage?.studyId ?? null)
  const left = useLeft(studies.data, chosen)
  if (problem && !studies.data) return <ProblemText>{problem}</ProblemText>
  if (!studies.data) return <p className={style['blank']}>{t('loading')}</p>
  if (left.studyId) return <StudyLeft {...{ patientId, isCompact }} studyId={left.studyId} onClose={left.forget} />
  const study = studies.data.find((each) => each.id === chosen) ?? studies.data[0]
  if (!study) return <NoStudies patientId={patientId} />
  return (
    <div className={style['stage']} data-compact={isCompact ? 'yes' : 'no'} data-theme="night">
      {studies.data.length > 1 ? <StudyList studies={studies.data} shown={study.id} onPick={setChosen} /> : null}
      <OpenedStudy
        key={study.id}
        patientId={patientId}
        study={study}
        label={label ?? t('images')}
        isCompact={isCompact}
        pathway={pathway}
        subject={subject}
        keyImage={keyImage?.studyId === study.id ? keyImage : undefined}
      />
    </div>
  )
}

type OpenedProps = {
  patientId: string
  study: Study
  label: string
  isCompact: boolean
  pathway: string | null | undefined
  subject: KeyImageSubject | undefined
  keyImage: KeyImage | undefined
}

function OpenedStudy({ study, subject, keyImage, ...rest }: OpenedProps) {
  const studyId = study.id
  useEffect(() => {
    // who opened it and when is the server's to know; that it could not be noted must not keep the images away
    void call(openStudy, { studyId }).catch(() => undefined)
  }, [studyId])
  return <SeriesStage {...rest} study={study} subject={subject ?? null} keyImage={keyImage ?? null} />
}

type ListProps = { studies: readonly Study[]; shown: string; onPick: (studyId: string) => void }

function StudyList({ studies, shown, onPick }: ListProps) {
  const t = useWords(imagingWords)
  return (
    <ul className={style['studies']} aria-label={t('studies')}>
      {studies.map((study) => (
        <li key={study.id}>
          <button type="button" aria-pressed={study.id === shown} onClick={() => onPick(study.id)}>
            <b>{study.modality || '?'}</b> {study.description}
            <span className="figure">{momentText(study)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const momentText = (study: Study): string => {
  const moment = study.startedAt ?? study.firstArrivedAt
  return `${timeText(moment)} ${dateText(moment)}`
}
