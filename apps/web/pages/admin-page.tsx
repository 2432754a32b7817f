import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { consultsPermissions } from '#capabilities/consults/contract.ts'
import { LadderPanel, MissesPanel } from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { identityPermissions } from '#capabilities/identity/contract.ts'
import {
  facilitiesOf,
  MyAccount,
  MyDevices,
  MyNotices,
  MySessions,
  PeoplePanel,
  RosterPanel,
  SharedDevicesPanel,
} from '#capabilities/identity/web/index.tsx'
import { edgePermissions } from '#capabilities/imaging/contract/edges.ts'
import { GatewaysPanel, WaitingStudiesOnDesk } from '#capabilities/imaging/web/index.tsx'
import { PathwaysPanel } from '#capabilities/pathways/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Tabs } from '#platform/web/ui/tabs.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { shellWords } from '../shell/words.ts'
import { AppearancePanel } from './appearance-panel.tsx'
import { HealthPanel } from './health-panel.tsx'
import style from './pages.module.css'

type Facility = ReturnType<typeof facilitiesOf>[number]
type Tab = 'overview' | 'people' | 'roster' | 'pathways' | 'gateways'

/** Administration of my facility: people, duties, pathways; and how I sign in. */
export function AdminPage({ me }: { me: Me }) {
  const t = useWords(shellWords)
  const { hash } = useLocation()
  const [tab, setTab] = useState<Tab>(hash === 'roster' ? 'roster' : 'overview')
  const managed = facilitiesOf(me, identityPermissions['person.list'])
  const administered = facilitiesOf(me, identityPermissions['person.manage']).map((each) => each.id)
  const planned = facilitiesOf(me, identityPermissions['duty.plan']).map((each) => each.id)
  const mine = facilitiesOf(
    me,
    me.roles.map((held) => held.role),
  )
  const view = (value: Tab, content: ReactNode) => ({ value, text: t(value), content: <Stack>{content}</Stack> })
  const people = (id: Facility['id']) => (
    <>
      <PeoplePanel facilityId={id} mayChange={administered.includes(id)} />
      {administered.includes(id) ? <SharedDevicesPanel facilityId={id} /> : null}
    </>
  )
  const setters = facilitiesOf(me, consultsPermissions['ladder.set']).map((each) => each.id)
  const leaders = facilitiesOf(me, consultsPermissions['miss.read']).map((each) => each.id)
  const roster = (id: Facility['id']) => (
    <>
      <RosterPanel facilityId={id} mayPlan={planned.includes(id)} />
      <LadderPanel facilityId={id} mayChange={setters.includes(id)} />
      {leaders.includes(id) ? <MissesPanel facilityId={id} /> : null}
    </>
  )
  const gatewayed = facilitiesOf(me, edgePermissions['edge.read'])
  const gatewayManaged = facilitiesOf(me, edgePermissions['edge.manage']).map((each) => each.id)
  const gateways = (id: Facility['id']) => <GatewaysPanel facilityId={id} mayManage={gatewayManaged.includes(id)} />
  const [first, second] = managed
  const title = first && !second ? `${t('admin')}: ${first.name}` : t(first ? 'admin' : 'account')
  return (
    <>
      <h1>{title}</h1>
      <div className={style['views']}>
        <Tabs
          label={t('admin')}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'overview', text: t('overview'), content: <Overview me={me} /> },
            ...(managed.length > 0 ? [view('people', <Each of={managed} render={people} />)] : []),
            ...(mine.length > 0 ? [view('roster', <Each of={mine} render={roster} />)] : []),
            ...(mine.length > 0 ? [view('pathways', <PathwaysPanel me={me} />)] : []),
            ...(gatewayed.length > 0 ? [view('gateways', <Each of={gatewayed} render={gateways} />)] : []),
          ]}
        />
      </div>
    </>
  )
}

const Stack = ({ children }: { children: ReactNode }) => <div className={style['stack']}>{children}</div>

/** The same for each facility; under its name when there is more than one. */
const Each = ({ of, render }: { of: readonly Facility[]; render: (id: Facility['id']) => ReactNode }) =>
  of.map(({ id, name }) => (
    <Stack key={id}>
      {of.length > 1 ? <h2 className={style['facility']}>{name}</h2> : null}
      {render(id)}
    </Stack>
  ))

function Overview({ me }: { me: Me }) {
  const now = useNow(60_000)
  return (
    <div className={style['two']}>
      <div className={style['stack']}>
        <MyAccount me={me} />
        <MyDevices />
        <MyNotices />
        <WaitingStudiesOnDesk me={me} now={now} />
        <MySessions />
      </div>
      <div className={style['stack']}>
        {me.roles.some((held) => held.role === 'administrator') ? <HealthPanel /> : null}
        <AppearancePanel />
      </div>
    </div>
  )
}
