import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import style from './identity.module.css'
import { sessionsQuery } from './queries.ts'
import { identityWords } from './words.ts'

/** My open sessions, each with a way to end it. */
export function MySessions() {
  const t = useWords(identityWords)
  const now = useNow(60_000)
  const queries = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const revoke = useMutation({
    mutationFn: async (sessionId: string) => await call(contract.revokeSession, { sessionId }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['my-sessions'] }),
  })
  const problem = useProblem(sessions.error ?? revoke.error)
  return (
    <Panel title={t('sessions')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {sessions.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      <ul className={style['rows']}>
        {sessions.data?.map((session) => (
          <li key={session.id}>
            <span>
              {session.device || t('computer')}{' '}
              <span className="small dim">{t('since', { time: whenText(session.createdAt, now) })}</span>
            </span>
            {session.isThis ? (
              <span className="dim">{t('thisOne')}</span>
            ) : (
              <Button onPress={() => revoke.mutate(session.id)}>{t('revoke')}</Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
