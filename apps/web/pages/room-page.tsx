import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Consult } from '#capabilities/consults/contract.ts'
import {
  ConclusionPanel,
  consultQuery,
  DecisionPanel,
  MinutesPanel,
  ThreadPanel,
  useHereInCase,
} from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import { StudyStage } from '#capabilities/imaging/web/index.tsx'
import { windowsOf } from '#capabilities/pathways/contract/stations.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { CallBar, PeopleStrip, RoomStage, useRoomCall } from '#capabilities/sessions/web/index.tsx'
import { secondsText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Chip, Empty, ProblemText, TimeLeft, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { Agenda, dueOf, Needs } from './room-agenda.tsx'
import style from './room-page.module.css'
import { roomWords } from './room-words.ts'

const Unseen = ({ children }: { children: ReactNode }) => (
  <div className={style['unseen']}>
    <Empty>{children}</Empty>
  </div>
)

const tabs = ['images', 'people', 'minutes', 'agenda'] as const

type Tab = (typeof tabs)[number]

/** The room of a case: agenda and needs, people and the stage, conclusion and minutes, and the microphone below. */
export function RoomPage({ consultId }: { consultId: string }) {
  const t = useWords(roomWords)
  const consult = useQuery(consultQuery(consultId))
  const me = useQuery(meQuery)
  const problem = useProblem(consult.error)
  useHereInCase(consultId)
  const { data } = consult
  return (
    <div className={style['room']} data-theme="night">
      {problem && !data ? <ProblemText>{problem}</ProblemText> : null}
      {!problem && !(data && me.data) ? <Waiting>{t('opening')}</Waiting> : null}
      {data && me.data ? <Room key={data.sessionId} consult={data} me={me.data} /> : null}
    </div>
  )
}

function Room({ consult, me }: { consult: Consult; me: Me }) {
  const now = useNow()
  const [tab, setTab] = useState<Tab>('images')
  const frame = { consult, me, now, tab, onTab: setTab }
  const stage = <Stage consult={consult} />
  if (!consult.sessionId) return <Frame {...frame} middle={<NotInvited>{stage}</NotInvited>} dock={null} />
  return <LiveFrame {...frame} sessionId={consult.sessionId} stage={stage} />
}

type FrameProps = { consult: Consult; me: Me; now: number; tab: Tab; onTab: (tab: Tab) => void }

function LiveFrame({ sessionId, stage, ...frame }: FrameProps & { sessionId: string; stage: ReactNode }) {
  const t = useWords(roomWords)
  const call = useRoomCall(sessionId)
  const middle = call && (
    <>
      <PeopleStrip sessionId={sessionId} call={call} me={frame.me.person.id} isList={frame.tab === 'people'} />
      <RoomStage call={call} stage={stage} stageName={t('stage')} />
    </>
  )
  return <Frame {...frame} middle={middle} dock={call && <CallBar call={call} />} />
}

function Frame({ consult, me, now, tab, onTab, middle, dock }: FrameProps & { middle: ReactNode; dock: ReactNode }) {
  const t = useWords(roomWords)
  const isTreating = me.roles.some((held) => held.facilityId === consult.asking.id && held.role === 'doctor')
  return (
    <>
      <Head consult={consult} now={now} />
      <main className={style['main']} data-tab={tab}>
        <Tabs tab={tab} onTab={onTab} />
        <aside className={style['left']} aria-label={t('agenda')} id="room-agenda">
          <Agenda consult={consult} now={now} />
          <Needs consult={consult} />
        </aside>
        <div className={style['middle']} id="room-images">
          {middle}
        </div>
        <aside className={style['right']} aria-label={t('minutes')} id="room-minutes">
          <div className={style['thread']}>
            <ThreadPanel consult={consult} />
          </div>
          <ConclusionPanel consult={consult} isExpert={consult.acceptedBy?.id === me.person.id} />
          <DecisionPanel consult={consult} isTreating={isTreating} />
          <MinutesPanel consultId={consult.id} />
        </aside>
      </main>
      {dock}
    </>
  )
}

function Head({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(roomWords)
  const due = consult.conclusion ? null : dueOf(consult, 'concluded')
  const [window] = consult.pathway.windows
  const open = windowsOf(consult).find((each) => each.code === window?.code)
  const closes = open?.stopped ? null : open?.until
  return (
    <header className={style['head']}>
      <Link className={style['back']} to={path.consult(consult.id)}>
        {t('case')}
      </Link>
      <h1>
        <PatientLine patient={consult.patient} />
      </h1>
      {due ? (
        <p
          className={`${style['left-time']} ${style['onWide']}`}
          data-late={new Date(due).getTime() < now ? 'yes' : undefined}
        >
          <span className="dim">{t('concludeBy', { time: timeText(due) })}</span>{' '}
          <TimeLeft until={due} now={now} size="m" />
        </p>
      ) : null}
      {closes ? (
        <p className={style['left-time']}>
          <span className="dim">{t('windowLeft')}</span> <TimeLeft until={closes} now={now} size="m" />
        </p>
      ) : null}
      <span className={style['onWide']}>
        <Chip>{t('notRecorded')}</Chip>
      </span>
      <span className={`figure ${style['onWide']}`}>{secondsText(now)}</span>
    </header>
  )
}

/** The parts of the room one at a time, on a phone. */
function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const t = useWords(roomWords)
  const shows = (each: Tab) => (each === 'people' ? 'room-images' : `room-${each}`)
  return (
    <div className={style['tabs']} role="tablist" aria-label={t('parts')}>
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls={shows(each)}
          onClick={() => onTab(each)}
        >
          {t(each)}
        </button>
      ))}
    </div>
  )
}

function Stage({ consult }: { consult: Consult }) {
  const t = useWords(roomWords)
  if (!consult.patient) return <Unseen>{t('recordClosed')}</Unseen>
  return <StudyStage patientId={consult.patientId} subject={{ kind: 'consult', id: consult.id }} />
}

function NotInvited({ children }: { children: ReactNode }) {
  const t = useWords(roomWords)
  return (
    <>
      <p className={style['notInvited']}>{t('notInvited')}</p>
      {children}
    </>
  )
}
