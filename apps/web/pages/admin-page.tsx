import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { MyAccount, MySessions, PeoplePanel, SharedDevicesPanel } from '#capabilities/identity/web/index.tsx'
import { imagingPermissions } from '#capabilities/imaging/contract.ts'
import { WaitingStudies } from '#capabilities/imaging/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Tabs } from '#platform/web/ui/tabs.tsx'
import { shellWords } from '../shell/words.ts'
import { AppearancePanel } from './appearance-panel.tsx'
import { HealthPanel } from './health-panel.tsx'
import style from './pages.module.css'

const mayMatch: readonly string[] = imagingPermissions['study.match']

type Tab = 'overview' | 'people'

/** Administration of my facility, and how I sign in. */
export function AdminPage({ me }: { me: Me }) {
  const t = useWords(shellWords)
  const [tab, setTab] = useState<Tab>('overview')
  const managed = me.roles.find((held) => held.role === 'administrator' || held.role === 'coordinator')
  const mayChange = me.roles.some((held) => held.role === 'administrator' && held.facilityId === managed?.facilityId)
  const people = managed && (
    <div className={style['stack']}>
      <PeoplePanel facilityId={managed.facilityId} mayChange={mayChange} />
      {mayChange ? <SharedDevicesPanel facilityId={managed.facilityId} /> : null}
    </div>
  )
  return (
    <>
      <h1>{managed ? `${t('admin')}: ${managed.facilityName}` : t('account')}</h1>
      <div className={style['views']}>
        <Tabs
          label={t('admin')}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'overview', text: t('overview'), content: <Overview me={me} /> },
            ...(people ? [{ value: 'people' as const, text: t('people'), content: people }] : []),
          ]}
        />
      </div>
    </>
  )
}

function Overview({ me }: { me: Me }) {
  const cares = [...new Set(me.roles.filter((held) => mayMatch.includes(held.role)).map((held) => held.facilityId))]
  return (
    <div className={style['two']}>
      <div className={style['stack']}>
        <MyAccount me={me} />
        {cares.map((facilityId) => (
          <WaitingStudies key={facilityId} facilityId={facilityId} />
        ))}
        <MySessions />
      </div>
      <div className={style['stack']}>
        {me.roles.some((held) => held.role === 'administrator') ? <HealthPanel /> : null}
        <AppearancePanel />
      </div>
    </div>
  )
}
