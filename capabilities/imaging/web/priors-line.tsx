import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { askPriors, listPriorRequests, type PriorRequest } from '../contract/priors.ts'
import { gatewayWords } from './gateway-words.ts'
import style from './gateways.module.css'

const aMinute = 60_000

/** Asks the hospitals that treat the patient for earlier images, and says what has become of it. */
export function PriorsLine({ patientId }: { patientId: string }) {
  const t = useWords(gatewayWords)
  const queries = useQueryClient()
  const queryKey = ['patient', patientId, 'priors']
  const asked = useQuery({
    queryKey,
    queryFn: async ({ signal }) => await call(listPriorRequests, { patientId }, { signal }),
  })
  const ask = useMutation({
    mutationFn: async () => await call(askPriors, { patientId }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey }),
  })
  const problem = useProblem(ask.error)
  const [newest] = asked.data ?? []
  return (
    <div className={style['priors']}>
      <Button
        isBusy={ask.isPending}
        why={newest?.state === 'open' ? t('priorsAsked') : null}
        onPress={() => ask.mutate()}
      >
        {t('askPriors')}
      </Button>
      {newest ? <PriorsState newest={newest} /> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}

function PriorsState({ newest }: { newest: PriorRequest }) {
  const t = useWords(gatewayWords)
  const now = useNow(aMinute)
  const time = whenText(newest.askedAt, now)
  const found = newest.foundCount > 0 ? 'priorsFound' : 'priorsNone'
  const word = { open: 'priorsOpen', failed: 'priorsFailed', done: found } as const
  return (
    <span className={newest.state === 'failed' ? 'small is-late' : 'small dim'} role="status">
      {t(word[newest.state], { n: newest.foundCount, time })}
    </span>
  )
}
