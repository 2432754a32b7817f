import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/transfer.ts'
import { type Transfer, transferCan } from '../contract/transfer.ts'
import style from './transfer.module.css'
import { transferWords } from './transfer-words.ts'

type Props = { transfer: Transfer }

/** Runs a press on a transfer and fetches it anew. */
function usePress<T>(transfer: Transfer, press: (given: T) => Promise<unknown>) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: press,
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['transfer', transfer.id] }),
  })
  return { run, problem: useProblem(run.error) }
}

const key = () => ({ key: crypto.randomUUID() })

/** What the reader's end can press next. */
export function TransferActions({ transfer, end }: Props & { end: 'out' | 'in' | null }) {
  if (end === 'in') {
    return (
      <div className={style['actions']}>
        {transferCan('confirmBed', transfer) ? <BedForm transfer={transfer} /> : null}
        {transferCan('arrive', transfer) ? <ArriveButton transfer={transfer} /> : null}
        {transferCan('refuse', transfer) ? <ReasonForm transfer={transfer} verb="refuse" /> : null}
      </div>
    )
  }
  if (end === null) return null
  return (
    <div className={style['actions']}>
      {transferCan('noteAmbulance', transfer) && !transfer.ambulanceAt ? <AmbulanceButton transfer={transfer} /> : null}
      {transferCan('depart', transfer) ? <DepartForm transfer={transfer} /> : null}
      {transferCan('cancel', transfer) ? <ReasonForm transfer={transfer} verb="cancel" /> : null}
    </div>
  )
}

function BedForm({ transfer }: Props) {
  const t = useWords(transferWords)
  const [ward, setWard] = useState('')
  const [bed, setBed] = useState('')
  const { run, problem } = usePress(
    transfer,
    async () => await call(contract.confirmBed, { transferId: transfer.id, ward: ward.trim(), bed: bed.trim() }, key()),
  )
  return (
    <form
      className={style['line']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ward.trim()) run.mutate(undefined)
      }}
    >
      <Field label={t('ward')} value={ward} onChange={setWard} maxLength={120} />
      <Field label={t('bed')} value={bed} onChange={setBed} maxLength={40} />
      <Button
        kind="primary"
        type="submit"
        onPress={() => undefined}
        isBusy={run.isPending}
        why={ward.trim() ? null : t('ward')}
      >
        {t('confirmBed')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}

function ArriveButton({ transfer }: Props) {
  const t = useWords(transferWords)
  const { run, problem } = usePress(
    transfer,
    async () => await call(contract.arriveTransfer, { transferId: transfer.id }, key()),
  )
  return (
    <div className={style['line']}>
      <Button kind="primary" isBig onPress={() => run.mutate(undefined)} isBusy={run.isPending}>
        {t('arrive')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}

function AmbulanceButton({ transfer }: Props) {
  const t = useWords(transferWords)
  const { run, problem } = usePress(
    transfer,
    async () => await call(contract.noteAmbulance, { transferId: transfer.id }, key()),
  )
  return (
    <div className={style['line']}>
      <Button onPress={() => run.mutate(undefined)} isBusy={run.isPending}>
        {t('ambulanceHere')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}

function DepartForm({ transfer }: Props) {
  const t = useWords(transferWords)
  const [transport, setTransport] = useState(t('ambulance'))
  const [escortName, setEscortName] = useState('')
  const [escortTitle, setEscortTitle] = useState('')
  const { run, problem } = usePress(transfer, async () => {
    const road = { transport: transport.trim(), escortName: escortName.trim(), escortTitle: escortTitle.trim() }
    return await call(contract.departTransfer, { transferId: transfer.id, ...road }, key())
  })
  return (
    <form
      className={style['line']}
      onSubmit={(event) => {
        event.preventDefault()
        if (transport.trim()) run.mutate(undefined)
      }}
    >
      <Field label={t('transport')} value={transport} onChange={setTransport} maxLength={255} />
      <Field label={t('escortName')} value={escortName} onChange={setEscortName} maxLength={255} />
      <Field label={t('escortTitle')} value={escortTitle} onChange={setEscortTitle} maxLength={255} />
      <Button
        kind="primary"
        type="submit"
        onPress={() => undefined}
        isBusy={run.isPending}
        why={transport.trim() ? null : t('transport')}
      >
        {t('depart')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}

function ReasonForm({ transfer, verb }: Props & { verb: 'refuse' | 'cancel' }) {
  const t = useWords(transferWords)
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const { run, problem } = usePress(transfer, async () => {
    const given = { transferId: transfer.id, reason: reason.trim() }
    return verb === 'refuse'
      ? await call(contract.refuseTransfer, given, key())
      : await call(contract.cancelTransfer, given, key())
  })
  if (!isOpen) {
    return (
      <div className={style['line']}>
        <Button kind="quiet" onPress={() => setIsOpen(true)}>
          {t(verb)}
        </Button>
      </div>
    )
  }
  return (
    <div className={style['line']}>
      <Field label={t('reason')} value={reason} onChange={setReason} rows={2} maxLength={1000} />
      <Button onPress={() => run.mutate(undefined)} isBusy={run.isPending} why={reason.trim() ? null : t('reason')}>
        {t(verb)}
      </Button>
      <Button kind="quiet" onPress={() => setIsOpen(false)}>
        {t(verb === 'cancel' ? 'keep' : 'back')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </div>
  )
}
