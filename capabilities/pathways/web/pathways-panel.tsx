import { useQuery } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/web/api.ts'
import { type Language, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { approvePathway, type listPathways } from '../contract.ts'
import { ApprovalList } from './approval-list.tsx'
import { constantsOf, inSentence } from './constants-of.ts'
import { EarlyWarningScores } from './early-warning-scores.tsx'
import style from './pathways.module.css'
import { pathwayQuery, pathwaysQuery } from './queries.ts'
import { pathwaysWords } from './words.ts'

/** A pathway with the facilities of mine that approved it. */
export type ListedPathway = OutputOf<typeof listPathways>[number]

/** The pathways in force: each constant with its source, and whether my facilities approved the version. */
export function PathwaysPanel({ me }: { me: Me }) {
  const t = useWords(pathwaysWords)
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  const problem = useProblem(pathways.error)
  return (
    <>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {pathways.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {pathways.data?.map((pathway) => (
        <Panel
          key={pathway.document.code}
          title={`${pathway.document.name[language]}, ${t('version', { n: pathway.document.version })}`}
        >
          <p className="dim">{t('sources', { source: pathway.document.source })}</p>
          <Constants code={pathway.document.code} version={pathway.document.version} />
          <ApprovalList
            me={me}
            approvedBy={pathway.approvedBy}
            approve={async (facilityId) => {
              const { code, version } = pathway.document
              return await call(approvePathway, { facilityId, code, version })
            }}
          />
        </Panel>
      ))}
      <EarlyWarningScores me={me} />
    </>
  )
}

function Constants({ code, version }: { code: string; version: number }) {
  const t = useWords(pathwaysWords)
  const language = useLanguage()
  const pathway = useQuery(pathwayQuery(code, version))
  const problem = useProblem(pathway.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!pathway.data) return <Waiting>{t('loading')}</Waiting>
  const document = pathway.data
  const list = (items: readonly { label: Record<Language, string> }[]) =>
    items.map((item) => inSentence(item.label[language], language)).join(', ')
  return (
    <div className={style['constants']}>
      <Table
        caption={t('constants')}
        isCaptionHidden
        rows={constantsOf(document, { language, t })}
        keyOf={(row) => row.key}
        columns={[
          { key: 'what', head: t('what'), cell: (row) => row.what },
          { key: 'value', head: t('value'), cell: (row) => row.value },
          { key: 'source', head: t('source'), cell: (row) => row.source },
        ]}
      />
      <p>{t('needed', { items: list(document.needed) })}</p>
      <p>{t('typed', { items: list(document.milestones.filter((each) => each.isTyped)) })}</p>
    </div>
  )
}
