import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { PinField } from '#platform/web/ui/pin-field.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { isSimplePin, setPin } from '../contract/device.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

const length = 6

/** My PIN: six digits twice, and the password, so that an open screen is not enough. */
export function SetPinForm({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords)
  const [pin, setDigits] = useState('')
  const [again, setAgain] = useState('')
  const [password, setPassword] = useState('')
  const set = useMutation({ mutationFn: async () => await call(setPin, { pin, password }), onSuccess: onDone })
  const problem = useProblem(set.error)
  const isSimple = pin.length === length && isSimplePin(pin)
  const isOther = again.length === length && again !== pin
  const isReady = pin.length === length && !isSimple && again === pin && password !== ''
  const why = isReady ? null : t('pinNeeds')
  return (
    <form
      className={style['form']}
      aria-label={t('pin')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) set.mutate()
      }}
    >
      <p className="dim">{t('pinWhy')}</p>
      <PinField label={t('sixDigits')} value={pin} onChange={setDigits} problem={isSimple ? t('simplePin') : null} />
      <PinField label={t('pinAgain')} value={again} onChange={setAgain} problem={isOther ? t('notTheSame') : null} />
      <Field
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" type="submit" isBusy={set.isPending} why={why} onPress={() => undefined}>
          {t('setPin')}
        </Button>
      </span>
    </form>
  )
}
