import { type Station, stationsOf, windowsOf } from '#capabilities/pathways/contract/stations.ts'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Chip, TimeLeft } from '#platform/web/ui/pieces.tsx'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { consultsWords } from './words.ts'

/** Milestones as stations on a line, with targets and late legs, and the time left in the treatment window. */
export function ClockStrip({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const [first] = consult.pathway.windows
  const window = windowsOf(consult).find((each) => each.code === first?.code)
  const startLabel = consult.pathway.milestones.find((each) => each.code === first?.after)?.label[language]
  const label = first?.label[language] ?? ''
  return (
    <section className={style['strip']} aria-label={t('clocks')}>
      {/* it scrolls on a narrow screen, so the keyboard must reach it */}
      <div className={style['line']} role="region" tabIndex={0} aria-label={t('stations')}>
        <ol>
          {stationsOf(consult, now).map((station) => (
            <StationItem key={station.definition.code} station={station} />
          ))}
        </ol>
      </div>
      <div className={style['window']}>
        {window?.stopped ? (
          <p
            className={window.stopped.isLate ? 'is-late' : undefined}
            role="status"
            data-stopped={window.stopped.minutes}
          >
            {t(window.stopped.isLate ? 'windowStoppedLate' : 'windowStopped', {
              ...{ window: label, n: window.stopped.minutes, time: timeText(window.stopped.at) },
            })}
          </p>
        ) : window ? (
          <>
            <TimeLeft until={window.until} now={now} />
            <p className="small">{t('inWindow', { window: label, time: timeText(window.until) })}</p>
          </>
        ) : (
          <p className="small dim">{startLabel ? t('windowUnknown', { station: withinSentence(startLabel) }) : null}</p>
        )}
        <SecondClock consult={consult} />
        {consult.isPathwayApproved ? null : <Chip kind="soft">{t('notApproved')}</Chip>}
      </div>
    </section>
  )
}

/** A clock that counts from another station, such as the midpoint of sleep: said beside the first, never in its place. */
function SecondClock({ consult }: { consult: Consult }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  return consult.pathway.windows.map((each) => {
    const beside = each.isBeside ? windowsOf(consult).find((open) => open.code === each.code) : undefined
    return beside ? (
      <p key={each.code} className="small dim">
        {t('windowBeside', { window: each.label[language], from: timeText(beside.from), time: timeText(beside.until) })}
      </p>
    ) : null
  })
}

function StationItem({ station }: { station: Station }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const target = station.definition.within?.minutes
  return (
    <li data-is={station.is} data-code={station.definition.code}>
      <span>{station.definition.label[language]}</span>
      <span className={style['station']} />
      {station.at ? (
        <b title={station.typedBy ? t('typedBy', { name: station.typedBy }) : undefined}>
          {timeText(station.at)}
          {station.typedBy ? <span className="dim"> ✎</span> : null}
        </b>
      ) : (
        <span className="dim">{station.dueAt ? t('dueAt', { time: timeText(station.dueAt) }) : t('notYet')}</span>
      )}
      {station.lateMinutes !== null ? (
        <span className="is-late">{t('late', { n: station.lateMinutes })}</span>
      ) : station.legMinutes !== null && target ? (
        <span className="dim">{t('legOf', { n: station.legMinutes, target })}</span>
      ) : null}
    </li>
  )
}
