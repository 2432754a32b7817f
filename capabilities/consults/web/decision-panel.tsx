import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { decisionWithinMs } from '../contract/decision-due.ts'
import * as thread from '../contract/thread.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { consultsWords } from './words.ts'

const choices = ['accepted', 'partly', 'not-accepted'] as const

type Choice = (typeof choices)[number]

const decideByOf = (consult: Consult, concludedAt: string): string =>
  new Date(new Date(concludedAt).getTime() + decisionWithinMs(consult)).toISOString()

/** The treating doctor's own decision, beside the advice; it may differ, with a reason. */
export function DecisionPanel({ consult, isTreating }: { consult: Consult; isTreating: boolean }) {
  const t = useWords(consultsWords)
  const { decision } = consult
  const canDecide = isTreating && consultCan('decide', consult) && consult.conclusion
  return (
    <Panel title={t('localDecision')}>
      <p className="small dim">{t('responsible')}</p>
      {decision ? (
        <>
          <p>
            <b>{t(`choice-${decision.choice}`)}</b>
          </p>
          {decision.reason ? <p className={style['written']}>{decision.reason}</p> : null}
          <p className="small dim">
            {t('decidedBy', { name: nameOf(decision.decidedBy), time: timeText(decision.decidedAt) })}
          </p>
        </>
      ) : null}
      {!decision && consult.conclusion ? (
        <p className="small">
          {t('decideBy', { time: timeText(decideByOf(consult, consult.conclusion.concludedAt)) })}
        </p>
      ) : null}
      {!decision && canDecide ? <DecisionForm consult={consult} version={consult.conclusion?.version ?? 0} /> : null}
      {!decision && !canDecide ? (
        <p className="dim">{consult.conclusion ? t('onlyTreating') : t('opensWithConclusion')}</p>
      ) : null}
    </Panel>
  )
}

function DecisionForm({ consult, version }: { consult: Consult; version: number }) {
  const t = useWords(consultsWords)
  const queries = useQueryClient()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [reason, setReason, clear] = useDraft(`decision/${consult.id}`)
  const decide = useMutation({
    mutationFn: async (wanted: Choice) =>
      await call(
        thread.decideConsult,
        {
          consultId: consult.id,
          conclusionVersion: version,
          choice: wanted,
          reason: wanted === 'accepted' ? '' : reason.trim(),
        },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async () => {
      clear()
      await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
    },
  })
  const problem = useProblem(decide.error)
  return (
    <div className={style['form']}>
      {choices.map((each) => (
        <Button
          key={each}
          kind={each === 'accepted' ? 'primary' : 'plain'}
          isBusy={decide.isPending}
          onPress={() => (each === 'accepted' ? decide.mutate(each) : setChoice(each))}
        >
          {t(`choice-${each}`)}
        </Button>
      ))}
      {choice && choice !== 'accepted' ? (
        <>
          <Field label={t('reason')} value={reason} onChange={setReason} rows={3} maxLength={4000} />
          <span>
            <Button
              kind="primary"
              onPress={() => decide.mutate(choice)}
              isBusy={decide.isPending}
              why={reason.trim() ? null : t('reason')}
            >
              {t('confirm')}
            </Button>
          </span>
        </>
      ) : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}
