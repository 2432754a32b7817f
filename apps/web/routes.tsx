import { createRootRoute, createRoute, createRouter, Link, useParams } from '@tanstack/react-router'
import { AskPage, CasesPage, DeskPage } from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { NetworkPage } from '#capabilities/network/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty } from '#platform/web/ui/pieces.tsx'
import { AdminPage } from './pages/admin-page.tsx'
import { CasePage } from './pages/case-page.tsx'
import { FacilityWithDutyPage } from './pages/facility-with-duty-page.tsx'
import { PatientPage } from './pages/patient-page.tsx'
import { PatientsPage } from './pages/patients-page.tsx'
import { Shell } from './shell/shell.tsx'
import { shellWords } from './shell/words.ts'

/** The pages of one person; made anew when the person changes. */
export function createAppRouter(me: Me, onSignOut: () => void) {
  const root = createRootRoute({
    component: () => <Shell me={me} onSignOut={onSignOut} />,
    notFoundComponent: MissingPage,
  })
  const page = (address: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path: address, component })
  const tree = root.addChildren([
    page('/', () => <DeskPage me={me} />),
    page('/ask', () => <AskPage me={me} />),
    page('/consults', CasesPage),
    page('/consults/$consultId', () => <CasePage me={me} consultId={useId('consultId')} />),
    page('/patients', PatientsPage),
    page('/patients/$patientId', () => <PatientPage me={me} patientId={useId('patientId')} />),
    page('/network', NetworkPage),
    page('/network/$facilityId', () => <FacilityWithDutyPage facilityId={useId('facilityId')} />),
    page('/admin', () => <AdminPage me={me} />),
    createRoute({ getParentRoute: () => root, path: '/patients/$patientId/images' }).lazy(
      async () => await import('./pages/images-page.tsx').then((found) => found.imagesRoute),
    ),
    createRoute({ getParentRoute: () => root, path: '/consults/$consultId/room' }).lazy(
      async () => await import('./pages/room-route.tsx').then((found) => found.roomRoute),
    ),
  ])
  return createRouter({ routeTree: tree, defaultPreload: false })
}

function useId(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

function MissingPage() {
  const t = useWords(shellWords)
  return (
    <Empty>
      {t('missingPage')} <Link to="/">{t('backToDesk')}</Link>
    </Empty>
  )
}
