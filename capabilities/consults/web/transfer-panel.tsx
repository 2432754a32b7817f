import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { facilitySearchQuery } from '#capabilities/network/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useDraft } from '#platform/web/use-draft.ts'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { finalOutcomes } from '../contract/follow-up.ts'
import * as contract from '../contract/transfer.ts'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { caseTransfersQuery } from './transfer-queries.ts'
import { transferState } from './transfer-text.ts'
import { transferWords } from './transfer-words.ts'

const advised: readonly string[] = ['accepted', 'concluded', 'decided', 'completed']
const open: readonly string[] = ['requested', 'bed-confirmed', 'departed']

/** The transfers of a case and the way to ask for a bed. */
export function TransferPanel({ consult, isTreating }: { consult: Consult; isTreating: boolean }) {
  const t = useWords(transferWords)
  const now = useNow(60_000)
  const transfers = useQuery(caseTransfersQuery(consult.id))
  const [isAsking, setIsAsking] = useState(false)
  const problem = useProblem(transfers.error)
  const isOpen = transfers.data?.some((each) => open.includes(each.status))
  const isFinal = consult.outcome !== null && finalOutcomes.includes(consult.outcome.result)
  const canAsk = isTreating && !isOpen && !isFinal && advised.includes(consult.status)
  return (
    <Panel title={t('transfer')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <ul className={style['rows']}>
        {transfers.data?.map((each) => (
          <li key={each.id}>
            <div>
              <p>
                <b>{each.to.name}</b>
              </p>
              <p className="small dim">{transferState(each, now, t)}</p>
            </div>
            <Link className={ui['button']} to={path.transfer(each.id)}>
              {t('open')}
            </Link>
          </li>
        ))}
      </ul>
      {transfers.data?.length === 0 ? <p className="dim">{canAsk ? t('none') : t('opensWithExpert')}</p> : null}
      {canAsk && !isAsking ? <Button onPress={() => setIsAsking(true)}>{t('ask')}</Button> : null}
      {canAsk && isAsking ? <RequestForm consult={consult} /> : null}
    </Panel>
  )
}

function RequestForm({ consult }: { consult: Consult }) {
  const t = useWords(transferWords)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [to, setTo] = useState<string | null>(consult.supporting.id)
  const [reason, setReason, clear] = useDraft(`transfer/${consult.id}`)
  const found = useQuery(facilitySearchQuery(text))
  const places = (found.data?.rows ?? []).filter((each) => each.id !== consult.asking.id)
  const first = { value: consult.supporting.id as string, text: consult.supporting.name }
  const options = [
    first,
    ...places.filter((each) => each.id !== first.value).map((each) => ({ value: each.id as string, text: each.name })),
  ]
  const send = useMutation({
    mutationFn: async () =>
      await call(
        contract.requestTransfer,
        { consultId: consult.id, toFacilityId: to ?? '', reason: reason.trim() },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async ({ transferId }) => {
      clear()
      await queries.invalidateQueries({ queryKey: ['consult', consult.id] })
      void navigate({ to: path.transfer(transferId) })
    },
  })
  const problem = useProblem(send.error)
  const why = to === null ? t('toHint') : reason.trim() === '' ? t('whyMove') : null
  return (
    <div className={style['form']}>
      <Select
        label={t('to')}
        value={to}
        options={options}
        onChange={setTo}
        onSearch={setText}
        placeholder={t('toHint')}
      />
      <Field label={t('whyMove')} value={reason} onChange={setReason} rows={2} maxLength={1000} />
      <p className="small dim">{t('sightNotice')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" onPress={() => send.mutate()} isBusy={send.isPending} why={why}>
          {t('send')}
        </Button>
      </span>
    </div>
  )
}
