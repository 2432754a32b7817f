import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { CallProblem, call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { getSharedImages, visitShare } from '../contract/shared-images.ts'
import style from './shared-page.module.css'
import { SharedStage } from './shared-stage.tsx'
import { sharedWords } from './shared-words.ts'

const codeDigits = 6

/**
 * What a link opens for somebody without an account. Its token stands behind `#`; once the visit has begun the browser
 * keeps a proof of it that no page can read, and the token leaves the address.
 */
export function SharedPage() {
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const again = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', again)
    return () => removeEventListener('hashchange', again)
  }, [])
  const leave = () => {
    history.replaceState(null, '', location.pathname)
    setToken('')
  }
  return (
    <main className={style['page']} data-theme="night">
      {token ? <Entry key={token} token={token} onOpen={leave} /> : <Opened />}
    </main>
  )
}

function Entry({ token, onOpen }: { token: string; onOpen: () => void }) {
  const t = useWords(sharedWords)
  const [code, setCode] = useState('')
  const visit = useMutation({
    mutationFn: async (given: string) => await call(visitShare, { token, ...(given ? { code: given } : {}) }),
    onSuccess: onOpen,
  })
  const { mutate, error } = visit
  useEffect(() => mutate(''), [mutate])
  const name = error instanceof CallProblem ? error.problem : null
  const problem = useProblem(error)
  if (!error) return <Waiting>{t('opening')}</Waiting>
  if (name === 'code-needed' || name === 'code-wrong')
    return (
      <form
        className={style['entry']}
        onSubmit={(event) => {
          event.preventDefault()
          mutate(code)
        }}
      >
        <h1>{t('title')}</h1>
        <p>{t('codeHint')}</p>
        <Field
          label={t('code')}
          value={code}
          onChange={(text) => setCode(text.replace(/\D/g, ''))}
          maxLength={codeDigits}
        />
        {name === 'code-wrong' ? <ProblemText>{problem}</ProblemText> : null}
        <Button
          kind="primary"
          onPress={() => mutate(code)}
          isBusy={visit.isPending}
          why={code.length === codeDigits ? null : t('codeHint')}
        >
          {t('open')}
        </Button>
      </form>
    )
  return <Refused error={error} onRetry={() => mutate('')} />
}

function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords(sharedWords)
  const problem = useProblem(error)
  const name = error instanceof CallProblem ? error.problem : 'internal'
  const isOver = name === 'not-found' || name === 'invalid-input'
  return (
    <section className={style['entry']}>
      <h1>{t('title')}</h1>
      <ProblemText>{isOver ? t('over') : name === 'offline' ? t('offline') : problem}</ProblemText>
      {isOver ? null : (
        <span>
          <Button kind="primary" onPress={onRetry}>
            {t('retry')}
          </Button>
        </span>
      )}
    </section>
  )
}

function Opened() {
  const t = useWords(sharedWords)
  const images = useQuery({
    queryKey: ['shared-images'],
    queryFn: async ({ signal }) => await call(getSharedImages, {}, { signal }),
    // what is withdrawn meanwhile closes by itself
    refetchInterval: 30_000,
    refetchOnWindowFocus: true,
  })
  if (images.error && !(images.error instanceof CallProblem && images.error.problem === 'offline' && images.data))
    return <Refused error={images.error} onRetry={() => void images.refetch()} />
  if (!images.data) return <Waiting>{t('opening')}</Waiting>
  return <SharedStage images={images.data} />
}
