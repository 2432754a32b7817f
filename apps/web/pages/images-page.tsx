import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect } from 'react'
import { StudyStage, UploadButton } from '#capabilities/imaging/web/index.tsx'
import { PatientLine, patientQuery } from '#capabilities/records/web/index.tsx'
import { defineWords, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import style from './images-page.module.css'

const pageWords = defineWords('images-page', { close: { vi: 'Đóng', en: 'Close' } })

type Props = {
  patientId: string
  /** Where closing leads when there is no way back. */
  back?: string
  /** The stage, when it is another than that of the patient alone. */
  children?: ReactNode
}

/** The images of a patient over the whole screen, on black. */
export function ImagesPage({ patientId, back, children }: Props) {
  const t = useWords(shellWords)
  const say = useWords(pageWords)
  const patient = useQuery(patientQuery(patientId))
  const problem = useProblem(patient.error)
  const navigate = useNavigate()
  const router = useRouter()
  const close = useCallback(() => {
    if (router.history.canGoBack()) router.history.back()
    else void navigate({ to: back ?? path.patient(patientId) })
  }, [router, navigate, patientId, back])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // a dialog takes the key for itself, and is gone when the key has passed it
      const isTaken = document.querySelector('[role="dialog"]') || event.target instanceof HTMLInputElement
      if (event.key === 'Escape' && !isTaken) close()
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [close])
  return (
    <div className={style['page']} data-theme="night">
      <header className={style['head']}>
        <Link to={path.patient(patientId)}>{t('patients')}</Link>
        {patient.data ? <PatientLine patient={patient.data} /> : null}
        <span className={style['gap']} />
        <UploadButton patientId={patientId} />
        <Button onPress={close}>
          {say('close')} <kbd>Esc</kbd>
        </Button>
      </header>
      <div className={style['stage']}>
        {problem ? <ProblemText>{problem}</ProblemText> : (children ?? <StudyStage patientId={patientId} />)}
      </div>
    </div>
  )
}

/** The full screen of images, loaded when somebody opens one. */
export const imagesRoute = createLazyRoute('/patients/$patientId/images')({
  component: function Images() {
    const { patientId }: { patientId?: string } = useParams({ strict: false })
    return <ImagesPage patientId={patientId ?? ''} />
  },
})
