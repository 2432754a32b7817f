import { useState } from 'react'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { useNow } from '#platform/web/use-now.ts'
import type { PatientRecord } from '../contract.ts'
import { LegalHoldDialog } from './legal-hold-dialog.tsx'
import { protectionWords } from './protection-words.ts'
import style from './records.module.css'

type Props = { patientId: string; isHeld: boolean; hold: PatientRecord['legalHold']; mayHold: boolean }

/** Says while a legal hold stands on a record; who may, places or lifts it. */
export function LegalHoldBar({ patientId, isHeld, hold, mayHold }: Props) {
  const t = useWords(protectionWords)
  const now = useNow(60_000)
  const [isOpen, setIsOpen] = useState(false)
  if (!isHeld && !mayHold) return null
  return (
    <div className={style['hold']} data-held={isHeld ? 'yes' : 'no'}>
      {isHeld ? (
        <p>
          <b>{t('held')}</b> {hold?.reason}{' '}
          {hold ? (
            <span className="small dim">
              {t('heldBy', { name: `${hold.by.title} ${hold.by.fullName}`.trim(), time: whenText(hold.at, now) })}
            </span>
          ) : null}
        </p>
      ) : null}
      {mayHold ? (
        <span>
          <Button kind={hold ? 'plain' : 'quiet'} onPress={() => setIsOpen(true)}>
            {t(hold ? 'lift' : 'hold')}
          </Button>
        </span>
      ) : null}
      {isOpen ? <LegalHoldDialog patientId={patientId} isHeld={!hold} onClose={() => setIsOpen(false)} /> : null}
    </div>
  )
}
