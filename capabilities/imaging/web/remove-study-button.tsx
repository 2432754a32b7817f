import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { removeStudy } from '../contract/removal.ts'
import type { WaitingStudy } from '../contract.ts'
import { removalWords } from './removal-words.ts'

const shortestReason = 5

type Props = { studyId: WaitingStudy['id']; facilityId: string; isOffline: boolean }

/** The way to remove a waiting study that is nobody's, with a reason. */
export function RemoveStudyButton({ studyId, facilityId, isOffline }: Props) {
  const t = useWords(removalWords)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onPress={() => setIsOpen(true)} why={isOffline ? t('offline') : null}>
        {t('remove')}
      </Button>
      {isOpen ? <RemoveDialog studyId={studyId} facilityId={facilityId} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

type DialogProps = { studyId: WaitingStudy['id']; facilityId: string; onClose: () => void }

function RemoveDialog({ studyId, facilityId, onClose }: DialogProps) {
  const t = useWords(removalWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const remove = useMutation({
    mutationFn: async () => await call(removeStudy, { studyId, reason }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['facility', facilityId] })
    },
  })
  const problem = useProblem(remove.error)
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button
            kind="primary"
            why={reason.trim().length < shortestReason ? t('why') : null}
            isBusy={remove.isPending}
            onPress={() => remove.mutate()}
          >
            {t('removeNow')}
          </Button>
        </>
      }
    >
      <p>{t('hint')}</p>
      <Field label={t('reason')} value={reason} onChange={setReason} rows={2} maxLength={400} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
