import { type ReactNode, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Choices } from '#platform/web/ui/pieces.tsx'
import { DeviceCheck } from './device-check.tsx'
import style from './room.module.css'
import { RoomNotice } from './room-notice.tsx'
import { StreamVideo } from './stream-video.tsx'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { sessionsWords } from './words.ts'

type Props = { call: RoomCall; stage: ReactNode; stageName: string }

const own = 'own'

/** The middle of the room: the check of the devices first, then what is given, or a screen that somebody shares. */
export function RoomStage({ call, stage, stageName }: Props) {
  const t = useWords(sessionsWords)
  const { room, tiles } = useCallSnapshot(call)
  // a choice holds until other screens are shared; a new screen is shown at once
  const screens = tiles.filter((tile) => tile.screen)
  const shared = screens.map((tile) => tile.peerId).join(' ')
  const [chosen, setChosen] = useState({ shared: '', what: own })
  const what = chosen.shared === shared ? chosen.what : (screens[0]?.peerId ?? own)
  const screen = screens.find((tile) => tile.peerId === what)
  const isChecking = room.at === 'idle' || room.at === 'checking'
  return (
    <div className={style['stageArea']}>
      <RoomNotice call={call} />
      {isChecking ? <DeviceCheck call={call} /> : null}
      {screens.length > 0 ? (
        <Choices
          label={t('onStage')}
          value={what}
          onChange={(next) => setChosen({ shared, what: next })}
          options={[
            { value: own, text: stageName },
            ...screens.map((tile) => ({ value: tile.peerId, text: t('screenOf', { name: tile.display }) })),
          ]}
        />
      ) : null}
      <div className={style['stage']} hidden={isChecking}>
        {screen?.screen ? (
          <StreamVideo
            stream={screen.screen}
            label={t('screenOf', { name: screen.display })}
            className={style['screen']}
          />
        ) : null}
        <div className={style['given']} hidden={screen !== undefined}>
          {stage}
        </div>
      </div>
    </div>
  )
}
