import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip } from '#platform/web/ui/pieces.tsx'
import { evaluate } from '../contract/evaluate.ts'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The rules of the pathway that hold now, what to do first; with how many cannot be judged yet. */
export function AlertList({ work, isApproved }: { work: Work; isApproved: boolean }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const judged = work.document.alerts.map((alert) => ({ alert, verdict: evaluate(alert.when, work.facts) }))
  const fired = judged.filter((each) => each.verdict === true)
  const open = judged.filter((each) => each.verdict === null)
  const acts = fired.filter((each) => each.alert.level === 'act')
  const warns = fired.filter((each) => each.alert.level === 'warn')
  return (
    <div className={style['alerts']} role="status" aria-label={t('alerts')}>
      {[...acts, ...warns].map(({ alert }) => (
        <p key={alert.code} data-level={alert.level}>
          <b>{alert.label[language]}</b>
          <span className="small">
            {alert.source}
            {isApproved ? null : <Chip kind="soft">{t('notApproved')}</Chip>}
          </span>
        </p>
      ))}
      {open.length > 0 ? (
        <details className="small dim">
          <summary>{t('alertsOpen', { n: open.length })}</summary>
          <ul>
            {open.map(({ alert }) => (
              <li key={alert.code}>
                {alert.label[language]}: {t('notEnough')}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}
