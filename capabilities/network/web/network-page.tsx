import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, Field, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import style from './network.module.css'
import { facilitySearchQuery, networkQuery } from './queries.ts'
import { networkWords } from './words.ts'

/** The 34 provinces as tiles, with Hoàng Sa and Trường Sa, a search of facilities beside them, and above them who is on duty. */
export function NetworkPage({ duty }: { duty: ReactNode }) {
  const t = useWords(networkWords)
  const [province, setProvince] = useState<string>()
  const network = useQuery(networkQuery)
  const problem = useProblem(network.error)
  return (
    <>
      <h1>{t('title')}</h1>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {network.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {network.data ? (
        <p className="dim">{t('summary', { facilities: network.data.facilities, central: network.data.central })}</p>
      ) : null}
      {duty}
      <div className={style['layout']}>
        <div className={style['grid']}>
          {network.data?.provinces.map((tile) => (
            <button
              key={tile.code}
              type="button"
              className={style['tile']}
              style={{ gridArea: `${tile.tileRow} / ${tile.tileColumn}` }}
              data-on={tile.code === province ? 'yes' : 'no'}
              aria-pressed={tile.code === province}
              onClick={() => setProvince(tile.code === province ? undefined : tile.code)}
            >
              <b>{tile.name}</b>
              <span className="figure">{tile.facilities}</span>
              <span className="hidden-word">{t('supported', { n: tile.supported })}</span>
            </button>
          ))}
          <span className={`${style['tile']} ${style['island']}`} style={{ gridArea: '8 / 7' }}>
            <b>Hoàng Sa</b>Đà Nẵng
          </span>
          <span className={`${style['tile']} ${style['island']}`} style={{ gridArea: '12 / 7' }}>
            <b>Trường Sa</b>Khánh Hòa
          </span>
          <span className={style['sea']} style={{ gridArea: '9 / 6 / 11 / 8' }}>
            {t('sea')}
          </span>
        </div>
        <FacilitySearch {...(province ? { province } : {})} />
      </div>
    </>
  )
}

function FacilitySearch({ province }: { province?: string }) {
  const t = useWords(networkWords)
  const [text, setText] = useState('')
  const found = useQuery(facilitySearchQuery(text.trim(), province))
  return (
    <Section title={t('find')}>
      <Field label={t('find')} isLabelHidden value={text} onChange={setText} type="search" maxLength={120} />
      {found.data?.rows.length === 0 ? <Empty>{t('none')}</Empty> : null}
      <ul className={style['list']}>
        {found.data?.rows.map((facility) => (
          <li key={facility.id}>
            <Link to={path.facility(facility.id)}>{facility.name}</Link>
            <p className="small dim">
              {facility.provinceName}
              {facility.careLevel ? ` · ${t(facility.careLevel)}` : ''} ·{' '}
              <span className="figure">{facility.code}</span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
