import { timeText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip } from '#platform/web/ui/pieces.tsx'
import type { StandingScore } from '../contract/warnings.ts'
import { warningWords } from './warning-words.ts'
import style from './warnings.module.css'

/** The values of a score with their points, what weighs first, and what is missing. */
export function StandingValues({ standing }: { standing: StandingScore }) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const weighed = standing.values.toSorted((one, other) => (other.points ?? 0) - (one.points ?? 0))
  return (
    <>
      <ul className={style['values']} aria-label={t('values')}>
        {weighed.map((value) => (
          <li key={value.input} data-weighs={(value.points ?? 0) > 0}>
            {value.label[language]} <b className="figure">{value.shown[language]}</b>
            {value.points ? <small> {t('points', { n: value.points })}</small> : null}
            {value.effectiveAt === standing.at ? null : <small> {timeText(value.effectiveAt)}</small>}
          </li>
        ))}
      </ul>
      {standing.missing.length > 0 ? (
        <p className="small is-late">
          {t('missing', { items: standing.missing.map((each) => each[language]).join(', ') })}
        </p>
      ) : null}
    </>
  )
}

type SourceProps = { standing: StandingScore; isApproved: boolean | null; isPregnancyUnknown: boolean }

/** By which score, in which version, from which source; whether the facility approved it. */
export function StandingSource({ standing, isApproved, isPregnancyUnknown }: SourceProps) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const { name, version, source, isUnconfirmed } = standing.score
  return (
    <>
      {isPregnancyUnknown ? <p className="small">{t('pregnancyUnknown')}</p> : null}
      <p className={style['source']}>
        {isApproved === false ? <Chip kind="soft">{t('notApproved')}</Chip> : null}
        {isUnconfirmed ? <Chip kind="soft">{t('unconfirmed')}</Chip> : null}
        <small className="dim">{t('sourceIs', { name: name[language], version, source })}</small>
      </p>
    </>
  )
}

/** How the score stands now, when it is another than when it crossed. */
export function StandingNow({ now, clock }: { now: StandingScore | null; clock: number }) {
  const t = useWords(warningWords)
  const language = useLanguage()
  return now ? <p className="small">{t('nowIs', { text: now.text[language], time: whenText(now.at, clock) })}</p> : null
}
