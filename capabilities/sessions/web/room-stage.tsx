import { type ReactNode, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Choices } from '#platform/web/ui/pieces.tsx'
import type { Tile } from './call-snapshot.ts'
import { DeviceCheck } from './device-check.tsx'
import style from './room.module.css'
import { RoomNotice } from './room-notice.tsx'
import { StreamVideo } from './stream-video.tsx'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { sessionsWords } from './words.ts'

type Props = { call: RoomCall; stage: ReactNode; stageName: string }

type Shown = { value: string; text: string; stream: MediaStream }

const own = 'own'

/** What others send that the stage can show: screens first, then cameras. */
function shownBy(tiles: readonly Tile[], t: ReturnType<typeof useWords<typeof sessionsWords.words>>): Shown[] {
  const screens = tiles.flatMap(({ peerId, display, screen }) =>
    screen ? [{ value: `screen/${peerId}`, text: t('screenOf', { name: display }), stream: screen }] : [],
  )
  const cameras = tiles.flatMap(({ peerId, display, camera, stream }) =>
    camera && stream ? [{ value: `camera/${peerId}`, text: t('cameraOf', { name: display }), stream }] : [],
  )
  return [...screens, ...cameras]
}

/** The middle of the room: the check of the devices first, then what is given, or a screen or camera of the others. */
export function RoomStage({ call, stage, stageName }: Props) {
  const t = useWords(sessionsWords)
  const { room, tiles } = useCallSnapshot(call)
  const shown = shownBy(tiles, t)
  // a choice holds until other screens are shared; a new screen is shown at once
  const screens = shown.filter((each) => each.value.startsWith('screen/')).map((each) => each.value)
  const [chosen, setChosen] = useState({ screens: '', what: own })
  const what = chosen.screens === screens.join(' ') ? chosen.what : (screens[0] ?? own)
  const other = shown.find((each) => each.value === what)
  const isChecking = room.at === 'idle' || room.at === 'checking'
  return (
    <div className={style['stageArea']}>
      <RoomNotice call={call} />
      {isChecking ? <DeviceCheck call={call} /> : null}
      {shown.length > 0 ? (
        <div className={style['sources']}>
          <Choices
            label={t('onStage')}
            value={other ? what : own}
            onChange={(next) => setChosen({ screens: screens.join(' '), what: next })}
            options={[{ value: own, text: stageName }, ...shown.map(({ value, text }) => ({ value, text }))]}
          />
        </div>
      ) : null}
      <div className={style['stage']} hidden={isChecking}>
        {other ? (
          <StreamVideo key={what} stream={other.stream} label={other.text} isSilent className={style['screen']} />
        ) : null}
        <div className={style['given']} hidden={other !== undefined}>
          {stage}
        </div>
      </div>
    </div>
  )
}
