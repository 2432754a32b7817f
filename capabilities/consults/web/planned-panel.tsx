import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as planned from '../contract/planned.ts'
import * as contract from '../contract.ts'
import { type Consult, consultCan } from '../contract.ts'
import { AllocateForm } from './allocate-form.tsx'
import style from './consults.module.css'
import { DueText } from './due-text.tsx'
import { nameOf } from './name-of.ts'
import { plannedWords } from './planned-words.ts'

type Props = { consult: Consult; me: Me; isTreating: boolean; now: number }

/** A planned request in its case: the parts of the question, the due time, taking, handing over, taking back. */
export function PlannedPanel({ consult, me, isTreating, now }: Props) {
  const t = useWords(plannedWords)
  const { planned: asked } = consult
  if (!asked) return null
  const { parts, intendedAction, allocatedTo, dueAt } = asked
  const rows = (['summary', 'done', 'question', 'wanted'] as const).filter((part) => parts[part] !== '')
  return (
    <Panel title={t('plannedCase')} aside={<Chip>{t(consult.urgency)}</Chip>}>
      <div className={style['form']}>
        <DueText dueAt={dueAt} firstAnsweredAt={consult.firstAnsweredAt} now={now} />
        {rows.map((part) => (
          <div key={part}>
            <p className="small dim">{t(part)}</p>
            <p className={style['written']}>{parts[part]}</p>
          </div>
        ))}
        <p>{t('intendedWas', { what: t(intendedAction).toLocaleLowerCase('vi') })}</p>
        {consult.linkedTo ? (
          <p>
            {t(consult.linkedTo.reason === 'duplicate' ? 'duplicateOf' : 'secondOf')}{' '}
            <Link to={path.consult(consult.linkedTo.consultId)}>{t('firstCase')}</Link>
          </p>
        ) : null}
        {allocatedTo ? <p className="small">{t('allocatedTo', { name: nameOf(allocatedTo) })}</p> : null}
        <Actions consult={consult} me={me} isTreating={isTreating} />
      </div>
    </Panel>
  )
}

function Actions({ consult, me, isTreating }: Omit<Props, 'now'>) {
  const t = useWords(plannedWords)
  const queries = useQueryClient()
  const [open, setOpen] = useState<'allocate' | 'recall' | null>(null)
  const take = useMutation({
    mutationFn: async () => await call(planned.takeConsult, { consultId: consult.id }, { key: crypto.randomUUID() }),
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['consult', consult.id] }),
  })
  const problem = useProblem(take.error)
  const at = (role: string) => me.roles.some((held) => held.facilityId === consult.supporting.id && held.role === role)
  const given = consult.planned?.allocatedTo?.id
  const isMine = consult.acceptedBy?.id === me.person.id
  const canTake =
    at('doctor') && (consult.status === 'requested' ? !given || given === me.person.id : given === me.person.id)
  const canGive = (consult.status === 'requested' && at('coordinator')) || (consult.status === 'accepted' && isMine)
  if (open === 'allocate') return <AllocateForm consultId={consult.id} onDone={() => setOpen(null)} />
  if (open === 'recall') return <RecallForm consult={consult} onClose={() => setOpen(null)} />
  return (
    <>
      <span className={style['actions']}>
        {canTake ? (
          <Button kind="primary" onPress={() => take.mutate()} isBusy={take.isPending}>
            {t('take')}
          </Button>
        ) : null}
        {canGive ? <Button onPress={() => setOpen('allocate')}>{t(isMine ? 'handOver' : 'allocate')}</Button> : null}
        {isTreating && consultCan('cancel', consult) ? (
          <Button kind="quiet" onPress={() => setOpen('recall')}>
            {t('recall')}
          </Button>
        ) : null}
        {isTreating && consult.patient ? <Link to={path.secondOpinion(consult.id)}>{t('secondOpinion')}</Link> : null}
      </span>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </>
  )
}

function RecallForm({ consult, onClose }: { consult: Consult; onClose: () => void }) {
  const t = useWords(plannedWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const recall = useMutation({
    mutationFn: async () =>
      await call(contract.cancelConsult, { consultId: consult.id, reason }, { key: crypto.randomUUID() }),
    onSuccess: onClose,
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['consult', consult.id] }),
  })
  const problem = useProblem(recall.error)
  return (
    <div className={style['form']}>
      <Field label={t('reason')} value={reason} onChange={setReason} maxLength={400} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button onPress={() => recall.mutate()} isBusy={recall.isPending} why={reason.trim() ? null : t('reason')}>
          {t('recall')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('back')}
        </Button>
      </span>
    </div>
  )
}
