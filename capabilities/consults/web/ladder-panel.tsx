import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { getLadder, LadderDocument } from '../contract/ladder.ts'
import style from './consults.module.css'
import { LadderDialog } from './ladder-dialog.tsx'
import { pagingWords } from './paging-words.ts'
import { positionWord } from './position-word.ts'
import { facilityLadderQuery } from './queries.ts'

const aMinute = 60_000

/** Whom this hospital rings, when and through what; those who may change it, change it here. */
export function LadderPanel({ facilityId, mayChange }: { facilityId: Id<'facility'>; mayChange: boolean }) {
  const t = useWords(pagingWords)
  const now = useNow(aMinute)
  const [isChanging, setIsChanging] = useState(false)
  const ladder = useQuery(facilityLadderQuery(facilityId))
  const problem = useProblem(ladder.error)
  const { data } = ladder
  const version = data?.setAt
    ? t('ladderVersion', { n: data.version, time: whenText(data.setAt, now) })
    : t('ladderShipped')
  return (
    <Panel
      title={t('ladder')}
      aside={mayChange && data ? <Button onPress={() => setIsChanging(true)}>{t('change')}</Button> : null}
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {ladder.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {data ? (
        <>
          <p className="small dim">{version}</p>
          <Rungs ladder={data} />
        </>
      ) : null}
      {isChanging && data ? (
        <LadderDialog facilityId={facilityId} ladder={data} onClose={() => setIsChanging(false)} />
      ) : null}
    </Panel>
  )
}

function Rungs({ ladder }: { ladder: OutputOf<typeof getLadder> }) {
  const t = useWords(pagingWords)
  const channel = (send: LadderDocument['rungs'][number]['sends'][number]) => {
    const name = t(send.channel)
    const shown = send.afterSeconds === 0 ? name : t('sendAfter', { channel: name, n: send.afterSeconds })
    return ladder.channels.includes(send.channel) ? shown : `${shown} (${t('off')})`
  }
  return (
    <ol className={style['ladder']}>
      {ladder.document.rungs.map((rung) => (
        <li key={`${rung.afterSeconds}/${rung.at}/${rung.whom.join()}`}>
          <span>{t('seconds', { n: rung.afterSeconds })}</span>
          <span className={style['dot']} data-is={rung.afterSeconds === 0 ? 'first' : 'waiting'} />
          <div>
            <p>
              <b>{rung.whom.map((position) => t(positionWord(position))).join(', ')}</b>
              {rung.at === 'backup' ? ` · ${t('backup')}` : ''}
            </p>
            <p className="small dim">{rung.sends.map(channel).join(' · ')}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
