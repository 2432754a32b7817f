import type { Me } from '#capabilities/identity/contract.ts'
import { MySessions, PeoplePanel } from '#capabilities/identity/web/index.tsx'
import { imagingPermissions } from '#capabilities/imaging/contract.ts'
import { WaitingStudies } from '#capabilities/imaging/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { shellWords } from '../shell/words.ts'
import { AppearancePanel } from './appearance-panel.tsx'
import { HealthPanel } from './health-panel.tsx'
import style from './pages.module.css'

const mayMatch: readonly string[] = imagingPermissions['study.match']

/** Administration of my facility, and my own sessions. */
export function AdminPage({ me }: { me: Me }) {
  const t = useWords(shellWords)
  const managed = me.roles.find((held) => held.role === 'administrator' || held.role === 'coordinator')
  const cares = [...new Set(me.roles.filter((held) => mayMatch.includes(held.role)).map((held) => held.facilityId))]
  return (
    <>
      <h1>{managed ? `${t('admin')}: ${managed.facilityName}` : t('account')}</h1>
      <div className={style['two']}>
        <div className={style['stack']}>
          {managed ? <PeoplePanel facilityId={managed.facilityId} /> : null}
          {cares.map((facilityId) => (
            <WaitingStudies key={facilityId} facilityId={facilityId} />
          ))}
        </div>
        <div className={style['stack']}>
          {me.roles.some((held) => held.role === 'administrator') ? <HealthPanel /> : null}
          <AppearancePanel />
          <MySessions />
        </div>
      </div>
    </>
  )
}
