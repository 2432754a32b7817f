import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { type Column, Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { SupportContract } from '../contract/contracts.ts'
import * as contract from '../contract/contracts.ts'
import { contractWords } from './contract-words.ts'
import { facilitySearchQuery } from './queries.ts'

const contractsQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'contracts'],
    queryFn: async ({ signal }) => await call(contract.listContracts, { facilityId }, { signal }),
  })

/** The contracts of a facility with others, and registering one. */
export function ContractsPanel({ facilityId }: { facilityId: string }) {
  const t = useWords(contractWords)
  const found = useQuery(contractsQuery(facilityId))
  const [isOpen, setIsOpen] = useState(false)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('contracts')} aside={<Button onPress={() => setIsOpen(true)}>{t('add')}</Button>}>
      <p className="small dim">{t('hint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {found.data?.length === 0 ? <p className="dim">{t('none')}</p> : null}
      {found.data && found.data.length > 0 ? <Rows rows={found.data} /> : null}
      {isOpen ? <ContractDialog facilityId={facilityId} onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  )
}

function Rows({ rows }: { rows: readonly SupportContract[] }) {
  const t = useWords(contractWords)
  const columns: Column<SupportContract>[] = [
    { key: 'number', head: t('number'), cell: (row) => row.number },
    { key: 'state', head: t('state'), cell: (row) => t(row.isInForce ? 'inForce' : 'ended') },
    { key: 'supporting', head: t('supporting'), cell: (row) => row.supporting.name },
    { key: 'supported', head: t('supported'), cell: (row) => row.supported.name },
    { key: 'scope', head: t('scope'), cell: (row) => row.scope },
    { key: 'from', head: t('from'), cell: (row) => shownDate(row.validFrom) },
    { key: 'to', head: t('to'), cell: (row) => shownDate(row.validTo) },
  ]
  return <Table caption={t('contracts')} isCaptionHidden columns={columns} rows={rows} keyOf={(row) => row.id} />
}

function ContractDialog({ facilityId, onClose }: { facilityId: string; onClose: () => void }) {
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
