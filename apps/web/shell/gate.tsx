import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { signOut } from '#capabilities/identity/contract.ts'
import { meQuery, PasswordPage, SignInPage, switchPushOff, TotpPage } from '#capabilities/identity/web/index.tsx'
import { CallProblem, call, signedOut } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type { LiveLink } from '#platform/web/live.ts'
import { stopRinging } from '#platform/web/ring.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Waiting } from '#platform/web/ui/pieces.tsx'
import { VaultContext } from '#platform/web/use-draft.ts'
import { LinkContext } from '#platform/web/use-link.ts'
import { Vault } from '#platform/web/vault.ts'
import { createAppRouter } from '../routes.tsx'
import style from './shell.module.css'
import { shellWords } from './words.ts'

/** Nobody, or the pages of the person who is signed in; leaving forgets everything that was readable. */
export function Gate({ link }: { link: LiveLink }) {
  const queries = useQueryClient()
  const me = useQuery(meQuery)
  useEffect(() => {
    const forget = () => {
      link.stop()
      stopRinging()
      // the next person begins at the Desk, not at the page (and the case) of the one before
      history.replaceState(null, '', '/')
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
      void queries.resetQueries({ queryKey: ['me'] })
    }
    signedOut.addEventListener('signed-out', forget)
    return () => signedOut.removeEventListener('signed-out', forget)
  }, [link, queries])
  if (me.data) {
    if (me.data.mustChangePassword) return <PasswordPage onDone={() => void me.refetch()} />
    if (me.data.mustSetUpTotp) return <TotpPage onDone={() => void me.refetch()} />
    return <Inside key={me.data.person.id} me={me.data} link={link} />
  }
  const problem = me.error instanceof CallProblem ? me.error.problem : null
  if (problem === 'not-signed-in') return <SignInPage onSignedIn={() => void me.refetch()} />
  return <Outside isOffline={problem !== null} onRetry={() => void me.refetch()} />
}

function Outside({ isOffline, onRetry }: { isOffline: boolean; onRetry: () => void }) {
  const t = useWords(shellWords)
  useEffect(() => {
    addEventListener('online', onRetry)
    return () => removeEventListener('online', onRetry)
  }, [onRetry])
  return (
    <main className={style['centre']}>
      <h1>Tuyến</h1>
      {isOffline ? <p role="alert">{t('offlineStart')}</p> : <Waiting>{t('opening')}</Waiting>}
      {isOffline ? (
        <span>
          <Button kind="primary" onPress={onRetry}>
            {t('retry')}
          </Button>
        </span>
      ) : null}
    </main>
  )
}

function Inside({ me, link }: { me: Me; link: LiveLink }) {
  const [vault, setVault] = useState<Vault | null>(null)
  useEffect(() => {
    let open: Vault | null = null
    void Vault.open(me.person.id, me.localKey).then((opened) => {
      open = opened
      setVault(opened)
    })
    link.start()
    return () => open?.close()
  }, [me.person.id, me.localKey, link])
  const leave = useMemo(
    () => () => {
      link.stop()
      // the next person at this browser is another, and is not rung for this one
      void switchPushOff()
        .catch(() => undefined)
        .then(async () => await call(signOut, {}))
        .catch(() => undefined)
        .then(() => signedOut.dispatchEvent(new Event('signed-out')))
    },
    [link],
  )
  const router = useMemo(() => createAppRouter(me, leave), [me, leave])
  return (
    <LinkContext value={link}>
      <VaultContext value={vault}>
        <RouterProvider router={router} />
      </VaultContext>
    </LinkContext>
  )
}
