import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { elapsedText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText, Section } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { LadderList } from './ladder-list.tsx'
import { consultsWords } from './words.ts'

/** Shown to the asking side while it rings, and until the expert has come: who is called, the next person, cancelling. */
export function CallingPanel({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(consultsWords)
  const phone = consult.supporting.dutyPhone ?? t('noPhone')
  return (
    <div className={style['ask']}>
      <div>
        {consult.status === 'requested' ? (
          <article className={style['ring']}>
            <p className={style['band']}>
              <span>{t('callingTeam', { place: consult.supporting.shortName })}</span>
              <span>{t('since', { time: timeText(consult.askedAt) })}</span>
            </p>
            <div className={style['calling']}>
              <div>
                <p className={ui['clock']}>{elapsedText(consult.askedAt, now)}</p>
                <p className="small">{t('hasRung')}</p>
              </div>
              <div>
                <p>{consult.question}</p>
                <CallActions consult={consult} />
              </div>
            </div>
          </article>
        ) : (
          <CallActions consult={consult} />
        )}
        {consult.unansweredAt && consult.status === 'requested' ? (
          <ProblemText>
            {t(consult.pages.length === 0 ? 'nobodyOnDuty' : 'unanswered')}{' '}
            <span className={style['phone']}>{phone}</span>
          </ProblemText>
        ) : null}
      </div>
      <Section title={t('whoNow')}>
        <LadderList consult={consult} now={now} />
      </Section>
    </div>
  )
}

function CallActions({ consult }: { consult: Consult }) {
  const t = useWords(consultsWords)
  const queries = useQueryClient()
  const [isCancelling, setIsCancelling] = useState(false)
  const [reason, setReason] = useState('')
  const again = async () => await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
  const next = useMutation({
    mutationFn: async () => await call(contract.callNext, { consultId: consult.id }, { key: crypto.randomUUID() }),
    onSettled: again,
  })
  const cancel = useMutation({
    mutationFn: async () =>
      await call(contract.cancelConsult, { consultId: consult.id, reason }, { key: crypto.randomUUID() }),
    onSettled: again,
  })
  const problem = useProblem(next.error ?? cancel.error)
  return (
    <>
      <div className={style['actions']}>
        {consultCan('callNext', consult) ? (
          <Button onPress={() => next.mutate()} isBusy={next.isPending}>
            {t('callNext')}
          </Button>
        ) : null}
        {consultCan('cancel', consult) ? (
          <Button kind="quiet" onPress={() => setIsCancelling(!isCancelling)}>
            {isCancelling ? t('keepCalling') : t('cancel')}
          </Button>
        ) : null}
      </div>
      {isCancelling ? (
        <div className={style['form']}>
          <Field label={t('cancelReason')} value={reason} onChange={setReason} maxLength={400} />
          <span>
            <Button
              onPress={() => cancel.mutate()}
              isBusy={cancel.isPending}
              why={reason.trim() ? null : t('cancelReason')}
            >
              {t('cancel')}
            </Button>
          </span>
        </div>
      ) : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </>
  )
}
