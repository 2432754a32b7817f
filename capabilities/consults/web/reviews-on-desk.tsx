import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { WaitsLine } from '#platform/web/ui/waits-line.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { countOpenReviews } from '../contract/modes.ts'
import { deskWords } from './desk-words.ts'

const openReviewsQuery = (facilities: readonly string[]) =>
  queryOptions({
    queryKey: ['open-reviews'],
    queryFn: async ({ signal }) => await call(countOpenReviews, {}, { signal }),
    meta: { topics: facilities.map((facility) => `facility/${facility}`) },
  })

/** What waits for my verdict as leader: how much, and since when; nothing for anybody else. */
export function ReviewsOnDesk({ me, now }: { me: Me; now: number }) {
  const t = useWords(deskWords)
  const led = facilitiesOf(me, recordsPermissions['law.review']).map((each) => each.id)
  const open = useQuery({ ...openReviewsQuery(led), enabled: led.length > 0 })
  const problem = useProblem(open.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!open.data?.oldestAt) return null
  return (
    <WaitsLine
      way={
        <Link className={ui['button']} to={path.law()}>
          {t('toReviews')}
        </Link>
      }
    >
      <b>{t('reviews', { n: open.data.count })}</b>{' '}
      <span className="dim">{t('oldest', { time: whenText(open.data.oldestAt, now) })}</span>
    </WaitsLine>
  )
}
