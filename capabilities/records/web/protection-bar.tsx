import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip } from '#platform/web/ui/pieces.tsx'
import type { Protection } from '../contract/protection.ts'
import { type Fact, ProtectDialog, UnlockDialog } from './protection-dialogs.tsx'
import { protectionWords } from './protection-words.ts'

type Props = Fact & { protection: Protection | null; what: string; canWrite: boolean }

/** Below a fact: unlocks it while it is masked, names its categories while it is open, or flags it. */
export function ProtectionBar({ protection, what, canWrite, ...fact }: Props) {
  const t = useWords(protectionWords)
  const [open, setOpen] = useState<'unlock' | 'protect' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {protection?.categories.map((category) => (
        <Chip key={category} kind="late">
          {t(category)}
        </Chip>
      ))}
      {protection?.isMasked ? <Button onPress={() => setOpen('unlock')}>{t('unlockWhat', { what })}</Button> : null}
      {!protection && canWrite ? (
        <Button kind="quiet" onPress={() => setOpen('protect')}>
          {t('protectWhat', { what })}
        </Button>
      ) : null}
      {open === 'unlock' ? <UnlockDialog {...fact} onClose={close} /> : null}
      {open === 'protect' ? <ProtectDialog {...fact} onClose={close} /> : null}
    </>
  )
}
