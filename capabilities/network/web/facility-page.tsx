import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dateText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Facility } from '../contract.ts'
import style from './network.module.css'
import { programmeName } from './programme-name.ts'
import { facilityQuery } from './queries.ts'
import { useSpecialties } from './use-specialties.ts'
import { networkWords } from './words.ts'

/** A facility: names and levels over time, who supports it, its points; `duty` shows who is on duty there. */
export function FacilityPage({ facilityId, duty }: { facilityId: string; duty: ReactNode }) {
  const t = useWords(networkWords)
  const facility = useQuery(facilityQuery(facilityId))
  const problem = useProblem(facility.error)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!facility.data) return <Waiting>{t('loading')}</Waiting>
  const { data } = facility
  return (
    <>
      <h1>{data.name}</h1>
      <p className="dim">
        {data.provinceName}
        {data.careLevel ? ` · ${t(data.careLevel)}` : ''}
        {data.legacyTier ? ` · ${t(data.legacyTier)}` : ''} · <span className="figure">{data.code}</span>
        {data.isSynthetic ? ` (${t('synthetic')})` : ''}
        {data.dutyPhone ? ` · ${t('phone')} ${data.dutyPhone}` : ''}
      </p>
      <div className={style['columns']}>
        <Section title={t('duty')}>{duty}</Section>
        <Links facility={data} />
        <Dated title={t('names')} rows={data.names.map((row) => ({ ...row, text: row.name }))} />
        <Dated
          title={t('levels')}
          rows={data.levels.map((row) => ({
            ...row,
            text: [row.careLevel && t(row.careLevel), row.legacyTier && t(row.legacyTier), row.authority]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      </div>
    </>
  )
}

function Dated({
  title,
  rows,
}: {
  title: string
  rows: { text: string; validFrom: string; validTo: string | null }[]
}) {
  const t = useWords(networkWords)
  return (
    <Section title={title}>
      <ul className={style['list']}>
        {rows.map((row) => (
          <li key={row.validFrom}>
            {row.text}
            <p className="small dim">
              {t('from', { date: dateText(row.validFrom) })}
              {row.validTo ? `, ${t('until', { date: dateText(row.validTo) })}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Links({ facility }: { facility: Facility }) {
  const t = useWords(networkWords)
  const language = useLanguage()
  const { nameOf } = useSpecialties()
  const specialty = (code: string | null) => (code ? nameOf(code) : '')
  return (
    <Section title={t('links')} aside={facility.links.length}>
      {facility.links.length === 0 ? <Empty>{t('noLinks')}</Empty> : null}
      <ul className={style['list']}>
        {facility.links.slice(0, 40).map((link) => (
          <li key={link.id}>
            <span className="dim">{t(link.direction)}</span>{' '}
            <Link to={path.facility(link.other.id)}>{link.other.name}</Link>
            <p className="small dim">
              {specialty(link.specialty)} · {programmeName(link.programme, language)} ·{' '}
              {t('from', { date: dateText(link.validFrom) })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
