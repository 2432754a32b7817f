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

type Props = { isShared: boolean; onSignedIn: () => void; onBack: () => void }

/** The second step: the code of the authenticator app, or a back-up code when the phone is lost. */
export function CodeForm({ isShared, onSignedIn, onBack }: Props) {
  const t = useWords(identityWords)
  const [kind, setKind] = useState<'app' | 'backup'>('app')
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: async () => {
      const endpoint = kind === 'app' ? contract.verifyTotp : contract.redeemBackupCode
      return await call(endpoint, { code: code.trim(), isShared })
    },
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
      {kind === 'app' ? (
        <Field
          key="app"
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={setCode}
        />
      ) : (
        <Field key="backup" label={t('backupCode')} maxLength={40} value={code} onChange={setCode} />
      )}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <Button kind="primary" isBig type="submit" isBusy={verify.isPending} onPress={() => undefined}>
        {t('confirm')}
      </Button>
      <span>
        <Button
          kind="quiet"
          onPress={() => {
            verify.reset()
            setCode('')
            setKind(kind === 'app' ? 'backup' : 'app')
          }}
        >
          {kind === 'app' ? t('useBackup') : t('useApp')}
        </Button>
        <Button kind="quiet" onPress={onBack}>
          {t('backToPassword')}
        </Button>
      </span>
    </form>
  )
}
