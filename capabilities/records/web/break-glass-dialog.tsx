import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/protection-endpoints.ts'
import { protectionWords } from './protection-words.ts'

type Props = {
  facilities: readonly { id: Id<'facility'>; name: string }[]
  onPick: (patient: { id: string }) => void
  onClose: () => void
}

const shortest = 10

/** Asks for a whole identifier and a reason, and opens the record of a patient whom one may not see. */
export function BreakGlassDialog({ facilities, onPick, onClose }: Props) {
  const t = useWords(protectionWords)
  const [facilityId, setFacilityId] = useState<string | null>(facilities[0]?.id ?? null)
  const [system, setSystem] = useState<'personal-id' | 'bhyt'>('personal-id')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const open = useMutation({
    mutationFn: async () =>
      await call(contract.breakGlass, { facilityId: facilityId ?? '', system, value, reason }, {}),
    onSuccess: ({ patients }) => {
      const [first] = patients
      if (first) onPick(first)
    },
  })
  const problem = useProblem(open.error)
  const why =
    value.trim().length < shortest ? t('idMissing') : reason.trim().length < shortest ? t('reasonShort') : null
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button kind="primary" onPress={() => open.mutate()} isBusy={open.isPending} why={why}>
        {t('openNow')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('breakTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t('breakHint')}</p>
      {facilities.length > 1 ? (
        <Select
          label={t('facility')}
          value={facilityId}
          options={facilities.map((each) => ({ value: String(each.id), text: each.name }))}
          onChange={setFacilityId}
        />
      ) : null}
      <Choices
        label={t('idKind')}
        value={system}
        onChange={setSystem}
        options={(['personal-id', 'bhyt'] as const).map((each) => ({ value: each, text: t(each) }))}
      />
      <Field label={t('idValue')} value={value} onChange={setValue} maxLength={20} autoComplete="off" />
      <Field label={t('reason')} value={reason} onChange={setReason} rows={3} maxLength={1000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
