import type { ReactNode } from 'react'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Table } from '#platform/web/ui/table.tsx'
import { isDecisiveStation } from '../contract/dependents.ts'
import { type Station, stationsOf } from '../contract/stations.ts'
import { CorrectedFacts } from './corrected-facts.tsx'
import type { Work } from './use-work.ts'
import { WithdrawnStations } from './withdrawn-stations.tsx'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** How the page lets a person type the time of a station: the code, its label, the version that is replaced, and whether treatment rests on it. */
export type TimeSlot = (station: { code: string; label: string; basedOn: number; isDecisive: boolean }) => ReactNode

const momentCell = (station: Station): ReactNode => <b className="figure">{shownMoment(station.at)}</b>

const legCell = (station: Station, leg: string, t: Say<(typeof workWords)['words']>): ReactNode => (
  <span className={station.is === 'late' ? 'is-late' : undefined}>
    {leg}
    {station.lateMinutes === null ? '' : ` · ${t('lateBy', { n: station.lateMinutes })}`}
  </span>
)

/** Every station of the case with its source, its leg and its target. */
export function TimelineTable({ work }: { work: Pick<Work, 'document' | 'run' | 'now'> }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const clocked = { pathway: work.document, milestones: work.run.milestones }
  const rows = stationsOf(clocked, work.now, 'all')
    .filter((station) => station.at !== null)
    .toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? ''))
  const leg = (station: Station) => {
    const { within } = station.definition
    if (!within || station.legMinutes === null) return ''
    const after = work.document.milestones.find((each) => each.code === within.after)?.label[language] ?? ''
    return t('leg', { n: station.legMinutes, target: within.minutes, after })
  }
  return (
    <Table
      caption={t('timeline')}
      isCaptionHidden
      rows={rows}
      keyOf={(row) => row.definition.code}
      columns={[
        { key: 'at', head: t('time'), cell: momentCell },
        { key: 'what', head: t('station'), cell: (row) => row.definition.label[language] },
        {
          key: 'source',
          head: t('from'),
          cell: (row) => (row.typedBy ? t('typedBy', { name: row.typedBy }) : t('byEvent')),
        },
        { key: 'leg', head: t('legHead'), cell: (row) => legCell(row, leg(row), t) },
      ]}
    />
  )
}

/** The clocks of the case, and the times that only a person knows: typed, or corrected by a new version. */
export function TimelineSection({ work, timeSlot, printAt }: { work: Work; timeSlot: TimeSlot; printAt: string }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const typed = work.document.milestones.filter((each) => each.isTyped)
  return (
    <>
      <TimelineTable work={work} />
      <CorrectedFacts work={work} />
      <WithdrawnStations work={work} />
      <p>
        <a href={printAt}>{t('printable')}</a>
      </p>
      {work.why ? null : (
        <>
          <h3>{t('typeOrCorrect')}</h3>
          <div className={style['slots']}>
            {typed.map((each) => {
              const basedOn = work.run.milestones.find((passed) => passed.code === each.code)?.version ?? 0
              return (
                <div key={`${each.code}/${basedOn}`}>
                  {timeSlot({
                    ...{ code: each.code, label: each.label[language], basedOn },
                    isDecisive: isDecisiveStation(work.document, each.code),
                  })}
                </div>
              )
            })}
          </div>
        </>
      )}
    </>
  )
}
