import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { addressOf } from '#platform/contract/address.ts'
import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { armSound, isArmed, ringOnce } from '#platform/web/ring.ts'
import type { Me } from '../contract.ts'
import * as contract from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

const deviceId = (): string => {
  const known = localStorage.getItem('device')
  if (known) return known
  const fresh = crypto.randomUUID()
  localStorage.setItem('device', fresh)
  return fresh
}

const sayAgainMs = 4 * 60_000

const stateOf = (canRing: boolean) => ({
  deviceId: deviceId(),
  label: navigator.platform.slice(0, 60),
  isArmed: canRing,
})

/** Says every few minutes that this screen can ring, and at its closing that it no longer can. */
function useSayingSo(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined
    const timer = setInterval(() => {
      if (isArmed()) void call(contract.armDevice, stateOf(true)).catch(() => undefined)
    }, sayAgainMs)
    const leave = () => {
      const { url, rest } = addressOf(contract.armDevice, stateOf(false))
      navigator.sendBeacon(url, new Blob([JSON.stringify(rest)], { type: 'application/json' }))
    }
    addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', leave)
    }
  }, [isOn])
}

/** My duty and one switch: switching on arms the sound, with a test ring, since browsers are silent before a gesture. */
export function DutySwitch({ me, nameOf }: { me: Me; nameOf: (specialty: string) => string }) {
  const t = useWords(identityWords)
  const [isOn, setIsOn] = useState(isArmed())
  useSayingSo(isOn)
  const arm = useMutation({
    mutationFn: async (wanted: boolean) => {
      const armed = wanted && (await armSound())
      if (armed) ringOnce()
      setIsOn(armed)
      return await call(contract.armDevice, stateOf(armed))
    },
  })
  const [duty] = me.duties
  if (!duty) return null
  const what =
    duty.position === 'coordinator' || duty.position === 'leader'
      ? t(duty.position)
      : duty.specialty
        ? t('dutyOf', { specialty: nameOf(duty.specialty).toLocaleLowerCase('vi') })
        : t('dutyPlain')
  return (
    <div className={style['duty']} data-on={isOn ? 'yes' : 'no'}>
      <span>
        {what}, <span className="dim">{t('dutyUntil')} </span>
        <span className="figure">{timeText(duty.endsAt)}</span>
        {isOn ? null : <span className="small"> · {t('cannotRing')}</span>}
      </span>
      <button
        type="button"
        role="switch"
        className={style['switch']}
        aria-checked={isOn}
        aria-label={t('ringSwitch')}
        onClick={() => arm.mutate(!isOn)}
      />
    </div>
  )
}
