import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { endContract, type SupportContract } from '../contract/contracts.ts'
import { contractWords } from './contract-words.ts'

type Props = { facilityId: string; contract: SupportContract; today: string; onClose: () => void }

/** Asks for the last day of a contract, says what ends with it, and ends it. */
export function EndContractDialog({ facilityId, contract, today, onClose }: Props) {
  const t = useWords(contractWords)
  const queries = useQueryClient()
  const [lastDay, setLastDay] = useState<string | null>(contract.validFrom > today ? contract.validFrom : today)
  const end = useMutation({
    mutationFn: async () => await call(endContract, { facilityId, contractId: contract.id, lastDay: lastDay ?? '' }),
    onSuccess: onClose,
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['facility', facilityId, 'contracts'] }),
  })
  const problem = useProblem(end.error)
  const isTooEarly = lastDay !== null && lastDay < contract.validFrom
  return (
    <Dialog
      title={t('endTitle', { number: contract.number })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            onPress={() => end.mutate()}
            isBusy={end.isPending}
            why={
              lastDay ? (isTooEarly ? t('tooEarly', { date: shownDate(contract.validFrom) }) : null) : t('dayMissing')
            }
          >
            {t('end')}
          </Button>
        </>
      }
    >
      <p>{t('endBetween', { supporting: contract.supporting.name, supported: contract.supported.name })}</p>
      <DateField label={t('to')} value={lastDay} onChange={setLastDay} min={contract.validFrom} />
      <p>{t('endHint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
