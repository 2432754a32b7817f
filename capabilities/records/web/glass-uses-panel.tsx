import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { ReviewForm } from '#platform/web/ui/review-form.tsx'
import { ReviewLine } from '#platform/web/ui/review-line.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { GlassUse } from '../contract/protection-endpoints.ts'
import * as contract from '../contract/protection-endpoints.ts'
import { LegalHoldOf } from './legal-holds-panel.tsx'
import { PatientLine } from './patient-line.tsx'
import { protectionWords } from './protection-words.ts'
import style from './records.module.css'

const glassUsesQuery = queryOptions({
  queryKey: ['glass-uses'],
  queryFn: async ({ signal }) => await call(contract.listGlassUses, {}, { signal }),
})

/** Who looked at whom in an emergency without being asked; the leader says of each whether it was justified. */
export function GlassUsesPanel() {
  const t = useWords(protectionWords)
  const found = useQuery(glassUsesQuery)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('glassUses')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {found.data?.length === 0 ? <p className="dim">{t('noGlassUses')}</p> : null}
      {found.data?.map((use) => (
        <Use key={use.id} use={use} />
      ))}
    </Panel>
  )
}

function Use({ use }: { use: GlassUse }) {
  const t = useWords(protectionWords)
  const now = useNow(60_000)
  const queries = useQueryClient()
  const review = useMutation({
    mutationFn: async (given: { verdict: 'justified' | 'not-justified'; note: string }) =>
      await call(contract.reviewGlassUse, { breakGlassId: use.id, ...given }),
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['glass-uses'] }),
  })
  const problem = useProblem(review.error)
  const name = `${use.person.title} ${use.person.fullName}`.trim()
  return (
    <div className={style['note']}>
      <PatientLine patient={use.patient} />
      <p>{use.reason}</p>
      <p className="small dim">{t('usedBy', { name, facility: use.facilityName, time: whenText(use.at, now) })}</p>
      <ReviewLine review={use.review} now={now} />
      {use.canReview ? <ReviewForm isBusy={review.isPending} problem={problem} onReview={review.mutate} /> : null}
      {use.mayHold ? <LegalHoldOf patientId={use.patientId} /> : null}
    </div>
  )
}
