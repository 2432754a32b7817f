import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LegalHoldOf, PatientLine } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Chip, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { ReviewForm } from '#platform/web/ui/review-form.tsx'
import { ReviewLine } from '#platform/web/ui/review-line.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { ModeOverride } from '../contract/modes.ts'
import * as contract from '../contract/modes.ts'
import style from './consults.module.css'
import { modeWords } from './mode-words.ts'
import { nameOf } from './name-of.ts'

const overridesQuery = queryOptions({
  queryKey: ['mode-overrides'],
  queryFn: async ({ signal }) => await call(contract.listOverrides, {}, { signal }),
})

/** Cases that went on without a condition of their mode; the leader says of each whether it was justified. */
export function OverridesPanel() {
  const t = useWords(modeWords)
  const found = useQuery(overridesQuery)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('overrides')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {found.data?.length === 0 ? <p className="dim">{t('noOverrides')}</p> : null}
      {found.data?.map((override) => (
        <Override key={override.id} override={override} />
      ))}
    </Panel>
  )
}

function Override({ override }: { override: ModeOverride }) {
  const t = useWords(modeWords)
  const now = useNow(60_000)
  const queries = useQueryClient()
  const review = useMutation({
    mutationFn: async (given: { verdict: 'justified' | 'not-justified'; note: string }) =>
      await call(contract.reviewOverride, { overrideId: override.id, ...given }),
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['mode-overrides'] }),
  })
  const problem = useProblem(review.error)
  return (
    <div className={style['form']}>
      <PatientLine patient={override.patient} />
      <p>
        <Chip kind="soft">{t(override.kind)}</Chip> {t(override.mode)}.{' '}
        {t('missingWhat', { what: override.missing.map((each) => t(each)).join(', ') })}
      </p>
      <p>{override.kind === 'emergency' ? t('byItself') : override.reason}</p>
      <p className="small dim">{t('by', { name: nameOf(override.by), time: whenText(override.at, now) })}</p>
      <div>
        <ReviewLine review={override.review} now={now} />
      </div>
      {override.canReview ? <ReviewForm isBusy={review.isPending} problem={problem} onReview={review.mutate} /> : null}
      {override.patient ? <LegalHoldOf patientId={override.patient.id} /> : null}
    </div>
  )
}
