import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useParams } from '@tanstack/react-router'
import { StudyStage, UploadButton } from '#capabilities/imaging/web/index.tsx'
import { PatientLine, patientQuery } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import style from './images-page.module.css'

/** The images of a patient over the whole screen, on black. */
export function ImagesPage({ patientId }: { patientId: string }) {
  const t = useWords(shellWords)
  const patient = useQuery(patientQuery(patientId))
  const problem = useProblem(patient.error)
  return (
    <div className={style['page']} data-theme="night">
      <header className={style['head']}>
        <Link to={path.patient(patientId)}>{t('patients')}</Link>
        {patient.data ? <PatientLine patient={patient.data} /> : null}
        <span className={style['gap']} />
        <UploadButton patientId={patientId} />
      </header>
      <div className={style['stage']}>
        {problem ? <ProblemText>{problem}</ProblemText> : <StudyStage patientId={patientId} />}
      </div>
    </div>
  )
}

/** The full screen of images, loaded when somebody opens one. */
export const imagesRoute = createLazyRoute('/patients/$patientId/images')({
  component: function Images() {
    const { patientId } = useParams({ strict: false }) as { patientId?: string }
    return <ImagesPage patientId={patientId ?? ''} />
  },
})
