import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Choices } from '#platform/web/ui/choices.tsx'
import { type RedAlertKind, redAlerts } from '../contract/red-alert.ts'
import style from './consults.module.css'
import { pagingWords } from './paging-words.ts'

type Props = { pathway: string; value: RedAlertKind | null; onChange: (kind: RedAlertKind | null) => void }

/** Whether one specialty is called or all of a red alert at once; shown where the pathway has one. */
export function RedAlertPick({ pathway, value, onChange }: Props) {
  const t = useWords(pagingWords)
  const language = useLanguage()
  const alert = redAlerts.find((each) => each.pathways.includes(pathway))
  if (!alert) return null
  const who = alert.roles.map((role) => role.label[language]).join(', ')
  return (
    <div className={style['redAlert']}>
      <Choices
        label={t('redAlert')}
        value={value ?? 'none'}
        onChange={(next) => onChange(next === 'none' ? null : next)}
        options={[
          { value: 'none' as const, text: t('redAlertNone') },
          { value: alert.kind, text: alert.name[language] },
        ]}
      />
      {value ? <p className="small">{t('redAlertWhy', { who })}</p> : null}
    </div>
  )
}
