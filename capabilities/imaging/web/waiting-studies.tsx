import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useLinkState } from '#platform/web/use-link.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { WaitingStudy } from '../contract.ts'
import style from './matching.module.css'
import { type Matched, MatchingDesk } from './matching-desk.tsx'
import { matchingWords } from './matching-words.ts'
import { waitingStudiesQuery } from './queries.ts'
import { RemovedStudies } from './removed-studies.tsx'
import { isForOthers } from './use-matching-keys.ts'

const mostListed = 100

/** The queue of studies that came without a known patient: a list, and the one chosen beside the records it may belong to. */
export function WaitingStudies({ facilityId }: { facilityId: string }) {
  const t = useWords(matchingWords)
  const waiting = useQuery(waitingStudiesQuery(facilityId))
  const link = useLinkState()
  const problem = useProblem(waiting.error)
  const [matched, setMatched] = useState<Matched | null>(null)
  // one that was taken out again waits anew: what was said of it holds no longer
  const isMatched = matched && !waiting.data?.some((each) => each.id === matched.studyId)
  return (
    <Panel title={t('list')} aside={<span className="figure dim">{waiting.data?.length ?? ''}</span>}>
      {link.isOpen ? null : <ProblemText>{t('offline', { time: timeText(link.since) })}</ProblemText>}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {waiting.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {isMatched ? (
        <p role="status" className={style['matched']}>
          {t('matched')}{' '}
          <Link to={path.patient(matched.patient.id)}>
            <PatientLine patient={matched.patient} />
          </Link>
        </p>
      ) : null}
      {waiting.data?.length === 0 ? <Empty>{t('none')}</Empty> : null}
      {waiting.data?.length ? (
        <Queue studies={waiting.data} facilityId={facilityId} isOffline={!link.isOpen} onMatched={setMatched} />
      ) : null}
      <RemovedStudies facilityId={facilityId} />
      {waiting.data?.length === mostListed ? <p className="small dim">{t('many')}</p> : null}
    </Panel>
  )
}

type QueueProps = {
  studies: readonly WaitingStudy[]
  facilityId: string
  isOffline: boolean
  onMatched: (matched: Matched) => void
}

function Queue({ studies, facilityId, isOffline, onMatched }: QueueProps) {
  const t = useWords(matchingWords)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = studies.find((each) => each.id === chosen) ?? studies[0]
  const at = studies.findIndex((each) => each.id === shown?.id)
  const step = useCallback(
    (by: number) => {
      const next = studies[Math.min(Math.max(at + by, 0), studies.length - 1)]
      if (next) setChosen(next.id)
    },
    [studies, at],
  )
  useStepKeys(step)
  return (
    <>
      <p className={`small dim ${style['keys']}`}>{t('keys')}</p>
      <ul className={style['queue']} style={{ gridTemplateRows: `repeat(${studies.length}, auto) 1fr` }}>
        {studies.map((study) => (
          <li key={study.id}>
            <WaitingButton study={study} isShown={study.id === shown?.id} onPick={() => setChosen(study.id)} />
            {study.id === shown?.id ? <MatchingDesk {...{ study, facilityId, isOffline, onMatched }} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function useStepKeys(step: (by: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isForOthers(event) || (event.key !== 'j' && event.key !== 'k')) return
      event.preventDefault()
      step(event.key === 'j' ? 1 : -1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [step])
}

type ButtonProps = { study: WaitingStudy; isShown: boolean; onPick: () => void }

function WaitingButton({ study, isShown, onPick }: ButtonProps) {
  const t = useWords(matchingWords)
  const name = study.sentPatientName.replaceAll('^', ' ').trim()
  return (
    <button type="button" className={style['waiting']} aria-current={isShown ? 'true' : undefined} onClick={onPick}>
      <span>
        <b>{study.modality || '?'}</b> {study.description}
      </span>
      <span>{name || t('nameless')}</span>
      <span className="small dim figure">
        {shownMoment(study.startedAt ?? study.firstArrivedAt)} · {t('images', { n: study.instanceCount })}
      </span>
    </button>
  )
}
