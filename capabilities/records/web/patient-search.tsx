import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty, Field, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { PatientBrief } from '../contract.ts'
import { PatientLine } from './patient-line.tsx'
import { patientSearchQuery } from './queries.ts'
import style from './records.module.css'
import { recordsWords } from './words.ts'

/** Finds a patient as one types, and gives the one pressed. */
export function PatientSearch({ onPick }: { onPick: (patient: PatientBrief) => void }) {
  const t = useWords(recordsWords)
  const [text, setText] = useState('')
  const found = useQuery(patientSearchQuery(text.trim()))
  const problem = useProblem(found.error)
  return (
    <div>
      <Field label={t('find')} value={text} onChange={setText} type="search" maxLength={120} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {found.data?.rows.length === 0 ? <Empty>{t('nobodyFound')}</Empty> : null}
      <ul className={style['list']}>
        {found.data?.rows.map((patient) => (
          <li key={patient.id}>
            <button type="button" onClick={() => onPick(patient)}>
              <PatientLine patient={patient} />
            </button>
          </li>
        ))}
      </ul>
      {found.data?.hasMore ? <p className="small dim">{t('more')}</p> : null}
    </div>
  )
}
