import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { armSound, ringOnce } from '#platform/web/ring.ts'
import type { Me } from '../contract.ts'
import style from './identity.module.css'
import { canRingNow, isSayingSo, sayCanRing } from './say-can-ring.ts'
import { identityWords } from './words.ts'

/** My duty and one switch: switching on arms the sound, with a test ring, since browsers are silent before a gesture. */
export function DutySwitch({ me, nameOf }: { me: Me; nameOf: (specialty: string) => string }) {
  const t = useWords(identityWords)
  const [isOn, setIsOn] = useState(canRingNow)
  useEffect(() => {
    if (canRingNow() && !isSayingSo()) void sayCanRing(true).catch(() => undefined)
  }, [])
  const arm = useMutation({
    mutationFn: async (wanted: boolean) => {
      const armed = wanted && (await armSound())
      if (armed) ringOnce()
      setIsOn(armed)
      await sayCanRing(armed)
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
