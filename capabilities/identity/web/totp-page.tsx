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

/** Sets up the second step; shown to clinicians who have none, before anything else. */
export function TotpPage({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const start = useMutation({ mutationFn: async () => await call(contract.startTotp, { password }) })
  const confirm = useMutation({
    mutationFn: async () => await call(contract.confirmTotp, { code: code.trim() }),
    onSuccess: onDone,
  })
  const problem = useProblem(start.error ?? confirm.error)
  return (
    <main className={style['gate']}>
      <div className={style['card']}>
        <header>
          <h1>{t('setUpTotp')}</h1>
          <p className="dim">{t('setUpTotpWhy')}</p>
        </header>
        {start.data ? (
          <div className={style['form']}>
            <p>{t('scan')}</p>
            <p className={style['code']}>{start.data.uri}</p>
            <p>{t('backupCodes')}</p>
            <p className={style['code']}>{start.data.backupCodes.join('  ')}</p>
            <Field label={t('code')} inputMode="numeric" maxLength={6} value={code} onChange={setCode} />
            <Button kind="primary" onPress={() => confirm.mutate()} isBusy={confirm.isPending}>
              {t('confirm')}
            </Button>
          </div>
        ) : (
          <div className={style['form']}>
            <Field label={t('password')} type="password" value={password} onChange={setPassword} />
            <Button kind="primary" onPress={() => start.mutate()} isBusy={start.isPending}>
              {t('start')}
            </Button>
          </div>
        )}
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </main>
  )
}
