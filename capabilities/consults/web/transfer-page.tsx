import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Chip, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Transfer } from '../contract/transfer.ts'
import { HandoverPanel } from './handover-panel.tsx'
import { LetterPanel } from './letter-panel.tsx'
import { nameOf } from './name-of.ts'
import style from './transfer.module.css'
import { TransferActions } from './transfer-actions.tsx'
import { transferQuery } from './transfer-queries.ts'
import { transferState } from './transfer-text.ts'
import { transferWords } from './transfer-words.ts'

/** One transfer, for both ends: its clocks, what to press next, the handover, the letter. */
export function TransferPage({ me, transferId }: { me: Me; transferId: string }) {
  const t = useWords(transferWords)
  const now = useNow()
  const found = useQuery(transferQuery(transferId))
  const problem = useProblem(found.error)
  if (problem && !found.data) return <ProblemText>{problem}</ProblemText>
  if (!found.data) return <Waiting>{t('opening')}</Waiting>
  const { data } = found
  const worksAt = (facilityId: string) =>
    me.roles.some((held) => held.facilityId === facilityId && ['doctor', 'nurse', 'coordinator'].includes(held.role))
  const end = worksAt(data.from.id) ? 'out' : worksAt(data.to.id) ? 'in' : null
  const isDoctor = me.roles.some((held) => held.facilityId === data.from.id && held.role === 'doctor')
  return (
    <div className={style['page']}>
      <header className={style['head']}>
        <h1>
          <PatientLine patient={data.patient} />
        </h1>
        <p>
          <b>{data.from.name}</b> → <b>{data.to.name}</b>
        </p>
        <p>{data.reason}</p>
        <p className={style['state']}>
          <Chip>{transferState(data, now, t)}</Chip>
          {data.ward ? <span>{data.bed ? t('bedAt', { ward: data.ward, bed: data.bed }) : data.ward}</span> : null}
          {data.answeredBy ? <span className="dim">{nameOf(data.answeredBy)}</span> : null}
          {end === 'out' ? <Link to={path.consult(data.consultId)}>{t('backToCase')}</Link> : null}
        </p>
      </header>
      <Steps transfer={data} />
      <DoorClock transfer={data} now={now} />
      <TransferActions transfer={data} end={end} />
      <div className={style['ends']}>
        <HandoverPanel transfer={data} side="out" isMine={end === 'out'} me={me} />
        <HandoverPanel transfer={data} side="in" isMine={end === 'in'} me={me} />
      </div>
      <LetterPanel transfer={data} canWrite={isDoctor} />
    </div>
  )
}

function Steps({ transfer }: { transfer: Transfer }) {
  const t = useWords(transferWords)
  const steps = [
    ['stepAsked', transfer.requestedAt],
    ['stepBed', transfer.ward ? transfer.answeredAt : null],
    ['stepAmbulance', transfer.ambulanceAt],
    ['stepOut', transfer.departedAt],
    ['stepIn', transfer.arrivedAt],
  ] as const
  return (
    <ol className={style['steps']} aria-label={t('steps')}>
      {steps.map(([word, at]) => (
        <li key={word} data-is={at ? 'passed' : 'waiting'}>
          <span className="small">{t(word)}</span>
          <b className="figure">{at ? timeText(at) : '–'}</b>
        </li>
      ))}
    </ol>
  )
}

/** Door in to door out, against the target of the pathway. */
function DoorClock({ transfer, now }: { transfer: Transfer; now: number }) {
  const t = useWords(transferWords)
  const language = useLanguage()
  const door = transfer.milestones.find((each) => each.code === 'door')
  if (transfer.status === 'refused' || transfer.status === 'cancelled') return null
  if (!door) return transfer.patient ? <p className="small dim">{t('doorUnknown')}</p> : null
  const until = transfer.departedAt ? new Date(transfer.departedAt).getTime() : now
  const n = Math.max(0, Math.floor((until - new Date(door.occurredAt).getTime()) / 60_000))
  const target = transfer.doorOut?.minutes
  const late = target === undefined ? 0 : n - target
  return (
    <Panel title={t('doorToOut')}>
      <p className={style['clock']} data-late={late > 0 ? 'yes' : 'no'} lang={language}>
        <b className="figure">{target === undefined ? t('minutes', { n }) : t('ofTarget', { n, target })}</b>
        {late > 0 ? <Chip kind="late">{t('lateBy', { n: late })}</Chip> : null}
        <span className="small dim">{transfer.doorOut?.source ?? t('noTarget')}</span>
      </p>
    </Panel>
  )
}
