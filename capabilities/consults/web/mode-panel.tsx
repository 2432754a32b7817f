import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { ReviewLine } from '#platform/web/ui/review-line.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/modes.ts'
import style from './consults.module.css'
import { modeWords } from './mode-words.ts'

type Shown = OutputOf<typeof contract.getMode>

const modeQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'mode'],
    queryFn: async ({ signal }) => await call(contract.getMode, { consultId }, { signal }),
  })

/** On which lawful mode the case rests, which conditions are met, and what was passed over. */
export function ModePanel({ consultId, isTreating }: { consultId: string; isTreating: boolean }) {
  const t = useWords(modeWords)
  const found = useQuery(modeQuery(consultId))
  const [isOpen, setIsOpen] = useState(false)
  const problem = useProblem(found.error)
  const { data } = found
  return (
    <Panel title={t('legalMode')}>
      {problem && !data ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {data ? <Gates shown={data} /> : null}
      {data && isOpen ? <ModeForm consultId={consultId} shown={data} onClose={() => setIsOpen(false)} /> : null}
      {data && isTreating && !isOpen ? (
        <span>
          <Button kind="quiet" onPress={() => setIsOpen(true)}>
            {t('change')}
          </Button>
        </span>
      ) : null}
    </Panel>
  )
}

function Gates({ shown }: { shown: Shown }) {
  const t = useWords(modeWords)
  const now = useNow(60_000)
  return (
    <>
      <p>
        <b>{t(shown.mode)}</b>
      </p>
      {shown.gates.map(({ gate, isMet, detail }) => (
        <p key={gate}>
          <Chip kind={isMet ? 'soft' : 'late'}>{t(isMet ? 'met' : 'notMet')}</Chip> {t(gate)}
          {isMet && detail ? `: ${detail}` : ''}
        </p>
      ))}
      {shown.overrides.map((override) => (
        <div key={override.id}>
          <p className="small">
            {t('missingWhat', { what: override.missing.map((each) => t(each)).join(', ') })}{' '}
            {override.kind === 'emergency' ? t('byItself') : override.reason}
          </p>
          <ReviewLine review={override.review} now={now} />
        </div>
      ))}
    </>
  )
}

type FormProps = { consultId: string; shown: Shown; onClose: () => void }

function ModeForm({ consultId, shown, onClose }: FormProps) {
  const t = useWords(modeWords)
  const queries = useQueryClient()
  const [mode, setMode] = useState<contract.Mode>(shown.mode)
  const [reason, setReason] = useState<contract.ConsultReason>(shown.reason)
  const [overrideReason, setOverrideReason] = useState('')
  const save = useMutation({
    mutationFn: async () => await call(contract.setMode, { consultId, mode, reason, overrideReason }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
  const problem = useProblem(save.error)
  return (
    <div className={style['form']}>
      <Select
        label={t('legalMode')}
        value={mode}
        options={contract.mode.options.map((value) => ({ value, text: t(value) }))}
        onChange={(next) => setMode(next ?? mode)}
      />
      <Select
        label={t('reason')}
        value={reason}
        options={contract.consultReason.options.map((value) => ({ value, text: t(value) }))}
        onChange={(next) => setReason(next ?? reason)}
      />
      <Field
        label={t('overrideReason')}
        value={overrideReason}
        onChange={setOverrideReason}
        rows={2}
        maxLength={1000}
      />
      <p className="small dim">{t('overrideHint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button kind="primary" onPress={() => save.mutate()} isBusy={save.isPending}>
          {t('save')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </span>
    </div>
  )
}
