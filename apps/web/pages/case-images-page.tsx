import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, useParams } from '@tanstack/react-router'
import { consultQuery } from '#capabilities/consults/web/index.tsx'
import { keyImagesQuery, StudyStage } from '#capabilities/imaging/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import { ImagesPage } from './images-page.tsx'

type Props = { consultId: string; keyImageId?: string | undefined }

/** The images of the patient of a case: what is kept goes into the case and its minutes. */
function CaseImagesPage({ consultId, keyImageId }: Props) {
  const t = useWords(shellWords)
  const consult = useQuery(consultQuery(consultId))
  const problem = useProblem(consult.error)
  if (problem && !consult.data) return <ProblemText>{problem}</ProblemText>
  if (!consult.data) return <Waiting>{t('opening')}</Waiting>
  const { patientId, pathway } = consult.data
  const subject = { kind: 'consult' as const, id: consultId }
  return (
    <ImagesPage patientId={patientId} back={path.consult(consultId)}>
      {keyImageId ? (
        <AtKeyImage {...{ patientId, subject, keyImageId }} />
      ) : (
        <StudyStage patientId={patientId} subject={subject} pathway={pathway.code} />
      )}
    </ImagesPage>
  )
}

type AtProps = { patientId: string; subject: { kind: 'consult'; id: string }; keyImageId: string }

function AtKeyImage({ patientId, subject, keyImageId }: AtProps) {
  const t = useWords(shellWords)
  const found = useQuery(keyImagesQuery(patientId, subject))
  const problem = useProblem(found.error)
  if (problem && !found.data) return <ProblemText>{problem}</ProblemText>
  if (!found.data) return <Waiting>{t('opening')}</Waiting>
  // one that was taken away opens the images without it
  const keyImage = found.data.find((each) => each.id === keyImageId)
  return <StudyStage key={keyImageId} {...{ patientId, subject }} {...(keyImage ? { keyImage } : {})} />
}

function useIds(): Props {
  const { consultId = '', keyImageId }: { consultId?: string; keyImageId?: string } = useParams({ strict: false })
  return { consultId, keyImageId }
}

/** The full screen of images of a case. */
export const caseImagesRoute = createLazyRoute('/consults/$consultId/images')({
  component: function CaseImages() {
    return <CaseImagesPage {...useIds()} />
  },
})

/** The full screen of images of a case, at the view of a key image. */
export const caseKeyImageRoute = createLazyRoute('/consults/$consultId/images/$keyImageId')({
  component: function CaseKeyImage() {
    return <CaseImagesPage {...useIds()} />
  },
})
