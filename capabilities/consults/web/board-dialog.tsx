import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { rerouteConsult } from '../contract/paging.ts'
import type { BoardRow } from '../contract/planned.ts'
import * as contract from '../contract/planned.ts'
import { AllocateForm } from './allocate-form.tsx'
import { HospitalPick } from './ask-planned-page.tsx'
import style from './consults.module.css'
import { plannedWords } from './planned-words.ts'

/** What the coordinator is about to do with a row. */
export type BoardTask = { is: 'allocate' | 'reroute' | 'merge'; row: BoardRow }

type Props = { task: BoardTask; rows: readonly BoardRow[]; onClose: () => void }

/** Allocates, sends elsewhere or merges what waits, over the board. */
export function BoardDialog({ task, rows, onClose }: Props) {
  const t = useWords(plannedWords)
  return (
    <Dialog
      title={t(task.is)}
      isOpen
      onClose={onClose}
      actions={
        <Button kind="quiet" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      {task.is === 'allocate' ? <AllocateForm consultId={task.row.id} onDone={onClose} /> : null}
      {task.is === 'reroute' ? <RerouteForm row={task.row} onDone={onClose} /> : null}
      {task.is === 'merge' ? <MergeForm row={task.row} rows={rows} onDone={onClose} /> : null}
    </Dialog>
  )
}

/** Runs a press on a row of the board and reads the board anew. */
function useBoardPress(press: () => Promise<unknown>, onDone: () => void) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: press,
    onSuccess: onDone,
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['board'] }),
  })
  return { run, problem: useProblem(run.error) }
}

function RerouteForm({ row, onDone }: { row: BoardRow; onDone: () => void }) {
  const t = useWords(plannedWords)
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { run, problem } = useBoardPress(async () => {
    const sent = { consultId: row.id, facilityId: to ?? '', reason: reason.trim() }
    const key = { key: crypto.randomUUID() }
    return row.urgency === 'emergency'
      ? await call(rerouteConsult, sent, key)
      : await call(contract.redirectConsult, sent, key)
  }, onDone)
  const why = to === null ? t('toHospital') : reason.trim() === '' ? t('reason') : null
  return (
    <div className={style['form']}>
      <HospitalPick value={to} onChange={setTo} not={row.supporting.id} />
      <Field label={t('reason')} value={reason} onChange={setReason} maxLength={400} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" onPress={() => run.mutate()} isBusy={run.isPending} why={why}>
          {t('reroute')}
        </Button>
      </span>
    </div>
  )
}

function MergeForm({ row, rows, onDone }: { row: BoardRow; rows: readonly BoardRow[]; onDone: () => void }) {
  const t = useWords(plannedWords)
  const [into, setInto] = useState<string | null>(null)
  const options = rows
    .filter((each) => each.id !== row.id && each.patient !== null && each.patient.id === row.patient?.id)
    .map((each) => ({ value: each.id as string, text: `${each.asking.shortName}: ${each.question}` }))
  const { run, problem } = useBoardPress(async () => {
    const sent = { consultId: row.id, intoConsultId: into ?? '' }
    return await call(contract.mergeConsult, sent, { key: crypto.randomUUID() })
  }, onDone)
  return (
    <div className={style['form']}>
      <Select label={t('mergeInto')} value={into} options={options} onChange={setInto} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" onPress={() => run.mutate()} isBusy={run.isPending} why={into ? null : t('mergeInto')}>
          {t('merge')}
        </Button>
      </span>
    </div>
  )
}
