import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { CameraIcon, MicrophoneIcon, ScreenIcon } from './icons.tsx'
import style from './room.module.css'
import { RoomClock } from './room-notice.tsx'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { useSpaceToTalk } from './use-space-to-talk.ts'
import { sessionsWords } from './words.ts'

/** The dock: the big microphone, camera, screen, leaving; empty until one has joined. */
export function CallBar({ call }: { call: RoomCall }) {
  const t = useWords(sessionsWords)
  const { room, self, link, isAudioOnly } = useCallSnapshot(call)
  const { driver } = call
  const isIn = room.at !== 'idle' && room.at !== 'checking' && room.at !== 'ended'
  useSpaceToTalk(driver, isIn && self.hasMicrophone)
  if (!isIn) return null
  return (
    <footer className={style['dock']} aria-label={t('call')}>
      <div className={style['floor']}>
        <RoomClock call={call} />
        {link !== 'good' || isAudioOnly ? (
          <Toggle isOn={isAudioOnly} onPress={() => void driver.setAudioOnly(!isAudioOnly)}>
            {t('audioOnly')}
          </Toggle>
        ) : null}
      </div>
      <Microphone call={call} />
      <div className={style['acts']}>
        <Toggle isOn={self.camera} onPress={() => void driver.setCamera(!self.camera)}>
          <CameraIcon />
          {t('camera')}
        </Toggle>
        <span className={style['onWide']}>
          <Toggle isOn={self.sharing} onPress={() => (self.sharing ? driver.stopSharing() : void driver.shareScreen())}>
            <ScreenIcon />
            {self.sharing ? t('stopSharing') : t('share')}
          </Toggle>
        </span>
        <Button onPress={() => driver.leave()}>{t('leave')}</Button>
      </div>
    </footer>
  )
}

type ToggleProps = { isOn: boolean; onPress: () => void; children: React.ReactNode }

const Toggle = ({ isOn, onPress, children }: ToggleProps) => (
  <button type="button" className={style['toggle']} aria-pressed={isOn} onClick={onPress}>
    {children}
  </button>
)

function Microphone({ call }: { call: RoomCall }) {
  const t = useWords(sessionsWords)
  const { self, room } = useCallSnapshot(call)
  const isOff = self.muted
  const openHint = room.at === 'live' ? t('silenceHint') : t('notHeard')
  return (
    <button
      type="button"
      className={style['mic']}
      data-space-talks
      data-open={isOff ? undefined : 'yes'}
      aria-disabled={self.hasMicrophone ? undefined : 'true'}
      onClick={() => self.hasMicrophone && call.driver.setMuted(!isOff)}
    >
      <MicrophoneIcon isOff={isOff} />
      <span>
        {self.hasMicrophone ? (isOff ? t('speak') : t('speaking')) : t('noMicrophoneShort')}
        <small>
          {self.hasMicrophone ? (isOff ? t('speakHint') : openHint) : t('listenOnly')}
          {self.hasMicrophone && isOff ? <span className={style['onWide']}>{t('spaceHint')}</span> : null}
        </small>
      </span>
    </button>
  )
}
