import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as thread from '../contract/thread.ts'
import { type Consult, consultCan, outcome } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { consultsWords } from './words.ts'

const results = outcome.shape.result.options

type Result = (typeof results)[number]

/** What became of the patient; owed to the specialist. */
export function OutcomePanel({ consult, isTreating, now }: { consult: Consult; isTreating: boolean; now: number }) {
  const t = useWords(consultsWords)
  const canRecord = isTreating && consultCan('recordOutcome', consult)
  return (
    <Panel title={t('outcome')}>
      {consult.outcome ? (
        <>
          <p>
            <b>{t(consult.outcome.result)}</b>
          </p>
          {consult.outcome.detail ? <p className={style['written']}>{consult.outcome.detail}</p> : null}
          <p className="small dim">
            {t('decidedBy', {
              name: nameOf(consult.outcome.recordedBy),
              time: whenText(consult.outcome.recordedAt, now),
            })}
          </p>
        </>
      ) : null}
      {!consult.outcome && canRecord ? <OutcomeForm consult={consult} /> : null}
      {!consult.outcome && !canRecord ? (
        <p className="dim">{consult.decision ? t('onlyTreating') : t('outcomeOwed')}</p>
      ) : null}
    </Panel>
  )
}

function OutcomeForm({ consult }: { consult: Consult }) {
  const t = useWords(consultsWords)
  const queries = useQueryClient()
  const [result, setResult] = useState<Result | null>(null)
  const [detail, setDetail, clear] = useDraft(`outcome/${consult.id}`)
  const record = useMutation({
    mutationFn: async (wanted: Result) =>
      await call(thread.recordOutcome, { consultId: consult.id, result: wanted, detail }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      clear()
      await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
    },
  })
  const problem = useProblem(record.error)
  return (
    <div className={style['form']}>
      <div className={style['picks']} role="radiogroup" aria-label={t('outcome')}>
        {results.map((each) => (
          <button
            key={each}
            type="button"
            role="radio"
            className={style['pick']}
            aria-checked={each === result}
            onClick={() => setResult(each)}
          >
            {t(each)}
          </button>
        ))}
      </div>
      <Field label={t('detail')} value={detail} onChange={setDetail} rows={2} maxLength={4000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button
          kind="primary"
          onPress={() => result && record.mutate(result)}
          isBusy={record.isPending}
          why={result ? null : t('chooseOutcome')}
        >
          {t('recordOutcome')}
        </Button>
      </span>
    </div>
  )
}
