import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { elapsedText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { startRinging, stopRinging } from '#platform/web/ring.ts'
import { useNow } from '#platform/web/use-now.ts'
import type * as contract from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { deskQuery } from './queries.ts'
import { useAnswer } from './use-answer.ts'
import { useMayAccept } from './use-may-accept.ts'
import { useSayRang } from './use-say-rang.ts'
import { consultsWords } from './words.ts'

/** The one red band, on every page while something rings for me, with sound until answered. */
export function AlarmBanner({ me, isHidden }: { me: Me; isHidden: boolean }) {
  const desk = useQuery(deskQuery(me))
  const ringing = desk.data?.ringing ?? []
  const isRinging = ringing.length > 0
  useEffect(() => {
    if (isRinging) startRinging()
    else stopRinging()
    return stopRinging
  }, [isRinging])
  const [first] = ringing
  useSayRang(ringing.map((each) => each.id))
  return first && !isHidden ? <Band ringing={first} /> : null
}

function Band({ ringing }: { ringing: OutputOf<typeof contract.getDesk>['ringing'][number] }) {
  const t = useWords(consultsWords)
  const now = useNow()
  const { accept, pass } = useAnswer(ringing)
  const mayAccept = useMayAccept()
  const navigate = useNavigate()
  return (
    <aside className={style['alarm']} aria-live="assertive" aria-label={t('callingYou')}>
      <span className="figure">{elapsedText(ringing.ringsSince, now)}</span>
      <p>
        <b>{ringing.asking.shortName}</b> · {ringing.question}
      </p>
      {mayAccept ? (
        <button type="button" onClick={() => accept.mutate()} aria-busy={accept.isPending}>
          {t('acceptShort')}
        </button>
      ) : (
        <button type="button" onClick={() => void navigate({ to: path.board() })}>
          {t('coordinate')}
        </button>
      )}
      <button type="button" onClick={() => pass.mutate()} aria-busy={pass.isPending}>
        {ringing.nextPerson ? `${t('pass')}, ${t('passTo', { name: nameOf(ringing.nextPerson) })}` : t('pass')}
      </button>
    </aside>
  )
}
