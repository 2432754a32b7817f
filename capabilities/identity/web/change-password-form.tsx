import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { changePassword } from '../contract/people.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

const shortest = 14

/** My password: the old one, and twice the new one. */
export function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords)
  const [oldPassword, setOld] = useState('')
  const [password, setNew] = useState('')
  const [again, setAgain] = useState('')
  const change = useMutation({
    mutationFn: async () => await call(changePassword, { oldPassword, password }),
    onSuccess: onDone,
  })
  const problem = useProblem(change.error)
  const isShort = password !== '' && password.length < shortest
  const isOther = again !== '' && again !== password
  const isReady = oldPassword !== '' && password.length >= shortest && again === password
  const why = isReady ? null : t('passwordNeeds')
  return (
    <form
      className={style['form']}
      aria-label={t('changePassword')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) change.mutate()
      }}
    >
      <Field
        label={t('oldPassword')}
        type="password"
        autoComplete="current-password"
        value={oldPassword}
        onChange={setOld}
      />
      <Field
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setNew}
        problem={isShort ? t('tooShort') : null}
      />
      <Field
        label={t('newPasswordAgain')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        problem={isOther ? t('notTheSame') : null}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" type="submit" isBusy={change.isPending} why={why} onPress={() => undefined}>
          {t('changePassword')}
        </Button>
      </span>
    </form>
  )
}
