import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { WaitsLine } from '#platform/web/ui/waits-line.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { identityPermissions, type Me } from '../contract.ts'
import { facilitiesOf } from './facilities-of.ts'
import { rosterGapsQuery } from './queries.ts'
import { rosterLifeWords } from './roster-life-words.ts'

type Facility = ReturnType<typeof facilitiesOf>[number]

/** The gaps of the next two weeks for whoever plans duties: how many, and the first; nothing for anybody else. */
export function GapsOnDesk({ me, now }: { me: Me; now: number }) {
  const planned = facilitiesOf(me, identityPermissions['duty.plan'])
  return planned.map((facility) => (
    <GapsOf key={facility.id} facility={facility} isOnly={planned.length === 1} now={now} />
  ))
}

function GapsOf({ facility, isOnly, now }: { facility: Facility; isOnly: boolean; now: number }) {
  const t = useWords(rosterLifeWords)
  const { nameOf } = useSpecialties()
  const found = useQuery(rosterGapsQuery(facility.id))
  const problem = useProblem(found.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  const gaps = (found.data?.gaps ?? []).filter((gap) => Date.parse(gap.to) > now)
  const [first] = gaps.toSorted((one, other) => one.from.localeCompare(other.from))
  if (!first) return null
  const specialty = nameOf(first.specialty)
  const isNow = Date.parse(first.from) <= now
  return (
    <WaitsLine
      way={
        <Link className={ui['button']} to={path.admin()} hash="roster">
          {t('toRoster')}
        </Link>
      }
    >
      <b>{t('gapsAhead', { n: gaps.length })}</b>
      {isOnly ? '' : `, ${facility.name}`}{' '}
      <span className={isNow ? 'is-late' : 'dim'}>
        {isNow
          ? t('gapNow', { specialty, time: whenText(first.to, now) })
          : t('firstGap', { specialty, time: whenText(first.from, now) })}
      </span>
    </WaitsLine>
  )
}
