import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { consultsPermissions } from '#capabilities/consults/contract.ts'
import { OverridesPanel, RegisterPanel } from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { networkPermissions } from '#capabilities/network/contract/contracts.ts'
import { ContractsPanel, RemoteServicePanel } from '#capabilities/network/web/index.tsx'
import { pathwaysQuery } from '#capabilities/pathways/web/index.tsx'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import { GlassUsesPanel, LegalHoldsPanel } from '#capabilities/records/web/index.tsx'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Tabs } from '#platform/web/ui/tabs.tsx'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

type Tab = 'register' | 'reviews' | 'contracts'

/** What the law asks of a hospital: its register, what its leader reviews, its contracts. */
export function LawPage({ me }: { me: Me }) {
  const t = useWords(shellWords)
  const registers = facilitiesOf(me, consultsPermissions['register.read'])
  const managed = facilitiesOf(me, networkPermissions['contract.manage'])
  const isLeader = facilitiesOf(me, recordsPermissions['law.review']).length > 0
  const view = (value: Tab, content: ReactNode) => ({
    value,
    text: t(value),
    content: <div className={style['stack']}>{content}</div>,
  })
  const tabs = [
    ...(isLeader ? [view('reviews', <Reviews />)] : []),
    ...(registers.length > 0
      ? [
          view(
            'register',
            registers.map(({ id }) => <RegisterPanel key={id} facilityId={id} />),
          ),
        ]
      : []),
    ...(managed.length > 0
      ? [
          view(
            'contracts',
            managed.map(({ id }) => <Contracts key={id} facilityId={id} />),
          ),
        ]
      : []),
  ]
  const [tab, setTab] = useState<Tab>(tabs[0]?.value ?? 'register')
  return (
    <>
      <h1>{t('law')}</h1>
      <p>
        <Link to={path.verify()}>{t('verify')}</Link>
      </p>
      {tabs.length > 0 ? (
        <div className={style['views']}>
          <Tabs label={t('law')} value={tab} onChange={setTab} tabs={tabs} />
        </div>
      ) : null}
    </>
  )
}

const Reviews = () => (
  <>
    <GlassUsesPanel />
    <OverridesPanel />
    <LegalHoldsPanel />
  </>
)

function Contracts({ facilityId }: { facilityId: string }) {
  const language = useLanguage()
  const pathways = useQuery(pathwaysQuery)
  const conditions = (pathways.data ?? []).map(({ document }) => ({
    code: document.code,
    name: document.name[language],
  }))
  return (
    <>
      <ContractsPanel facilityId={facilityId} />
      <RemoteServicePanel facilityId={facilityId} pathways={conditions} />
    </>
  )
}
