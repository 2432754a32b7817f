import { elapsedText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { useNow } from '#platform/web/use-now.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import style from './room.module.css'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { sessionsWords } from './words.ts'

const answerIsLateMs = 8_000

type Say = ReturnType<typeof useWords<typeof sessionsWords.words>>

function sentence({ room }: CallSnapshot, now: number, t: Say): string | null {
  switch (room.at) {
    case 'idle':
    case 'checking':
      return null
    case 'waiting':
      return now - room.since > answerIsLateMs ? t('noAnswer') : t('waitingSince', { time: timeText(room.since) })
    case 'connecting':
      return t('connectingSince', { time: timeText(room.since) })
    case 'interrupted':
      return t('interruptedSince', { time: timeText(room.since) })
    case 'live':
      return null
    case 'ended':
      return t(`ended-${room.because}`)
    default:
      return room satisfies never
  }
}

/** What the call waits for and since when, or why it is over with the press that begins anew; nothing while all is well. */
export function RoomNotice({ call }: { call: RoomCall }) {
  const t = useWords(sessionsWords)
  const snapshot = useCallSnapshot(call)
  const now = useNow()
  const said = sentence(snapshot, now, t)
  const { room, lastError } = snapshot
  const canReturn = room.at === 'ended' && room.because !== 'refused' && room.because !== 'removed'
  const isTrouble = lastError !== undefined && room.at !== 'ended' && room.at !== 'live'
  if (!said && !isTrouble) return null
  return (
    <div className={style['notice']} data-at={room.at}>
      <output>{isTrouble && lastError ? t(lastError) : said}</output>
      {canReturn ? (
        <Button kind="primary" onPress={call.again}>
          {t('joinAgain')}
        </Button>
      ) : null}
    </div>
  )
}

/** How long one has been in the room, and whether one's own link is weak. */
export function RoomClock({ call }: { call: RoomCall }) {
  const t = useWords(sessionsWords)
  const { room, link, givesWay } = useCallSnapshot(call)
  const now = useNow()
  if (room.at !== 'live') return null
  return (
    <p className={style['clock']}>
      <span className="figure">{t('liveFor', { time: elapsedText(room.since, now) })}</span>
      {givesWay ? <b>{t('givesWay')}</b> : link === 'good' ? null : <b>{t('weakLink')}</b>}
    </p>
  )
}
