import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip } from '#platform/web/ui/pieces.tsx'
import type { Verdict } from '../contract/evaluate.ts'
import { criteriaStanding } from '../contract/standing.ts'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The indications of a pathway: each way with its conditions, met, not met, or not known yet. */
export function CriteriaSection({ work }: { work: Work }) {
  const t = useWords(workWords)
  const language = useLanguage()
  return (
    <>
      {work.document.criteria.map((criteria) => (
        <section key={criteria.code} className={style['score']} aria-label={criteria.label[language]}>
          <h3>{criteria.label[language]}</h3>
          <ul className={style['criteria']}>
            {criteriaStanding(criteria, work.facts).map((standing, index) => {
              const row = criteria.rows[index]
              return row ? (
                <li key={row.code} data-verdict={String(standing.verdict)}>
                  <p>
                    <b>{row.label[language]}</b> <VerdictChip verdict={standing.verdict} />
                  </p>
                  <ul>
                    {row.conditions.map((condition, at) => (
                      <li key={condition.label.en}>
                        <span aria-hidden="true">{mark(standing.conditions[at] ?? null)}</span>{' '}
                        {condition.label[language]}
                        <span className="hidden-word">: {t(wordOf(standing.conditions[at] ?? null))}</span>
                      </li>
                    ))}
                  </ul>
                  <p className="small dim">
                    {row.grade ? `${t('grade', { grade: row.grade })} · ` : ''}
                    {row.source}
                  </p>
                </li>
              ) : null
            })}
          </ul>
        </section>
      ))}
      <p className="small dim">{t('supportOnly')}</p>
    </>
  )
}

function VerdictChip({ verdict }: { verdict: Verdict }) {
  const t = useWords(workWords)
  return <Chip {...(verdict === true ? {} : { kind: 'soft' as const })}>{t(wordOf(verdict))}</Chip>
}

const wordOf = (verdict: Verdict) => (verdict === null ? 'notEnough' : verdict ? 'met' : 'notMet')

const mark = (verdict: Verdict): string => (verdict === null ? '?' : verdict ? '✓' : '✗')
