import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { consultQuery } from '#capabilities/consults/web/index.tsx'
import { PrintableTimeline } from '#capabilities/pathways/web/index.tsx'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'

/** The timeline of a case, made to be printed. */
export function TimelinePage({ consultId }: { consultId: string }) {
  const t = useWords(shellWords)
  const consult = useQuery(consultQuery(consultId))
  const problem = useProblem(consult.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!consult.data) return <Waiting>{t('opening')}</Waiting>
  const { patient, patientId, asking, supporting } = consult.data
  return (
    <>
      <p>
        <Link to={path.consult(consultId)}>{t('backToCase')}</Link>
      </p>
      <h1>{t('timelineOfCase')}</h1>
      {patient ? (
        <>
          <PatientLine patient={patient} />
          <p>
            {asking.name} → {supporting.name}
          </p>
          <PrintableTimeline subject={{ kind: 'consult', id: consultId, patientId }} />
        </>
      ) : (
        <Empty>{t('sightHasEnded')}</Empty>
      )}
    </>
  )
}
