import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { FollowUp } from '../contract/follow-up.ts'
import * as contract from '../contract/follow-up.ts'
import { type Consult, outcome } from '../contract.ts'
import style from './consults.module.css'
import { followUpWords } from './follow-up-words.ts'
import { followUpsQuery, spanOf } from './follow-ups.ts'
import { nameOf } from './name-of.ts'
import { consultsWords } from './words.ts'

const results = outcome.shape.result.options
/** One may answer so long before it is due. */
const earlyMs = 6 * 60 * 60 * 1000

type Props = { consult: Consult; isTreating: boolean; now: number }

/** When the outcome is owed and what was answered; one press answers. */
export function FollowUpPanel({ consult, isTreating, now }: Props) {
  const t = useWords(followUpWords)
  const found = useQuery(followUpsQuery(consult.id))
  const problem = useProblem(found.error)
  if (!found.data?.length) return problem ? <ProblemText>{problem}</ProblemText> : null
  const next = found.data.find((each) => !each.answeredAt && !each.isSettled)
  const isNear = next !== undefined && new Date(next.dueAt).getTime() - now <= earlyMs
  return (
    <Panel title={t('followUp')}>
      <ul className={style['rows']}>
        {found.data.map((each) => (
          <li key={each.id}>
            <Line followUp={each} now={now} />
          </li>
        ))}
      </ul>
      {next && isNear && isTreating ? <Answers consult={consult} next={next} /> : null}
    </Panel>
  )
}

function Line({ followUp, now }: { followUp: FollowUp; now: number }) {
  const t = useWords(followUpWords)
  const say = useWords(consultsWords)
  const isLate = !followUp.answeredAt && !followUp.isSettled && new Date(followUp.dueAt).getTime() < now
  const due = say(isLate ? 'overdue' : 'due', { time: whenText(followUp.dueAt, now) })
  const by = followUp.answeredBy ? nameOf(followUp.answeredBy) : ''
  return (
    <div>
      <p>
        <b>{t(spanOf(followUp.hours).word, { n: spanOf(followUp.hours).n })}</b>
        {followUp.result ? <> · {say(followUp.result)}</> : null}
      </p>
      <p className={isLate ? 'small is-late' : 'small dim'}>
        {followUp.answeredAt
          ? say('decidedBy', { name: by, time: whenText(followUp.answeredAt, now) })
          : followUp.isSettled
            ? t('settled')
            : due}
      </p>
    </div>
  )
}

function Answers({ consult, next }: { consult: Consult; next: FollowUp }) {
  const t = useWords(followUpWords)
  const say = useWords(consultsWords)
  const queries = useQueryClient()
  const [asked, setAsked] = useState<(typeof results)[number] | null>(null)
  const answer = useMutation({
    mutationFn: async (result: (typeof results)[number]) => {
      const given = { consultId: consult.id, followUpId: next.id, result }
      return await call(contract.answerFollowUp, given, { key: crypto.randomUUID() })
    },
    onSettled: async () => {
      setAsked(null)
      await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
    },
  })
  const problem = useProblem(answer.error)
  const { word, n } = spanOf(next.hours)
  // what ends the asking is said twice
  const press = (result: (typeof results)[number]) =>
    contract.finalOutcomes.includes(result) && asked !== result ? setAsked(result) : answer.mutate(result)
  return (
    <div className={style['form']}>
      <p>{t('how', { when: t(word, { n }) })}</p>
      <div className={style['answers']}>
        {results.map((each) => (
          <Button key={each} onPress={() => press(each)} isBusy={answer.isPending}>
            {asked === each ? t('sure', { what: say(each) }) : say(each)}
          </Button>
        ))}
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}
