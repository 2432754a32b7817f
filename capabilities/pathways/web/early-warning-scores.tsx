import { useQuery } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { levelsOf, setOfReadings } from '../contract/early-warning.ts'
import { approveScore } from '../contract/warnings.ts'
import { ApprovalList } from './approval-list.tsx'
import style from './pathways.module.css'
import { earlyWarningScoresQuery } from './warning-queries.ts'
import { warningWords } from './warning-words.ts'
import { pathwaysWords } from './words.ts'

/** The early-warning scores, their levels with their source, and whether my facilities approved them. */
export function EarlyWarningScores({ me }: { me: Me }) {
  const t = useWords(pathwaysWords)
  const w = useWords(warningWords)
  const language = useLanguage()
  const scores = useQuery(earlyWarningScoresQuery)
  const problem = useProblem(scores.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!scores.data) return <Waiting>{t('loading')}</Waiting>
  return (
    <>
      <h2>{w('scores')}</h2>
      {scores.data.map(({ score, approvedBy }) => (
        <Panel key={score.code} title={`${score.name[language]}, ${t('version', { n: score.version })}`}>
          {score.isUnconfirmed ? <Chip kind="soft">{w('unconfirmed')}</Chip> : null}
          <div className={style['constants']}>
            <Table
              caption={t('constants')}
              isCaptionHidden
              rows={[
                ...levelsOf(score.code).map((level) => ({
                  ...{ key: level.code, what: t('warning'), value: level.label[language], source: score.source },
                })),
                {
                  ...{ key: 'set', what: w('setOfReadings'), source: setOfReadings.source },
                  value: w('setWithin', { n: setOfReadings.minutes }),
                },
              ]}
              keyOf={(row) => row.key}
              columns={[
                { key: 'what', head: t('what'), cell: (row) => row.what },
                { key: 'value', head: t('value'), cell: (row) => row.value },
                { key: 'source', head: t('source'), cell: (row) => row.source },
              ]}
            />
          </div>
          <ApprovalList
            me={me}
            approvedBy={approvedBy}
            approve={async (facilityId) => {
              const { code, version } = score
              return await call(approveScore, { facilityId, code, version })
            }}
          />
        </Panel>
      ))}
    </>
  )
}
