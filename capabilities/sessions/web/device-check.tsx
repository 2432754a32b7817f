import { useEffect, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import type { DeviceChoice } from './local-media.ts'
import style from './room.module.css'
import { StreamVideo } from './stream-video.tsx'
import { useDevices } from './use-devices.ts'
import { useMicLevel } from './use-mic-level.ts'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { sessionsWords } from './words.ts'

const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

/** The devices of a call while they are chosen: which, and whether they are being opened. */
function useChoice({ driver, ready }: RoomCall) {
  const [choice, setChoice] = useState<DeviceChoice>({})
  const [isOpening, setIsOpening] = useState(true)
  useEffect(() => {
    let isOver = false
    const wait = async () => {
      await ready
      if (!isOver) setIsOpening(false)
    }
    void wait()
    return () => {
      isOver = true
    }
  }, [ready])
  const choose = async (part: DeviceChoice) => {
    const next = { ...choice, ...part }
    setChoice(next)
    setIsOpening(true)
    await driver.openDevices(next)
    setIsOpening(false)
  }
  return { choice, isOpening, choose }
}

/** The check before the room: picture, level of the microphone, other devices; one press joins with what is open. */
export function DeviceCheck({ call }: { call: RoomCall }) {
  const t = useWords(sessionsWords)
  const { self } = useCallSnapshot(call)
  const { choice, isOpening, choose } = useChoice(call)
  const { driver } = call
  const joinSilent = async () => {
    await driver.setCamera(false)
    driver.join()
    // devices that open only after the press open without a camera too
    await call.ready
    await driver.setCamera(false)
  }
  return (
    <section className={style['check']} aria-label={t('checkTitle')}>
      <h2>{t('checkTitle')}</h2>
      <div className={style['checkRow']}>
        <div className={style['preview']}>
          {self.preview ? (
            <StreamVideo stream={self.preview} label={t('preview')} isSilent isMirrored />
          ) : (
            <p>{isOpening ? t('openingDevices') : t('noPicture')}</p>
          )}
        </div>
        <div className={style['checkSide']}>
          <MicLevel track={self.hasMicrophone ? call.microphone() : undefined} />
          {!isOpening && !self.hasMicrophone ? (
            <p className={style['plain']} role="alert">
              {t('noMicrophone')}
            </p>
          ) : null}
          <DevicePicks isOpen={!isOpening} choice={choice} onChoose={(part) => void choose(part)} />
        </div>
      </div>
      <div className={style['checkRow']}>
        <Button kind="primary" isBig onPress={() => driver.join()} below={t('joinHint')}>
          {t('join')}
        </Button>
        <Button isBig onPress={() => void joinSilent()}>
          {t('joinSilent')}
        </Button>
      </div>
    </section>
  )
}

function MicLevel({ track }: { track: MediaStreamTrack | undefined }) {
  const t = useWords(sessionsWords)
  const { level, isHeard } = useMicLevel(track)
  return (
    <div>
      <h3>{t('level')}</h3>
      <div className={style['level']} aria-hidden="true">
        {steps.map((step) => (
          <i key={step} data-on={level * steps.length > step ? 'yes' : undefined} />
        ))}
      </div>
      {track ? (
        <p className="small dim" aria-live="polite">
          {isHeard ? t('hears') : t('hearsNothing')}
        </p>
      ) : null}
    </div>
  )
}

type PicksProps = { isOpen: boolean; choice: DeviceChoice; onChoose: (choice: DeviceChoice) => void }

function DevicePicks({ isOpen, choice, onChoose }: PicksProps) {
  const t = useWords(sessionsWords)
  const { microphones, cameras } = useDevices(isOpen)
  const pick = (label: string, list: MediaDeviceInfo[], value: string | undefined, choose: (id: string) => void) =>
    list.length < 2 ? null : (
      <label className={style['pick']}>
        <span>{label}</span>
        <select value={value ?? list[0]?.deviceId} onChange={(event) => choose(event.target.value)}>
          {list.map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || t('device', { n: index + 1 })}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <>
      {pick(t('microphone'), microphones, choice.microphoneId, (microphoneId) => onChoose({ microphoneId }))}
      {pick(t('camera'), cameras, choice.cameraId, (cameraId) => onChoose({ cameraId }))}
    </>
  )
}
