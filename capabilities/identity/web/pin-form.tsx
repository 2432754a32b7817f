import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { PinField } from '#platform/web/ui/pin-field.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { signInByPin } from '../contract/device.ts'
import type { PersonBrief } from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

type Props = { person: PersonBrief; onSignedIn: () => void; onBack: () => void; onPassword: () => void }

/** The PIN of one person; the sixth digit sends it. */
export function PinForm({ person, onSignedIn, onBack, onPassword }: Props) {
  const t = useWords(identityWords)
  const [pin, setPin] = useState('')
  const enter = useMutation({
    mutationFn: async (given: string) => await call(signInByPin, { personId: person.id, pin: given }),
    onSuccess: onSignedIn,
    onError: () => setPin(''),
  })
  const problem = useProblem(enter.error)
  return (
    <section className={style['turns']} aria-busy={enter.isPending}>
      <h2>{`${person.title} ${person.fullName}`.trim()}</h2>
      <PinField
        label={t('pin')}
        value={pin}
        onChange={setPin}
        onDone={(given) => enter.mutate(given)}
        problem={enter.isPending ? null : problem}
      />
      <span className={style['row']}>
        <Button onPress={onBack}>{t('otherPerson')}</Button>
        <Button kind="quiet" onPress={onPassword}>
          {t('byPassword')}
        </Button>
      </span>
    </section>
  )
}
