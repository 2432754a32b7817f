import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { setLegalHold } from '../contract/protection-endpoints.ts'
import { protectionWords } from './protection-words.ts'
import { legalHoldsQuery } from './queries.ts'

type Props = {
  patientId: string
  /** What is to be: held from now on, or no longer. */
  isHeld: boolean
  onClose: () => void
}

const shortest = 10

/** Asks why a record is held, or why it is no longer; both stay in the trail. */
export function LegalHoldDialog({ patientId, isHeld, onClose }: Props) {
  const t = useWords(protectionWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const set = useMutation({
    mutationFn: async () => await call(setLegalHold, { patientId, isHeld, reason }),
    onSuccess: onClose,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['patient', patientId] })
      await queries.invalidateQueries({ queryKey: legalHoldsQuery.queryKey })
    },
  })
  const problem = useProblem(set.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        onPress={() => set.mutate()}
        isBusy={set.isPending}
        why={reason.trim().length >= shortest ? null : t('reasonShort')}
      >
        {t(isHeld ? 'hold' : 'lift')}
      </Button>
    </>
  )
  return (
    <Dialog title={t(isHeld ? 'holdTitle' : 'liftTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t(isHeld ? 'holdHint' : 'liftHint')}</p>
      <Field label={t('reason')} value={reason} onChange={setReason} rows={3} maxLength={1000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
