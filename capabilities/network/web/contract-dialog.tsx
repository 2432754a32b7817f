import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/contracts.ts'
import { contractWords } from './contract-words.ts'
import { facilitySearchQuery } from './queries.ts'

/** Registers a contract of a facility with another. */
export function ContractDialog({ facilityId, onClose }: { facilityId: string; onClose: () => void }) {
  const t = useWords(contractWords)
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [otherId, setOtherId] = useState<string | null>(null)
  const [part, setPart] = useState<'supports' | 'is-supported-by'>('is-supported-by')
  const [number, setNumber] = useState('')
  const [scope, setScope] = useState('')
  const [validFrom, setFrom] = useState<string | null>(null)
  const [validTo, setTo] = useState<string | null>(null)
  const facilities = useQuery({ ...facilitySearchQuery(text), enabled: text.length > 1 })
  const save = useMutation({
    mutationFn: async () => {
      const given = { facilityId, otherId: otherId ?? '', part, number, scope }
      return await call(contract.registerContract, { ...given, validFrom: validFrom ?? '', validTo })
    },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['facility', facilityId, 'contracts'] })
    },
  })
  const problem = useProblem(save.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        onPress={() => save.mutate()}
        isBusy={save.isPending}
        why={otherId && number.trim() && validFrom ? null : t('missing')}
      >
        {t('save')}
      </Button>
    </>
  )
  const others = facilities.data?.rows.filter((each) => each.id !== facilityId) ?? []
  return (
    <Dialog title={t('add')} isOpen onClose={onClose} actions={actions}>
      <Select
        label={t('other')}
        value={otherId}
        options={others.map((each) => ({ value: String(each.id), text: `${each.name} · ${each.provinceName}` }))}
        onSearch={setText}
        onChange={setOtherId}
      />
      <Choices
        label={t('part')}
        value={part}
        onChange={setPart}
        options={(['is-supported-by', 'supports'] as const).map((value) => ({ value, text: t(value) }))}
      />
      <Field label={t('number')} value={number} onChange={setNumber} maxLength={80} />
      <Field label={t('scope')} value={scope} onChange={setScope} maxLength={1000} />
      <DateField label={t('from')} value={validFrom} onChange={setFrom} />
      <DateField label={t('to')} value={validTo} onChange={setTo} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
