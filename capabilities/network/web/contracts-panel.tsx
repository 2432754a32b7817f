import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { dateAt, shownDate } from '#platform/web/i18n/date-text.ts'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { type Column, Table } from '#platform/web/ui/table.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { SupportContract } from '../contract/contracts.ts'
import { ContractDialog } from './contract-dialog.tsx'
import { contractWords } from './contract-words.ts'
import { EndContractDialog } from './end-contract-dialog.tsx'
import style from './network.module.css'
import { contractsQuery } from './queries.ts'

/** The contracts of a facility with others; one is registered, or ended. */
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
      {found.data && found.data.length > 0 ? <Rows facilityId={facilityId} rows={found.data} /> : null}
      {isOpen ? <ContractDialog facilityId={facilityId} onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  )
}

type Words = Say<(typeof contractWords)['words']>

const columnsOf = (t: Words, onEnd: (row: SupportContract) => ReactNode): Column<SupportContract>[] => [
  { key: 'number', head: t('number'), cell: (row) => row.number },
  { key: 'state', head: t('state'), cell: (row) => t(row.isInForce ? 'inForce' : 'ended') },
  { key: 'end', head: t('change'), cell: onEnd },
  { key: 'supporting', head: t('supporting'), cell: (row) => row.supporting.name },
  { key: 'supported', head: t('supported'), cell: (row) => row.supported.name },
  { key: 'scope', head: t('scope'), cell: (row) => row.scope },
  { key: 'from', head: t('from'), cell: (row) => shownDate(row.validFrom) },
  { key: 'to', head: t('to'), cell: (row) => shownDate(row.validTo) },
]

function Rows({ facilityId, rows }: { facilityId: string; rows: readonly SupportContract[] }) {
  const t = useWords(contractWords)
  const [ending, setEnding] = useState<SupportContract | null>(null)
  const today = dateAt(useNow(60_000))
  const columns = columnsOf(t, (row) =>
    row.validTo === null || row.validTo >= today ? (
      <span className={style['whole']}>
        <Button onPress={() => setEnding(row)}>{t('end')}</Button>
      </span>
    ) : null,
  )
  return (
    <>
      <Table caption={t('contracts')} isCaptionHidden columns={columns} rows={rows} keyOf={(row) => row.id} />
      {ending ? (
        <EndContractDialog facilityId={facilityId} contract={ending} today={today} onClose={() => setEnding(null)} />
      ) : null}
    </>
  )
}
