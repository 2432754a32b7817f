import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

/** Sign-in: e-mail and password, then the code of the authenticator app where one is set up. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(identityWords)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<'password' | 'code'>('password')
  const signIn = useMutation({
    mutationFn: async () => await call(contract.signIn, { email: email.trim(), password }),
    onSuccess: ({ state }) => (state === 'signed-in' ? onSignedIn() : setStep('code')),
  })
  const problem = useProblem(signIn.error)
  return (
    <main className={style['gate']}>
      <div className={style['card']}>
        <header>
          <h1 className={style['brand']}>Tuyến</h1>
          <p className="dim">{t('motto')}</p>
        </header>
        {step === 'password' ? (
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
            {problem ? <ProblemText>{problem}</ProblemText> : null}
            <Button kind="primary" isBig type="submit" isBusy={signIn.isPending} onPress={() => undefined}>
              {t('signIn')}
            </Button>
            <p className="small dim">{t('noAccount')}</p>
          </form>
        ) : (
          <CodeForm onSignedIn={onSignedIn} />
        )}
      </div>
    </main>
  )
}

function CodeForm({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(identityWords)
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: async () => await call(contract.verifyTotp, { code: code.trim() }),
    onSuccess: onSignedIn,
  })
  const problem = useProblem(verify.error)
  return (
    <form
      className={style['form']}
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      <Field
        label={t('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={setCode}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <Button kind="primary" isBig type="submit" isBusy={verify.isPending} onPress={() => undefined}>
        {t('confirm')}
      </Button>
    </form>
  )
}
