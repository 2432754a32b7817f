import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { holdByIdentifier } from '../contract/protection-endpoints.ts'
import { protectionWords } from './protection-words.ts'
import { legalHoldsQuery } from './queries.ts'

const systems = ['personal-id', 'bhyt', 'mrn'] as const
const shortestValue = 3
const shortestReason = 10

/** Asks for a whole identifier and a reason, and places a hold on what bears it at my hospital. */
export function HoldByIdentifierDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(protectionWords)
  const queries = useQueryClient()
  const [system, setSystem] = useState<(typeof systems)[number]>('personal-id')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const hold = useMutation({
    mutationFn: async () => await call(holdByIdentifier, { system, value, reason }, {}),
    onSuccess: onClose,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: legalHoldsQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['patient'] })
    },
  })
  const problem = useProblem(hold.error)
  const isShort = reason.trim().length < shortestReason
  const why = value.trim().length < shortestValue ? t('idMissing') : isShort ? t('reasonShort') : null
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button kind="primary" onPress={() => hold.mutate()} isBusy={hold.isPending} why={why}>
        {t('hold')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('holdByNumberTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t('holdHint')}</p>
      <Choices
        label={t('idKind')}
        value={system}
        onChange={setSystem}
        options={systems.map((each) => ({ value: each, text: t(each) }))}
      />
      <Field label={t('idValue')} value={value} onChange={setValue} maxLength={40} autoComplete="off" />
      <Field label={t('reason')} value={reason} onChange={setReason} rows={3} maxLength={1000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
