import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { LateTasksOnDesk, useLateTasks, WarningsOnDesk, warningsQuery } from '#capabilities/pathways/web/index.tsx'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { dayText, secondsText, timeText, whenText } from '#platform/web/i18n/time.ts'
import { type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, ProblemText, Section, TimeLeft, Waiting } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type * as contract from '../contract.ts'
import style from './consults.module.css'
import { followUpWords } from './follow-up-words.ts'
import { spanOf } from './follow-ups.ts'
import { nameOf } from './name-of.ts'
import { PlannedList } from './planned-list.tsx'
import { deskQuery } from './queries.ts'
import { RingCard } from './ring-card.tsx'
import { TransfersOnDesk } from './transfers-on-desk.tsx'
import { WaitsForMe } from './waits-for-me.tsx'
import { consultsWords } from './words.ts'

type Desk = OutputOf<typeof contract.getDesk>

/** The home of every clinician: now, next, owed. */
export function DeskPage({ me }: { me: Me }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const now = useNow()
  const desk = useQuery(deskQuery(me))
  const problem = useProblem(desk.error)
  const warnings = useQuery(warningsQuery(me))
  const late = useLateTasks(me, now)
  const here = [desk.data?.ringing, desk.data?.running, warnings.data, late.rows]
  const isQuiet = here.every((rows) => rows?.length === 0)
  return (
    <>
      <div className={style['mast']}>
        <h1>{dayText(now, language)}</h1>
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <WaitsForMe me={me} now={now} />
      <div className={style['desk']}>
        <Section title={t('now')} aside={<span className="figure">{secondsText(now)}</span>}>
          {desk.isPending ? <Waiting>{t('loading')}</Waiting> : null}
          {isQuiet ? <Empty>{t('quiet')}</Empty> : null}
          {desk.data?.ringing.map((ringing) => (
            <RingCard key={ringing.id} ringing={ringing} now={now} />
          ))}
          <WarningsOnDesk me={me} now={now} />
          {desk.data?.running.map((running) => (
            <RunCard key={running.id} running={running} now={now} />
          ))}
          <LateTasksOnDesk me={me} now={now} />
        </Section>
        <Section title={t('next')}>
          {desk.data && desk.data.planned.length === 0 ? <Empty>{t('nothingNext')}</Empty> : null}
          <PlannedList rows={desk.data?.planned ?? []} now={now} />
          <TransfersOnDesk me={me} now={now} />
        </Section>
        <Section
          title={t('owed')}
          aside={
            <span className="figure">{(desk.data?.owedByMe.length ?? 0) + (desk.data?.owedToMe.length ?? 0)}</span>
          }
        >
          {desk.data && desk.data.owedByMe.length + desk.data.owedToMe.length === 0 ? (
            <Empty>{t('nothingOwed')}</Empty>
          ) : null}
          <OwedList title={t('iOwe')} rows={desk.data?.owedByMe ?? []} now={now} />
          <OwedList title={t('othersOwe')} rows={desk.data?.owedToMe ?? []} now={now} />
        </Section>
      </div>
    </>
  )
}

function RunCard({ running, now }: { running: Desk['running'][number]; now: number }) {
  const t = useWords(consultsWords)
  const expert = running.acceptedBy ? nameOf(running.acceptedBy) : ''
  const waits = {
    requested: t('waitingAccept', { time: timeText(running.askedAt) }),
    accepted: t('waitingConclusion', { name: expert }),
    concluded: t('waitingDecision', { name: nameOf(running.askedBy) }),
  }
  return (
    <article className={style['run']}>
      <div className={style['runTop']}>
        <div>
          <p>
            <b>{running.asking.name}</b>
          </p>
          <PatientLine patient={running.patient} />
        </div>
        {running.windowEndsAt ? <TimeLeft until={running.windowEndsAt} now={now} size="m" /> : null}
      </div>
      <div className={style['runEnd']}>
        <p className="small dim">{waits[running.status as keyof typeof waits] ?? ''}</p>
        <Link className={ui['button']} to={path.consult(running.id)}>
          {t('open')}
        </Link>
      </div>
    </article>
  )
}

const spanText = (hours: number, f: Say<(typeof followUpWords)['words']>): string => {
  const { word, n } = spanOf(hours)
  return f(word, { n }).toLocaleLowerCase('vi')
}

function OwedList({ title, rows, now }: { title: string; rows: Desk['owedByMe']; now: number }) {
  const f = useWords(followUpWords)
  const t = useWords(consultsWords)
  if (rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className={style['rows']}>
        {rows.map((row) => {
          const isLate = new Date(row.dueAt).getTime() < now
          return (
            <li key={`${row.consultId}-${row.kind}-${row.by.name}`}>
              <div>
                <p>
                  <b>{row.hours === null ? t(row.kind) : f('outcomeAfter', { when: spanText(row.hours, f) })}</b>
                </p>
                <PatientLine patient={row.patient} />
                <p className={isLate ? 'small is-late' : 'small dim'}>
                  {t(isLate ? 'overdue' : 'due', { time: whenText(row.dueAt, now) })}
                  {row.by.isMe ? '' : `, ${row.by.name}`}
                </p>
              </div>
              <Link className={ui['button']} to={path.consult(row.consultId)}>
                {t('open')}
              </Link>
            </li>
          )
        })}
      </ul>
    </>
  )
}
