import { observationCode } from '#capabilities/records/contract.ts'
import { ValueEntry } from '#capabilities/records/web/index.tsx'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Panel } from '#platform/web/ui/pieces.tsx'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { TimeEntry } from './time-entry.tsx'
import { consultsWords } from './words.ts'

/** What the expert still needs, each with the press that enters it; all of it may follow while it rings. */
export function NeedsPanel({ consult, canWrite }: { consult: Consult; canWrite: boolean }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const typed = consult.pathway.milestones.filter((each) => each.isTyped && !each.isOptional)
  const passed = new Set(consult.milestones.map((each) => each.code))
  const times = typed.filter((each) => !passed.has(each.code))
  const values = consult.pathway.needed.filter(
    (item) => item.from === 'observation' && consult.missing.includes(item.code),
  )
  const images = consult.pathway.needed.filter((item) => item.from === 'study' && consult.missing.includes(item.code))
  if (times.length + values.length + images.length === 0) return null
  return (
    <Panel
      title={consult.planned ? t('stillNeeded') : t('sendLater')}
      aside={consult.planned ? null : <span className="small dim">{t('seenAtOnce')}</span>}
    >
      <ul className={style['needs']}>
        {times.map((item) => (
          <li key={item.code}>
            <span>{item.label[language]}</span>
            {canWrite ? (
              <TimeEntry consultId={consult.id} code={item.code} label={item.label[language]} />
            ) : (
              <span className="dim">{t('notYet')}</span>
            )}
          </li>
        ))}
        {values.map((item) => {
          const code = observationCode.safeParse(item.code)
          return (
            <li key={item.code}>
              <span>{item.label[language]}</span>
              {canWrite && code.success ? (
                <ValueEntry patientId={consult.patientId} code={code.data} />
              ) : (
                <span className="dim">{t('notYet')}</span>
              )}
            </li>
          )
        })}
        {images.map((item) => (
          <li key={item.code}>
            <span>{item.label[language]}</span>
            <span className="dim">{t('notYet')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
