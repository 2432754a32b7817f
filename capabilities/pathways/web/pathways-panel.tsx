import { useQuery } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { type Language, type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listPathways, PathwayBrief } from '../contract.ts'
import { ApprovalList } from './approval-list.tsx'
import style from './pathways.module.css'
import { pathwaysQuery } from './queries.ts'
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
          <Constants document={pathway.document} />
          <ApprovalList me={me} pathway={pathway} />
        </Panel>
      ))}
    </>
  )
}

/** A label within a sentence: small at its beginning, unless it is an abbreviation. */
const inSentence = (label: string, language: Language): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase(language) + label.slice(1)

type Constant = { key: string; what: string; value: string; source: string }

function Constants({ document }: { document: PathwayBrief }) {
  const t = useWords(pathwaysWords)
  const language = useLanguage()
  const list = (items: readonly { label: Record<Language, string> }[]) =>
    items.map((item) => inSentence(item.label[language], language)).join(', ')
  return (
    <div className={style['constants']}>
      <Table
        caption={t('constants')}
        isCaptionHidden
        rows={constantsOf(document, language, t)}
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

function constantsOf(
  { windows, milestones }: PathwayBrief,
  language: Language,
  t: Say<(typeof pathwaysWords)['words']>,
): Constant[] {
  const labelOf = (code: string) =>
    inSentence(milestones.find((each) => each.code === code)?.label[language] ?? code, language)
  const within = (minutes: number, after: string) => t('within', { n: minutes, after: labelOf(after) })
  const first = (text: string) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
  return [
    ...windows.map((window) => ({
      key: `window-${window.code}`,
      what: first(window.label[language]),
      value: within(window.minutes, window.after),
      source: window.source,
    })),
    ...milestones.flatMap(({ code, label, within: target }) =>
      target
        ? [{ key: code, what: label[language], value: within(target.minutes, target.after), source: target.source }]
        : [],
    ),
  ]
}
