import { useQuery } from '@tanstack/react-query'
import { identityPermissions, type Me } from '#capabilities/identity/contract.ts'
import { AccessesPanel, facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { ImagesPanel, TeachingPanel } from '#capabilities/imaging/web/index.tsx'
import { EarlyWarningPanel } from '#capabilities/pathways/web/index.tsx'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import {
  DemographicsPanel,
  PatientLine,
  patientQuery,
  RecordPanel,
  StayPanel,
} from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

/** A patient: who it is, the stay, record, images, and who looked. */
export function PatientPage({ me, patientId }: { me: Me; patientId: string }) {
  const t = useWords(shellWords)
  const patient = useQuery(patientQuery(patientId))
  const problem = useProblem(patient.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!patient.data) return <Waiting>{t('opening')}</Waiting>
  const writesAt = facilitiesOf(me, recordsPermissions['patient.write'])
  const canWrite = patient.data.access.by === 'care' && writesAt.length > 0
  const mayRead = facilitiesOf(me, identityPermissions['audit.read']).length > 0
  return (
    <>
      <h1>
        <PatientLine patient={patient.data} />
      </h1>
      <div className={style['two']}>
        <div className={style['stack']}>
          <ImagesPanel patientId={patientId} />
          <EarlyWarningPanel patientId={patientId} canWrite={canWrite} />
          <RecordPanel patientId={patientId} canWrite={canWrite} mayEnterVitals />
        </div>
        <div className={style['stack']}>
          <DemographicsPanel patient={patient.data} canWrite={canWrite} />
          <StayPanel patient={patient.data} facilities={canWrite ? writesAt : []} />
          {patient.data.access.by === 'care' ? <TeachingPanel me={me} patientId={patientId} /> : null}
          {mayRead ? <AccessesPanel patientId={patientId} /> : null}
        </div>
      </div>
    </>
  )
}
