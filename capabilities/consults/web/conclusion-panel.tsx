import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAdvice } from '#capabilities/pathways/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices, Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as thread from '../contract/thread.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { useFilledDraft } from './use-filled-draft.ts'
import { consultsWords } from './words.ts'

type Certainty = 'high' | 'moderate' | 'low'

/** The specialist's advice in writing; only the one who accepted writes it. A conclusion never waits for a link. */
export function ConclusionPanel({ consult, isExpert }: { consult: Consult; isExpert: boolean }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const [isRevising, setIsRevising] = useState(false)
  const isOpen = isExpert && consultCan('conclude', consult) && (!consult.conclusion || isRevising)
  return (
    <Panel title={t('conclude')}>
      {consult.conclusion && !isOpen ? (
        <>
          {consult.correctedSinceConclusion.length > 0 ? (
            <ProblemText>
              {t('correctedSince', {
                what: consult.correctedSinceConclusion.map((each) => each.label[language]).join(', '),
              })}
            </ProblemText>
          ) : null}
          <p className={style['written']}>{consult.conclusion.conclusion}</p>
          <h3>{t('nextTreatment')}</h3>
          <p className={style['written']}>{consult.conclusion.nextTreatment}</p>
          <p className="small dim">
            {t('decidedBy', {
              name: nameOf(consult.conclusion.author),
              time: timeText(consult.conclusion.concludedAt),
            })}{' '}
            · {t('certainty')}: {t(consult.conclusion.certainty)}
          </p>
          {isExpert && consultCan('conclude', consult) ? (
            <Button kind="quiet" onPress={() => setIsRevising(true)}>
              {t('revise')}
            </Button>
          ) : null}
        </>
      ) : null}
      {!consult.conclusion && !isOpen ? <p className="dim">{t('noConclusion')}</p> : null}
      {isOpen ? <ConclusionForm consult={consult} onDone={() => setIsRevising(false)} /> : null}
    </Panel>
  )
}

function ConclusionForm({ consult, onDone }: { consult: Consult; onDone: () => void }) {
  const t = useWords(consultsWords)
  const queries = useQueryClient()
  const advice = useAdvice({ kind: 'consult', id: consult.id, patientId: consult.patientId })
  const filled = advice ?? { conclusion: '', next: '' }
  const [conclusion, setConclusion, clearConclusion] = useFilledDraft(`conclusion/${consult.id}`, filled.conclusion)
  const [nextTreatment, setNext, clearNext] = useFilledDraft(`next-treatment/${consult.id}`, filled.next)
  const [certainty, setCertainty] = useState<Certainty>('high')
  const send = useMutation({
    mutationFn: async () =>
      await call(
        thread.concludeConsult,
        { consultId: consult.id, conclusion, nextTreatment, certainty },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async () => {
      clearConclusion()
      clearNext()
      onDone()
      await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
    },
  })
  const problem = useProblem(send.error)
  const why = !conclusion.trim() ? t('conclusion') : !nextTreatment.trim() ? t('nextTreatment') : null
  return (
    <div className={style['form']}>
      {advice ? <p className="small dim">{t('adviceFilled')}</p> : null}
      <Field label={t('conclusion')} value={conclusion} onChange={setConclusion} rows={4} maxLength={8000} />
      <Field label={t('nextTreatment')} value={nextTreatment} onChange={setNext} rows={3} maxLength={8000} />
      <div>
        <p className={style['label']}>{t('certainty')}</p>
        <Choices
          label={t('certainty')}
          value={certainty}
          onChange={setCertainty}
          options={(['high', 'moderate', 'low'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button
          kind="primary"
          onPress={() => send.mutate()}
          isBusy={send.isPending}
          why={why ? `${t('missing')} ${why.toLocaleLowerCase('vi')}` : null}
        >
          {t('sendConclusion')}
        </Button>
      </span>
    </div>
  )
}
