import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

type Props = {
  isSharedAlready: boolean
  onSignedIn: () => void
  onCode: (isShared: boolean) => void
  onBack: (() => void) | null
}

/** E-mail and password, and whether people take turns at this computer. */
export function PasswordForm({ isSharedAlready, onSignedIn, onCode, onBack }: Props) {
  const t = useWords(identityWords)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isShared, setIsShared] = useState(false)
  const signIn = useMutation({
    mutationFn: async () => await call(contract.signIn, { email: email.trim(), password, isShared }),
    onSuccess: ({ state }) => (state === 'signed-in' ? onSignedIn() : onCode(isShared)),
  })
  const problem = useProblem(signIn.error)
  return (
    <form
      className={style['form']}
      aria-label={t('title')}
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
      }}
    >
      <Field label={t('email')} type="email" autoComplete="username" value={email} onChange={setEmail} />
      <Field
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {isSharedAlready ? null : <Check label={t('shareThis')} isOn={isShared} onChange={setIsShared} />}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <Button kind="primary" isBig type="submit" isBusy={signIn.isPending} onPress={() => undefined}>
        {t('signIn')}
      </Button>
      {onBack ? (
        <span>
          <Button kind="quiet" onPress={onBack}>
            {t('backToPeople')}
          </Button>
        </span>
      ) : null}
      <p className="small dim">{isSharedAlready ? t('sharedNote') : t('noAccount')}</p>
    </form>
  )
}
