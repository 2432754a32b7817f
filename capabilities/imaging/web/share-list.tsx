import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { revokeShare, type Share } from '../contract/shares.ts'
import style from './imaging.module.css'
import { sharesQuery } from './queries.ts'
import { shareWords } from './share-words.ts'

type Props = { patientId: string; studyId: string }

/** What of a study is or was open outside: for whom, until when, and each opening. */
export function ShareList({ patientId, studyId }: Props) {
  const t = useWords(shareWords)
  const found = useQuery(sharesQuery(patientId, studyId))
  const problem = useProblem(found.error)
  return (
    <section>
      <h3>{t('shared')}</h3>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.data?.length === 0 ? <p className="dim">{t('none')}</p> : null}
      <ul className={style['shares']}>
        {found.data?.map((share) => (
          <ShareRow key={share.id} patientId={patientId} studyId={studyId} share={share} />
        ))}
      </ul>
    </section>
  )
}

const nameOf = ({ title, fullName }: { title: string; fullName: string }) => `${title} ${fullName}`.trim()

function ShareRow({ patientId, studyId, share }: Props & { share: Share }) {
  const t = useWords(shareWords)
  const now = useNow(30_000)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: async () => await call(revokeShare, { shareId: share.id }),
    onSettled: async () => await queries.invalidateQueries({ queryKey: sharesQuery(patientId, studyId).queryKey }),
  })
  const problem = useProblem(revoke.error)
  const isOver = new Date(share.expiresAt).getTime() <= now
  const [last] = share.openings
  const until = { name: nameOf(share.by), time: whenText(share.createdAt, now), until: whenText(share.expiresAt, now) }
  return (
    <li>
      <b>{share.madeFor}</b>{' '}
      <span className="small">
        {share.revoked
          ? t('revokedBy', { name: nameOf(share.revoked.by), time: whenText(share.revoked.at, now) })
          : t(share.isLocked ? 'locked' : isOver ? 'ended' : 'open')}
      </span>
      <br />
      <span className="small dim">
        {t('byUntil', until)}. {share.reason}
      </span>
      <br />
      <span className="small">
        {last
          ? t('openings', { n: share.openings.length, time: whenText(last.at, now), source: last.source })
          : t('neverOpened')}
      </span>{' '}
      {share.revoked || isOver ? null : (
        <Button onPress={() => revoke.mutate()} isBusy={revoke.isPending}>
          {t('revoke')}
        </Button>
      )}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </li>
  )
}
