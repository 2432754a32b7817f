import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type ProtectedCategory, type ProtectedKind, protectedCategory } from '../contract/protection.ts'
import * as contract from '../contract/protection-endpoints.ts'
import { protectionWords } from './protection-words.ts'

/** A fact of a record that may be protected. */
export type Fact = { patientId: string; kind: ProtectedKind; recordId: string }

type Props = Fact & { onClose: () => void }

const shortest = 10

function useSend(patientId: string, onClose: () => void, send: () => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['patient', patientId] })
    },
  })
}

/** Asks why, and opens one protected fact for this person for an hour. */
export function UnlockDialog({ onClose, ...fact }: Props) {
  const t = useWords(protectionWords)
  const [reason, setReason] = useState('')
  const unlock = useSend(fact.patientId, onClose, async () => await call(contract.unlockRecord, { ...fact, reason }))
  const problem = useProblem(unlock.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        onPress={() => unlock.mutate()}
        isBusy={unlock.isPending}
        why={reason.trim().length >= shortest ? null : t('reasonShort')}
      >
        {t('unlockNow')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('unlockTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t('unlockHint')}</p>
      <Field label={t('reason')} value={reason} onChange={setReason} rows={3} maxLength={1000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}

/** Flags one fact with its category. */
export function ProtectDialog({ onClose, ...fact }: Props) {
  const t = useWords(protectionWords)
  const [category, setCategory] = useState<ProtectedCategory | null>(null)
  const protect = useSend(fact.patientId, onClose, async () => {
    if (category) await call(contract.protectRecord, { ...fact, category })
  })
  const problem = useProblem(protect.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        onPress={() => protect.mutate()}
        isBusy={protect.isPending}
        why={category ? null : t('category')}
      >
        {t('protect')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('protectTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t('protectHint')}</p>
      <Select
        label={t('category')}
        value={category}
        options={protectedCategory.options.map((value) => ({ value, text: t(value) }))}
        onChange={setCategory}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
