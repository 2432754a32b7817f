import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import ui from '#platform/web/ui/ui.module.css'
import { WaitsLine } from '#platform/web/ui/waits-line.tsx'
import { imagingPermissions } from '../contract.ts'
import { matchingWords } from './matching-words.ts'
import { waitingStudiesQuery } from './queries.ts'

/** How many studies wait for me to say whose they are, and since when; nothing when there are none. */
export function WaitingStudiesOnDesk({ me, now }: { me: Me; now: number }) {
  const t = useWords(matchingWords)
  const facilities = facilitiesOf(me, imagingPermissions['study.match'])
  const waiting = useQueries({ queries: facilities.map((facility) => waitingStudiesQuery(facility.id)) })
  const studies = waiting.flatMap((each) => each.data ?? [])
  const [oldest] = studies.map((each) => each.firstArrivedAt).toSorted((one, other) => one.localeCompare(other))
  if (!oldest) return null
  return (
    <WaitsLine
      way={
        <Link className={ui['button']} to={path.waitingImages()}>
          {t('toQueue')}
        </Link>
      }
    >
      <b>{t('waitingCount', { n: studies.length })}</b>{' '}
      <span className="dim">{t('oldest', { time: whenText(oldest, now) })}</span>
    </WaitsLine>
  )
}
